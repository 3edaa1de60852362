using System.Globalization;
using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Sources;

/// <summary>Reads the values of a mapping: where they come from and how they are written.</summary>
/// <param name="known">The columns they may name.</param>
internal sealed class ValueRuleReader(KnownColumns known)
{
    private static readonly string[] Origins = ["column", "columns", "either", "value"];

    private static readonly string[] NotHashed = ["value", "default", "format", "decimal", "in", "duration"];

    /// <summary>Reads one: a column's name, or a map.</summary>
    public ValueRule Read(YamlValue node) => node.IsMap ? Read(node, []) : new ValueRule { Columns = [known.One(node)] };

    /// <summary>Reads one that has its columns already, unless it says others.</summary>
    public ValueRule Read(YamlValue node, string[] columns)
    {
        if (Origins.Count(o => node.Find(o) is not null) > 1) throw node.Error($"comes from one of {string.Join(", ", Origins)}, not from several");
        var either = Columns("either");
        var values = node.Find("values")?.Entries().ToDictionary(e => e.Name, e => e.Value.Text(), StringComparer.Ordinal);
        var rule = new ValueRule
        {
            Columns = either ?? Columns("column") ?? Columns("columns") ?? columns,
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
            Required = node.Find("required")?.Flag() ?? false,
            Keyed = node.Find("keyed")?.Flag() ?? false,
        };
        node.NothingElse();
        if (rule.Columns.Count == 0 && rule.Constant is null) throw node.Error("needs 'column', 'columns', 'either' or 'value'");
        if (ReferenceEquals(rule.Columns, columns) && columns.Select(known.Refuses).FirstOrDefault(r => r is not null) is { } refused) throw node.Error(refused);
        if (rule.Required && (rule.Default ?? rule.Constant) is not null) throw node.Get("required").Error("says that a record must have it, and it has a value anyway");
        if (rule.Keyed && NotHashed.FirstOrDefault(k => node.Find(k) is not null) is { } odd) throw node.Get(odd).Error("means nothing beside 'keyed', which makes a hash of the text");
        return rule;

        string[]? Columns(string key) => node.Find(key) is { } named ? known.All(named) : null;
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
