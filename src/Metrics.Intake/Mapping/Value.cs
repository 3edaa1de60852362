using System.Buffers;
using System.Globalization;
using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;
using NodaTime;

namespace Metrics.Intake.Mapping;

/// <summary>A value rule bound to the columns of one file.</summary>
public sealed class Value
{
    // The framework's parser would let trailing NULs through.
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("+-.0123456789");

    private const decimal Largest = 1e18m;

    private readonly ValueRule _rule;
    private readonly SourceMapping _mapping;
    private readonly DateTimeZone _zone;
    private readonly int[] _positions;
    private readonly IReadOnlyList<string> _formats;
    private readonly PersonHash? _hash;

    /// <summary>Binds a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="mapping">The mapping it is of.</param>
    /// <param name="header">The file's columns.</param>
    /// <param name="zone">The zone of times that say none.</param>
    /// <param name="hash">Hashes what a rule wants keyed.</param>
    /// <exception cref="ConfigurationException">The file lacks a column it needs, or it wants a keyed hash and there is no key.</exception>
    public Value(ValueRule rule, SourceMapping mapping, Header header, DateTimeZone zone, PersonHash? hash = null)
    {
        _hash = rule.Keyed ? hash ?? throw new ConfigurationException($"the mapping '{mapping.Name}' needs a keyed hash of a column, and nobody gave it a key") : null;
        _rule = rule;
        _mapping = mapping;
        _zone = zone;
        _formats = rule.Formats.Count > 0 ? rule.Formats : mapping.TimeFormats;
        var found = rule.Columns.Select(header.Find).OfType<int>().ToArray();
        // Of a date and a time the file has both or, where they are optional, neither.
        var hasEnough = found.Length == rule.Columns.Count || (found.Length > 0 ? rule.Either : rule.Optional);
        if (rule.Either && !hasEnough) throw header.Missing(rule.Columns);
        _positions = hasEnough ? found : rule.Columns.Select(header.Position).ToArray();
        Column = _positions.Length > 0 ? string.Join(" + ", _positions.Select(header.NameOf)) : null;
    }

    /// <summary>The column or columns, for messages.</summary>
    public string? Column { get; }

    /// <summary>The rule.</summary>
    public ValueRule Rule => _rule;

    /// <summary>The text; null when the record has none.</summary>
    /// <exception cref="RowException">A word that the mapping doesn't know, or nothing where there must be something.</exception>
    public string? Text(Row row)
    {
        var text = Plain(row);
        if (text is null) return _rule.Required ? throw new RowException(Column, "is missing") : null;
        return _hash?.Of(text) ?? text;
    }

    /// <summary>The text as it goes into an identity: as it stands in the record, except that what must not be told is hashed.</summary>
    public string? Identity(Row row) => _hash is null ? Raw(row) : Text(row);

    /// <summary>The text as it stands in the record; null when it is missing or a null token.</summary>
    public string? Raw(Row row)
    {
        if (_rule.Constant is { } constant) return constant;
        if (_positions.Length == 0) return null;
        if (_positions.Length == 1) return NotNull(row[_positions[0]]);
        if (_rule.Either) return _positions.Select(p => NotNull(row[p])).FirstOrDefault(t => t is not null);
        var parts = _positions.Select(p => NotNull(row[p])).ToArray();
        if (parts.All(p => p is null)) return null;
        return parts.Contains(null)
            ? throw new RowException(Column, "one part is there and another is missing")
            : string.Join(' ', parts);
    }

    /// <summary>The number; null when the record has none. A duration is in seconds.</summary>
    /// <exception cref="RowException">It is not a number as the mapping says.</exception>
    public decimal? Number(Row row)
    {
        if (Text(row) is not { } text) return null;
        if (_rule.Duration is { } format)
        {
            return TimeSpan.TryParseExact(text, format, CultureInfo.InvariantCulture, out var span)
                ? (decimal)span.TotalSeconds
                : throw new RowException(Column, $"'{text}' is not a duration as {format.Replace("\\", "", StringComparison.Ordinal)}");
        }

        // No thousands separators: 1,234 may be a thousand or one and a bit, and nothing is guessed.
        var plain = _rule.DecimalSign == '.' ? text : text.Replace(_rule.DecimalSign, '.');
        if ((_rule.DecimalSign != '.' && text.Contains('.', StringComparison.Ordinal)) || plain.AsSpan().ContainsAnyExcept(OfNumbers)
            || !decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            throw new RowException(Column, $"'{text}' is not a number with the decimal sign '{_rule.DecimalSign}' and no other separators");
        }

        return Math.Abs(number) <= Largest ? number * _rule.Factor : throw new RowException(Column, $"'{text}' is larger than any number counted here");
    }

    /// <summary>The instant; null when the record has none.</summary>
    /// <exception cref="RowException">It is not a time as the mapping says, or a local time that doesn't exist or exists twice.</exception>
    public Instant? Time(Row row)
    {
        if (Text(row) is not { } text) return null;
        var time = Parse(text, out var format);
        if (time.Kind == DateTimeKind.Utc) return Instant.FromDateTimeUtc(time);
        var local = LocalDateTime.FromDateTime(time);
        // A day begins at its first moment, which is not midnight where clocks go forward past it.
        if (!TimeFormat.HasTime(format)) return _zone.AtStartOfDay(local.Date).ToInstant();
        var found = _zone.MapLocal(local);
        return found.Count switch
        {
            1 => found.Single().ToInstant(),
            0 => throw new RowException(Column, $"'{text}' does not exist in {_zone.Id}: clocks go forward past it"),
            _ => _mapping.Ambiguous switch
            {
                AmbiguousTime.Earlier => found.First().ToInstant(),
                AmbiguousTime.Later => found.Last().ToInstant(),
                _ => throw new RowException(Column, $"'{text}' occurs twice in {_zone.Id}, since clocks go back; say 'ambiguous: earlier' or 'later' in the mapping"),
            },
        };
    }

    /// <summary>A day (2021-03-31) or month (2021-03); null when the record has none.</summary>
    /// <exception cref="RowException">It is neither in one of the formats.</exception>
    public string? Date(Row row)
    {
        if (Text(row) is not { } text) return null;
        var time = Parse(text, out var format);
        var date = time.Kind == DateTimeKind.Utc ? Instant.FromDateTimeUtc(time).InZone(_zone).ToDateTimeUnspecified() : time;
        return date.ToString(TimeFormat.HasDay(format) ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture);
    }

    private string? Plain(Row row)
    {
        var raw = Raw(row);
        if (raw is null) return _rule.Default;
        if (_rule.Values is null) return raw;
        if (_rule.Values.TryGetValue(raw, out var word)) return _mapping.Nulls.Contains(word) ? null : word;
        return _rule.KeepOthers
            ? raw
            : throw new RowException(Column, $"'{raw}' is not one of {string.Join(", ", _rule.Values.Keys)}");
    }

    // A format with an offset or Z gives UTC, one without the local time as written.
    private DateTime Parse(string text, out string format)
    {
        DateTime? found = null;
        format = "";
        foreach (var candidate in _formats)
        {
            if (!TryParse(text, candidate, out var time)) continue;
            if (found is { } other && other != time)
                throw new RowException(Column, $"'{text}' is one time as {format} and another as {candidate}");
            if (found is null) (found, format) = (time, candidate);
        }

        return found switch
        {
            null => throw new RowException(Column, $"'{text}' is not a time as {string.Join(" or ", _formats)}"),
            { Year: >= 1970 and <= 2199 } time => time,
            _ => throw new RowException(Column, $"'{text}' is not between 1970 and 2199"),
        };
    }

    private static bool TryParse(string text, string format, out DateTime time) => TimeFormat.IsUnix(format)
        ? UnixTime.TryParse(text, milliseconds: format == TimeFormat.UnixMilliseconds, out time)
        : DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);

    private string? NotNull(string text) => _mapping.Nulls.Contains(text) ? null : text;
}
