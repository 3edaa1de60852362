using System.Globalization;
using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;
using NodaTime;

namespace Metrics.Intake.Mapping;

/// <summary>A value rule bound to the columns of one file.</summary>
public sealed class Value
{
    private readonly ValueRule _rule;
    private readonly SourceMapping _mapping;
    private readonly DateTimeZone _zone;
    private readonly int[] _positions;
    private readonly IReadOnlyList<string> _formats;

    /// <summary>Binds a rule.</summary>
    /// <exception cref="ConfigurationException">The file lacks a column it needs.</exception>
    public Value(ValueRule rule, SourceMapping mapping, Header header, DateTimeZone zone)
    {
        _rule = rule;
        _mapping = mapping;
        _zone = zone;
        _formats = rule.Formats.Count > 0 ? rule.Formats : mapping.TimeFormats;
        _positions = rule.Either || rule.Optional
            ? rule.Columns.Select(header.Find).OfType<int>().ToArray()
            : rule.Columns.Select(header.Position).ToArray();
        if (rule.Either && _positions.Length == 0 && !rule.Optional) header.Position(rule.Columns[0]);
        Column = rule.Columns.Count > 0 ? string.Join(" + ", _positions.Select(p => header.Columns[p])) : null;
    }

    /// <summary>The column or columns, for messages.</summary>
    public string? Column { get; }

    /// <summary>The rule.</summary>
    public ValueRule Rule => _rule;

    /// <summary>The text; null when the record has none.</summary>
    /// <exception cref="RowException">A word that the mapping doesn't know.</exception>
    public string? Text(Row row)
    {
        var raw = Raw(row);
        if (raw is null) return _rule.Default;
        if (_rule.Values is null) return raw;
        if (_rule.Values.TryGetValue(raw, out var word)) return _mapping.Nulls.Contains(word) ? null : word;
        return _rule.KeepOthers
            ? raw
            : throw new RowException(Column, $"'{raw}' is not one of {string.Join(", ", _rule.Values.Keys)}");
    }

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
        return (_rule.DecimalSign == '.' || !text.Contains('.', StringComparison.Ordinal))
            && decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number * _rule.Factor
            : throw new RowException(Column, $"'{text}' is not a number with the decimal sign '{_rule.DecimalSign}' and no other separators");
    }

    /// <summary>The instant; null when the record has none.</summary>
    /// <exception cref="RowException">It is not a time as the mapping says, or a local time that doesn't exist or exists twice.</exception>
    public Instant? Time(Row row)
    {
        if (Text(row) is not { } text) return null;
        var local = LocalDateTime.FromDateTime(Parse(text, out _));
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
        var date = Parse(text, out var format);
        return date.ToString(format.Contains('d', StringComparison.Ordinal) ? "yyyy-MM-dd" : "yyyy-MM", CultureInfo.InvariantCulture);
    }

    private DateTime Parse(string text, out string format)
    {
        foreach (var candidate in _formats)
        {
            format = candidate;
            if (!DateTime.TryParseExact(text, candidate, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) continue;
            return time.Year is >= 1970 and <= 2199 ? time : throw new RowException(Column, $"'{text}' is not between 1970 and 2199");
        }

        throw new RowException(Column, $"'{text}' is not a time as {string.Join(" or ", _formats)}");
    }

    private string? NotNull(string text) => _mapping.Nulls.Contains(text) ? null : text;
}

/// <summary>Stops a record at its first fault.</summary>
public sealed class RowException : Exception
{
    /// <summary>A fault in a column.</summary>
    public RowException(string? column, string reason)
        : base(reason) => Column = column;

    /// <summary>For serializers.</summary>
    public RowException()
    {
    }

    /// <summary>A fault of the whole record.</summary>
    public RowException(string message)
        : base(message)
    {
    }

    /// <summary>A fault with its cause.</summary>
    public RowException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The column at fault.</summary>
    public string? Column { get; }
}
