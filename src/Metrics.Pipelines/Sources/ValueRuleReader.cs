using System.Globalization;
using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Sources;

/// <summary>Reads the values of a mapping: where they come from and how they are written.</summary>
internal static class ValueRuleReader
{
    private static readonly string[] Origins = ["column", "columns", "either", "value"];

    /// <summary>Reads one: a column's name, or a map.</summary>
    public static ValueRule Read(YamlValue node) => node.IsMap ? Read(node, []) : new ValueRule { Columns = [node.Text()] };

    /// <summary>Reads one that has its columns already, unless it says others.</summary>
    public static ValueRule Read(YamlValue node, string[] columns)
    {
        if (Origins.Count(o => node.Find(o) is not null) > 1) throw node.Error($"comes from one of {string.Join(", ", Origins)}, not from several");
        var either = node.Find("either")?.Texts();
        var values = node.Find("values")?.Entries().ToDictionary(e => e.Name, e => e.Value.Text(), StringComparer.Ordinal);
        var rule = new ValueRule
        {
            Columns = either ?? node.Find("column")?.Texts() ?? node.Find("columns")?.Texts() ?? columns,
            Either = either is not null,
            Optional = node.Find("optional")?.Flag() ?? false,
            Constant = node.Find("value")?.Text(),
            Default = node.Find("default")?.Text(),
            Formats = node.Find("format") is { } format ? TimeFormats(format) : [],
            Values = values,
            KeepOthers = node.Find("others") is { } others && KeepOthers(others, values is not null),
            DecimalSign = node.Find("decimal") is { } sign ? DecimalSign(sign) : '.',
            Factor = node.Find("in") is { } unit ? Factor(unit) : 1,
            Duration = node.Find("duration") is { } duration ? Duration(duration, node.Find("in") is not null) : null,
        };
        node.NothingElse();
        if (rule.Columns.Count == 0 && rule.Constant is null) throw node.Error("needs 'column', 'columns', 'either' or 'value'");
        return rule;
    }

    /// <summary>Reads how times are written: at least one format, and none that leaves something to be guessed.</summary>
    public static string[] TimeFormats(YamlValue node)
    {
        foreach (var item in node.Items())
        {
            if (TimeFormat.Fault(item.Text()) is { } fault) throw item.Error(fault);
        }

        return node.Texts() is { Length: > 0 } formats ? formats : throw node.Error("needs at least one format, such as yyyy-MM-dd HH:mm:ss");
    }

    private static bool KeepOthers(YamlValue node, bool hasValues)
    {
        if (!hasValues) throw node.Error("says what becomes of words that 'values' lacks, and there are no 'values'");
        return node.Text() switch
        {
            "keep" => true,
            "reject" => false,
            var other => throw node.Error($"'{other}' is neither keep nor reject"),
        };
    }

    private static char DecimalSign(YamlValue node) => node.Text() switch
    {
        "." => '.',
        "," => ',',
        var other => throw node.Error($"'{other}' is neither '.' nor ','"),
    };

    private static decimal Factor(YamlValue node) => node.Text() switch
    {
        "seconds" => 1,
        "milliseconds" => 0.001m,
        "minutes" => 60,
        "hours" => 3600,
        var other => throw node.Error($"'{other}' is not one of milliseconds, seconds, minutes, hours"),
    };

    private static string Duration(YamlValue node, bool hasUnit)
    {
        if (hasUnit) throw node.Error("says its unit itself; leave 'in' out");
        var text = node.Text();
        var format = string.Concat(text.Select(c => char.IsAsciiLetter(c) ? c.ToString() : $"\\{c}"));
        if (format.Length == 1) format = "%" + format;
        try
        {
            var sample = new TimeSpan(1, 2, 3, 4, 500).ToString(format, CultureInfo.InvariantCulture);
            if (text.AsSpan().ContainsAny('h', 'm', 's') && TimeSpan.TryParseExact(sample, format, CultureInfo.InvariantCulture, out _)) return format;
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw node.Error($"'{text}' is not a duration such as hh:mm:ss: days (d), hours (h), minutes (m), seconds (s), fractions (f) and signs between them");
    }
}
