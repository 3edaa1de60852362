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
    private readonly (string Column, CheckKind Kind, Value Value)[] _checks;
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
    /// <exception cref="ConfigurationException">The file lacks a column, or has one twice that the mapping uses.</exception>
    public RowMapper(SourceMapping mapping, Header header, Organisation organisation, long? fileRevision = null)
    {
        _fileRevision = fileRevision ?? 0;
        _mapping = mapping;
        _organisation = organisation;
        _source = SourceName(organisation, mapping);
        var zone = mapping.Zone ?? organisation.Zone;
        _events = mapping.Events.Select(rule => new BoundEvent(rule, mapping, header, zone)).ToArray();
        _checks = mapping.Checks.Select(c => (c.Key, c.Value.Kind, new Value(c.Value.Value, mapping, header, zone))).ToArray();
        _revision = mapping.Revision.Select(r => new Value(r, mapping, header, zone)).ToArray();
        _key = mapping.Key is { } key ? header.Position(key) : null;
        _remembered = _events.SelectMany(e => e.When.SelectMany(w => w.LooksBackAt)).Distinct().Order().ToArray();
        _hashed = _events.Any(e => e.Id.Length == 0);
    }

    /// <summary>Whether records can only be understood with those before them.</summary>
    public bool IsStateful => _key is not null || _hashed;

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
            foreach (var (_, kind, value) in _checks) Check(kind, value, row);
            var revision = Revision(row) ?? _fileRevision - (draft ? 1 : 0);
            var before = Before(row);
            var (hash, ordinal) = _hashed ? Ordinal(row) : default;
            foreach (var e in _events)
            {
                if (Array.TrueForAll(e.When, w => w.Holds(row, before))) into.Add(Make(e, row, revision, hash, ordinal));
            }

            // Only now: a rejected record must leave no trace in what later ones are held against.
            if (_hashed) _identical[hash] = ordinal;
            Remember(row);
            return null;
        }
        catch (RowException fault)
        {
            into.RemoveRange(start, into.Count - start);
            return new RowFault(fault.Column, fault.Message);
        }
    }

    private static void Check(CheckKind kind, Value value, Row row)
    {
        if (kind == CheckKind.Number) value.Number(row);
        else value.Time(row);
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
        var subject = e.Subject is null ? id : e.Subject.Text(row) ?? throw new RowException(e.Subject.Column, "is missing: it names what the record is about");
        if (id.Contains('\0', StringComparison.Ordinal) || subject.Contains('\0', StringComparison.Ordinal)) throw new RowException(e.Subject?.Column, DataRules.HoldsNul);
        if (id.Length > Limits.Identity) throw new RowException(null, $"identifies its event by more than {Limits.Identity} characters");
        if (subject.Length > Limits.Identity) throw new RowException(e.Subject?.Column, $"is longer than {Limits.Identity} characters");
        WriteData(e, row);
        if (DataRules.TryRead(e.Rule.Type, _json.WrittenSpan, out var data) is { } fault) throw Explain(e, fault);
        return ServiceEvent.Create(data!, _organisation.Id, _source, id, subject, time, revision);
    }

    private static string Identity(BoundEvent e, Row row)
    {
        var parts = Array.ConvertAll(e.Id, v => v.Raw(row));
        return Array.Exists(parts, p => p is not null)
            ? string.Join('|', parts.Select(p => Escape(p ?? "")))
            : throw new RowException(string.Join(" + ", e.Id.Select(v => v.Column).OfType<string>()), $"is missing: it identifies {e.Rule.Name}");
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

    private sealed class BoundEvent
    {
        public BoundEvent(EventRule rule, SourceMapping mapping, Header header, NodaTime.DateTimeZone zone)
        {
            Rule = rule;
            When = rule.When.Select(w => new RowCondition(w, mapping, header)).ToArray();
            Id = rule.Id.Select(v => new Value(v, mapping, header, zone)).ToArray();
            Subject = rule.Subject is { } s ? new Value(s, mapping, header, zone) : null;
            Time = new Value(rule.Time, mapping, header, zone);
            Set = rule.Set.Select(pair => (pair.Key, MemberShape.Of(rule.Type, pair.Key), new Value(pair.Value, mapping, header, zone))).ToArray();
        }

        public EventRule Rule { get; }

        public RowCondition[] When { get; }

        public Value[] Id { get; }

        public Value? Subject { get; }

        public Value Time { get; }

        public (string Name, MemberShape Shape, Value Value)[] Set { get; }
    }
}
