using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using NodaTime;

namespace Metrics.ServiceDesk.Events;

/// <summary>Reads event data and holds it to its bounds, which the schemas state too (both come from the records' attributes).</summary>
public static class DataRules
{
    /// <summary>What is said of a text that is none: half of a surrogate pair.</summary>
    public const string LoneSurrogate = "holds a text with an unpaired \\ud800–\\udfff escape";

    /// <summary>What is said of a text with a NUL: databases and tools end texts there.</summary>
    public const string HoldsNul = "holds a NUL character";

    /// <summary>Deep nesting is JSON too: a reader that lives through it can say which member has no business being deep.</summary>
    public static JsonReaderOptions AnyDepth { get; } = new() { MaxDepth = int.MaxValue };

    private static readonly Dictionary<Type, Rule[]> Rules = EventType.All.ToDictionary(t => t.DataType, RulesOf);

    /// <summary>Reads the data of an event.</summary>
    /// <param name="type">The event's type.</param>
    /// <param name="json">The data, UTF-8.</param>
    /// <param name="data">What it says, when there is no fault.</param>
    /// <returns>The first fault, its pointer relative to the data; null when all is well. Nothing is thrown, whatever the bytes.</returns>
    public static DataFault? TryRead(EventType type, ReadOnlySpan<byte> json, out EventData? data)
    {
        data = null;
        try
        {
            var read = (EventData?)JsonSerializer.Deserialize(json, type.Data);
            if (read is null) return new DataFault("", "is null; an event with nothing to add has {}");
            if (Check(read) is { } fault) return fault;
            data = read;
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Explain(type, json, (e as JsonException)?.Path);
        }
    }

    /// <summary>The JSON pointer (RFC 6901) of a member of the whole.</summary>
    public static string Pointer(string member)
        => "/" + member.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>A text from outside as a reason shows it: in quotes, without control characters, cut when long.</summary>
    public static string Quote(string text)
    {
        const int Shown = 60;
        var cut = text.Length <= Shown ? text.Length : char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown;
        var shown = string.Concat(text[..cut].Select(c => char.IsControl(c) ? '\ufffd' : c));
        return cut < text.Length ? $"'{shown}…'" : $"'{shown}'";
    }

    private static DataFault? Check(EventData data)
    {
        foreach (var rule in Rules[data.GetType()])
        {
            if (rule.Get(data) is { } value && rule.Broken(value) is { } reason) return new DataFault("/" + rule.Name, reason);
        }

        return null;
    }

    private static Rule[] RulesOf(EventType type) => type.Data.Properties
        .SelectMany(p => p.AttributeProvider!.GetCustomAttributes(inherit: true).Select(a => ToRule(p, a)).OfType<Rule>())
        .ToArray();

    private static Rule? ToRule(JsonPropertyInfo property, object attribute) => attribute switch
    {
        StringLengthAttribute length => new Rule(property.Name, property.Get!, value =>
            TextLength((string)value) is var n && n < length.MinimumLength ? property.IsRequired ? "is empty" : "is empty; leave the member out instead"
            : n > length.MaximumLength ? $"is longer than {length.MaximumLength} characters"
            : ((string)value).Contains('\0', StringComparison.Ordinal) ? HoldsNul
            : null),
        RegularExpressionAttribute pattern => Pattern(property, pattern.Pattern),
        RangeAttribute range => Range(property, range),
        _ => null,
    };

    private static Rule Pattern(JsonPropertyInfo property, string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
        return new Rule(property.Name, property.Get!, value =>
            regex.IsMatch((string)value) && IsRealDay((string)value) ? null : $"{Quote((string)value)} is not a month (2021-03) or a day (2021-03-31) from 1970 to 2199");
    }

    private static Rule Range(JsonPropertyInfo property, RangeAttribute range)
    {
        var low = Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture);
        var high = Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture);
        return new Rule(property.Name, property.Get!, value =>
            Convert.ToDecimal(value, CultureInfo.InvariantCulture) is var number && number >= low && number <= high
                ? null
                : $"{number.ToString(CultureInfo.InvariantCulture)} is outside {low.ToString(CultureInfo.InvariantCulture)} to {high.ToString(CultureInfo.InvariantCulture)}");
    }

    // A day that the month lacks passes the pattern: 2021-02-30. So does a line break at the end, which .NET's $ overlooks.
    private static bool IsRealDay(string text) => text.Length == 7
        || DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // JSON Schema counts code points, .NET counts UTF-16 units.
    private static int TextLength(string text)
    {
        var length = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c)) length--;
        }

        return length;
    }

    // The serializer says where it stopped, in words that change with its version; the data itself tells the rest.
    private static DataFault Explain(EventType type, ReadOnlySpan<byte> json, string? path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (FindStranger(type, json, seen) is { } stranger) return stranger;
        var properties = type.Data.Properties;
        if (properties.FirstOrDefault(p => path == "$." + p.Name) is { } wrong) return new DataFault(Pointer(wrong.Name), Expectation(wrong));
        var missing = properties.Where(p => p.IsRequired && !seen.Contains(p.Name)).Select(p => p.Name).ToArray();
        return new DataFault("", missing.Length > 0 ? $"lacks {string.Join(", ", missing)}" : $"is not the data of {type.Name}");
    }

    // The first member that is unknown, stands twice or is no text at all.
    private static DataFault? FindStranger(EventType type, ReadOnlySpan<byte> json, HashSet<string> seen)
    {
        var pointer = "";
        try
        {
            var reader = new Utf8JsonReader(json, AnyDepth);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return new DataFault("", "is not a JSON object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                pointer = "";
                var name = reader.GetString()!;
                pointer = Pointer(name);
                if (!type.Data.Properties.Any(p => p.Name == name)) return new DataFault(pointer, $"is not a member of {type.Name}; {Members(type)}");
                if (!seen.Add(name)) return new DataFault(pointer, "stands twice");
                reader.Read();
                if (reader.TokenType == JsonTokenType.String) _ = reader.GetString();
                reader.Skip();
            }

            return null;
        }
        catch (JsonException)
        {
            return new DataFault(pointer, "is not JSON");
        }
        catch (InvalidOperationException)
        {
            return new DataFault(pointer, LoneSurrogate);
        }
    }

    private static string Members(EventType type)
        => type.Data.Properties.Count == 0 ? "it has none" : $"it has {string.Join(", ", type.Data.Properties.Select(p => p.Name))}";

    private static string Expectation(JsonPropertyInfo property)
    {
        var bare = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (bare == typeof(string)) return "is not a text";
        if (bare == typeof(bool)) return "is neither true nor false";
        if (bare == typeof(Instant)) return InstantConverter.Expected;
        if (bare.IsEnum) return $"is not one of {string.Join(", ", Enum.GetNames(bare).Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}";
        var range = (RangeAttribute)property.AttributeProvider!.GetCustomAttributes(typeof(RangeAttribute), inherit: true)[0];
        return string.Create(CultureInfo.InvariantCulture, $"is not a {(bare == typeof(int) ? "whole " : "")}number from {range.Minimum} to {range.Maximum}");
    }

    private sealed record Rule(string Name, Func<object, object?> Get, Func<object, string?> Broken);
}
