using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Metrics.ServiceDesk.Events;

/// <summary>Reads event data and holds it to its bounds, which the schemas state too (both come from the records' attributes).</summary>
public static class DataRules
{
    private static readonly Dictionary<Type, Rule[]> Rules = EventType.All.ToDictionary(t => t.Data.Type, RulesOf);

    /// <summary>Reads the data of an event.</summary>
    /// <param name="type">The event's type.</param>
    /// <param name="json">The data, UTF-8.</param>
    /// <param name="data">What it says, when there is no fault.</param>
    /// <returns>The first fault, its pointer relative to the data; null when all is well.</returns>
    public static DataFault? TryRead(EventType type, ReadOnlySpan<byte> json, out EventData? data)
    {
        data = null;
        try
        {
            var read = (EventData?)JsonSerializer.Deserialize(json, type.Data);
            if (read is null) return new DataFault("", "is null");
            if (Check(read) is { } fault) return fault;
            data = read;
            return null;
        }
        catch (JsonException e)
        {
            return Explain(type, e);
        }
        catch (InvalidOperationException)
        {
            // A string with a lone surrogate escape can't be text.
            return new DataFault("", "holds a text with an unpaired \\ud800–\\udfff escape");
        }
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
            TextLength((string)value) is var n && n < length.MinimumLength ? "is empty; leave the member out instead"
            : n > length.MaximumLength ? $"is longer than {length.MaximumLength} characters"
            : null),
        RegularExpressionAttribute pattern => Pattern(property, pattern.Pattern),
        RangeAttribute range => Range(property, range),
        _ => null,
    };

    private static Rule Pattern(JsonPropertyInfo property, string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));
        return new Rule(property.Name, property.Get!, value =>
            regex.IsMatch((string)value) && IsRealDay((string)value) ? null : $"'{value}' is not a month (2021-03) or a day (2021-03-31) from 1970 to 2199");
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

    // A day that the month lacks passes the pattern: 2021-02-30.
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

    private static DataFault Explain(EventType type, JsonException e)
    {
        var path = e.Path is { Length: > 2 } p && p.StartsWith("$.", StringComparison.Ordinal) ? p[2..] : "";
        var property = type.Data.Properties.FirstOrDefault(m => m.Name == path);
        var message = e.Message;
        const string Missing = "missing required properties including: ";
        if (message.Contains(Missing, StringComparison.Ordinal))
        {
            var names = message[(message.IndexOf(Missing, StringComparison.Ordinal) + Missing.Length)..].TrimEnd('.');
            return new DataFault("", $"lacks {names.Replace("'", "", StringComparison.Ordinal)}");
        }

        if (message.StartsWith("is ", StringComparison.Ordinal)) return new DataFault("/" + path, message);
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
            return new DataFault("/" + path, $"is not a member of {type.Name}; it has {string.Join(", ", type.Data.Properties.Select(m => m.Name))}");
        if (message.Contains("Duplicate", StringComparison.OrdinalIgnoreCase)) return new DataFault(path.Length > 0 ? "/" + path : "", "stands twice");
        if (path.Length == 0) return new DataFault("", "is not a JSON object");
        return new DataFault("/" + path, Expectation(property?.PropertyType));
    }

    private static string Expectation(Type? type)
    {
        var bare = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return bare == typeof(string) ? "is not a text"
            : bare == typeof(bool) ? "is neither true nor false"
            : "is not a value that belongs here";
    }

    private sealed record Rule(string Name, Func<object, object?> Get, Func<object, string?> Broken);
}
