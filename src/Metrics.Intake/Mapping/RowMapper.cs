using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Metrics.Intake.CloudEvents;
using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Mapping;

/// <summary>Turns the records of one file into events, by a mapping bound to that file's header. Not thread-safe.</summary>
public sealed class RowMapper
{
    private readonly SourceMapping _mapping;
    private readonly Organisation _organisation;
    private readonly string _source;
    private readonly BoundEvent[] _events;
    private readonly BoundCheck[] _checks;
    private readonly DerivedColumns _derived;
    private readonly Value[] _revision;
    private readonly int? _key;
    private readonly int[] _remembered;
    private readonly Dictionary<string, string[]> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, int> _identical = [];
    private readonly ArrayBufferWriter<byte> _json = new(512);
    private readonly bool _hashed;
    private readonly long _fileRevision;

    /// <summary>Binds a mapping to a header.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="header">The file's columns.</param>
    /// <param name="organisation">Whose records they are.</param>
    /// <param name="fileRevision">The version of records that have none of their own.</param>
    /// <param name="key">The secret key for hashes; null is the environment's.</param>
    /// <exception cref="ConfigurationException">
    /// The file lacks a column, or has one twice that the mapping uses; or the mapping needs the secret key and there is none.
    /// </exception>
    public RowMapper(SourceMapping mapping, Header header, Organisation organisation, long? fileRevision = null, HashKey? key = null)
    {
        _fileRevision = fileRevision ?? 0;
        _mapping = mapping;
        _organisation = organisation;
        _source = SourceName(organisation, mapping);
        var zone = mapping.Zone ?? organisation.Zone;
        var hash = new Lazy<PersonHash>(() => new PersonHash(key ?? HashKey.FromEnvironment(mapping.Name), organisation.Id));
        _derived = new DerivedColumns(mapping, header, Bind);
        _events = mapping.Events.Select(rule => new BoundEvent(rule, mapping, header, Bind)).ToArray();
        _checks = mapping.Checks.Select(c => new BoundCheck(c, mapping, header, Bind)).ToArray();
        _revision = mapping.Revision.Select(Bind).ToArray();
        _key = mapping.Key is { } story ? header.Position(story) : null;
        _remembered = _events.SelectMany(e => e.When.SelectMany(w => w.LooksBackAt)).Distinct().Order().ToArray();
        _hashed = _events.Any(e => e.Id.Length == 0);

        Value Bind(ValueRule rule) => new(rule, mapping, header, zone, rule.Keyed ? hash.Value : null);
    }

    /// <summary>Whether records can only be understood with those before them.</summary>
    public bool IsStateful => _key is not null || _hashed || _derived.CountsRows;

    /// <summary>The CloudEvents source of an organisation's records of a mapping: two organisations' equal ids never meet.</summary>
    public static string SourceName(Organisation organisation, SourceMapping mapping) => $"{organisation.Id}/{mapping.Name}";

    /// <summary>Maps one record.</summary>
    /// <param name="row">Its fields.</param>
    /// <param name="into">Receives its events, all or none.</param>
    /// <param name="draft">
    /// True for a last record without a line end, which may be cut short: it gets the revision below the file's, so that the whole
    /// record, when it comes, corrects it. A record that says its own revision keeps that.
    /// </param>
    /// <returns>The first fault; null when all is well.</returns>
    public RowFault? Map(Row row, List<ServiceEvent> into, bool draft = false)
    {
        var start = into.Count;
        try
        {
            var (hash, ordinal) = _hashed ? Ordinal(row) : default;
            row = _derived.Extend(row);
            foreach (var check in _checks) check.Hold(row);
            var revision = Revision(row) ?? _fileRevision - (draft ? 1 : 0);
            var before = Before(row);
            foreach (var e in _events)
            {
                if (Array.TrueForAll(e.When, w => w.Holds(row, before))) into.Add(Make(e, row, revision, hash, ordinal));
            }

            // Only now: a rejected record must leave no trace in what later ones are held against.
            if (_hashed) _identical[hash] = ordinal;
            _derived.Keep();
            Remember(row);
            return null;
        }
        catch (RowException fault)
        {
            into.RemoveRange(start, into.Count - start);
            return new RowFault(fault.Column, fault.Message);
        }
    }

    private long? Revision(Row row)
    {
        foreach (var value in _revision)
        {
            if (value.Raw(row) is null) continue;
            if (value.Rule.Formats.Count > 0) return value.Time(row)!.Value.ToUnixTimeSeconds();
            var number = value.Number(row)!.Value;
            return decimal.IsInteger(number) && number >= 0 && number <= CloudEventDecoder.MaxRevision
                ? (long)number
                : throw new RowException(value.Column, $"'{number}' is not a revision: a whole number from 0");
        }

        return null;
    }

    private Func<int, string>? Before(Row row)
    {
        if (_key is not { } key) return null;
        if (_mapping.Nulls.Contains(row[key])) throw new RowException(_mapping.Key, "is missing: it says which records belong together");
        if (!_before.TryGetValue(row[key], out var values)) return null;
        return column => values[Array.IndexOf(_remembered, column)];
    }

    private void Remember(Row row)
    {
        if (_key is not { } key) return;
        if (!_before.TryGetValue(row[key], out var values)) _before[row[key]] = values = new string[_remembered.Length];
        for (var i = 0; i < values.Length; i++) values[i] = row[_remembered[i]];
    }

    private (UInt128 Hash, int Ordinal) Ordinal(Row row)
    {
        var hash = Hash128.Of(row.Fields);
        return (hash, _identical.GetValueOrDefault(hash) + 1);
    }

    private ServiceEvent Make(BoundEvent e, Row row, long revision, UInt128 hash, int ordinal)
    {
        var time = e.Time.Time(row) ?? throw new RowException(e.Time.Column, $"is missing: it says when {e.Rule.Name} happened");
        var id = $"{Escape(e.Rule.Name)}|{(e.Id.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"{hash:x32}|{ordinal}") : Identity(e, row))}";
        var subject = e.Subject.Length == 0 ? id : Subject(e, row);
        if (id.Contains('\0', StringComparison.Ordinal) || subject.Contains('\0', StringComparison.Ordinal)) throw new RowException(NameOf(e.Subject), DataRules.HoldsNul);
        if (id.Length > Limits.Identity) throw new RowException(null, $"identifies its event by more than {Limits.Identity} characters");
        if (subject.Length > Limits.Identity) throw new RowException(NameOf(e.Subject), $"is longer than {Limits.Identity} characters");
        WriteData(e, row);
        if (DataRules.TryRead(e.Rule.Type, _json.WrittenSpan, out var data) is { } fault) throw Explain(e, fault);
        return ServiceEvent.Create(AsOpen(data!, time), _organisation.Id, _source, id, subject, time, revision);
    }

    // Who calls outside opening hours calls a closed number, where the mapping wants it so: the same event, in other words.
    private EventData AsOpen(EventData data, NodaTime.Instant time)
    {
        if (_mapping.OutsideHours != OutsideHours.Closed || data is not ContactOffered offered) return data;
        return _organisation.Terms.CalendarOf(Slice.Of(_organisation.Id, offered, offered.Queue)).IsOpen(time) ? data : ContactClosed.Instead(offered);
    }

    // One column's text stands as it is; several are told apart by signs that stand in none of them.
    private static string Subject(BoundEvent e, Row row)
    {
        var parts = Array.ConvertAll(e.Subject, v => v.Text(row) ?? throw new RowException(v.Column, "is missing: it names what the record is about"));
        return parts.Length == 1 ? parts[0] : string.Join('|', parts.Select(Escape));
    }

    private static string? NameOf(Value[] values) => values.Length == 0 ? null : string.Join(" + ", values.Select(v => v.Column).OfType<string>());

    private static string Identity(BoundEvent e, Row row)
    {
        var parts = Array.ConvertAll(e.Id, v => v.Identity(row));
        return Array.Exists(parts, p => p is not null)
            ? string.Join('|', parts.Select(p => Escape(p ?? "")))
            : throw new RowException(NameOf(e.Id), $"is missing: it identifies {e.Rule.Name}");
    }

    private void WriteData(BoundEvent e, Row row)
    {
        _json.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_json);
        writer.WriteStartObject();
        foreach (var (name, shape, value) in e.Set)
        {
            if (!shape.Write(writer, name, value, row) && shape.IsRequired) throw new RowException(value.Column, $"is missing: {e.Rule.Type.Name} requires its '{name}'");
        }

        writer.WriteEndObject();
    }

    private static RowException Explain(BoundEvent e, DataFault fault)
    {
        var member = fault.Pointer.TrimStart('/');
        var value = Array.Find(e.Set, s => s.Name == member).Value;
        return new RowException(value?.Column, fault.Reason);
    }

    private static string Escape(string text)
        => text.AsSpan().IndexOfAny('|', '\\') < 0 ? text : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);
}
