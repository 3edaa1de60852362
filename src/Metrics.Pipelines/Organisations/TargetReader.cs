using System.Globalization;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Pipelines.Organisations;

/// <summary>Reads the targets of an indicator.</summary>
internal static class TargetReader
{
    /// <summary>Reads one.</summary>
    public static Target Read(YamlValue node)
    {
        var kinds = ((string, TargetKind)[])[("value", TargetKind.Value), ("limit", TargetKind.Limit), ("band", TargetKind.Band), ("trend", TargetKind.Trend)];
        var found = kinds.Select(k => (k.Item2, Node: node.Find(k.Item1))).Where(k => k.Node is not null).ToArray();
        if (found.Length != 1) throw node.Error("gives one of value, limit (\">92\"), band and trend (increase, decrease)");
        var (kind, what) = (found[0].Item1, found[0].Node!);
        var limit = kind == TargetKind.Limit ? Limit(what) : (Higher: true, Inclusive: true, Value: (decimal?)null);
        var spread = node.Find("spread");
        var better = node.Find("better") is { } way ? way.Word<Direction>() : (Direction?)null;
        if (better is not null && kind != TargetKind.Value) throw node.Get("better").Error("goes with a value; a limit says it by its sign, a trend by its word");
        var target = new Target
        {
            Year = node.Get("year").Number(),
            DecidedOn = node.Get("decided").Day(),
            Decision = node.Get("decision").Text(),
            Level = node.Find("level")?.Text() ?? "nämnd",
            Kind = kind,
            Value = kind switch { TargetKind.Limit => limit.Value, TargetKind.Trend => null, _ => what.Decimal() },
            HigherIsBetter = kind == TargetKind.Trend ? what.Text() switch { "increase" => true, "decrease" => false, var other => throw what.Error($"'{other}' is neither increase nor decrease") } : kind == TargetKind.Value ? better != Direction.Lower : limit.Higher,
            IsJudged = better != Direction.None,
            Inclusive = limit.Inclusive,
            Before = node.Find("until") is { } before ? before.Decimal() : null,
            Tolerance = node.Find("tolerance") is { } tolerance ? tolerance.Decimal() : 0,
            Spread = spread is null ? (kind == TargetKind.Value ? TargetSpread.Even : TargetSpread.Level) : spread.IsList ? TargetSpread.Profile : spread.Word<TargetSpread>(),
            Months = spread is { IsList: true } months ? months.Items().Select(m => m.Decimal()).ToArray() : [],
        };
        node.NothingElse();
        if (target.Spread == TargetSpread.Profile && (target.Months.Count != 12 || target.Months.Sum() != target.Value))
            throw spread!.Error(string.Create(CultureInfo.InvariantCulture, $"must be the year's twelve months and add up to {target.Value}; these {target.Months.Count} add up to {target.Months.Sum()}"));
        return target;
    }

    private static (bool Higher, bool Inclusive, decimal? Value) Limit(YamlValue node)
    {
        var text = node.Text().Trim();
        var digits = text.TrimStart('<', '>', '=').Trim();
        if (text.Length > 0 && text[0] is '<' or '>' && decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return (text[0] == '>', text.Contains('=', StringComparison.Ordinal), value);
        throw node.Error($"'{text}' is not a limit such as \">92\", \">=90\" or \"<5\"");
    }
}
