using System.Globalization;
using Metrics.Pipelines.Kpis;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using NodaTime;
using NodaTime.Text;

namespace Metrics.Pipelines.Organisations;

/// <summary>Reads an organisation's indicators, targets and report sections.</summary>
internal static class ReportLayoutReader
{
    /// <summary>The keys that a report's column can have.</summary>
    public static readonly string[] ColumnKeys =
    [
        "outcome-year-2", "outcome-year-1", "outcome-ytd-last-year", "outcome-ytd", "target-ytd", "forecast-decided", "forecast-model", "target-year", "r12", "status", "forecast-status",
    ];

    /// <summary>Reads the keys <c>indicators</c> and <c>report</c> of an organisation; without them it reports nothing.</summary>
    public static ReportLayout Read(YamlValue root)
    {
        if (root.Find("indicators") is not { } list) return ReportLayout.None;
        var indicators = new List<Indicator>();
        foreach (var (id, node) in list.Entries()) indicators.Add(Indicator(id, node));
        var sections = root.Get("report").Items().Select(s => Section(s, indicators)).ToArray();
        return new ReportLayout(indicators, sections);
    }

    private static Indicator Indicator(string id, YamlValue node)
    {
        var print = node.Find("print");
        var indicator = new Indicator
        {
            Id = id,
            Labels = node.Get("label") is { IsList: true } labels ? labels.Items().Select(Label).ToArray() : [(null, node.Get("label").Text())],
            Unit = node.Find("unit")?.Text(),
            Channel = node.Find("channel")?.Text(),
            Formulas = node.Find("entered") is { } entered ? [new IndicatorFormula(null, entered.Text(), null, IsEntered: true)] : node.Get("kpi") is { IsList: true } formulas ? formulas.Items().Select(Formula).ToArray() : [new IndicatorFormula(null, node.Get("kpi").Text(), node.Find("variant")?.Text())],
            PrintedAs = print?.Word<PrintUnit>() ?? PrintUnit.Count,
            Decimals = node.Find("decimals") is { } decimals ? decimals.Number() : 0,
            Targets = node.Find("targets")?.Items().Select(Target).ToArray() ?? [],
        };
        node.NothingElse();
        return indicator.Formulas[0].From is null && indicator.Labels[0].From is null
            ? indicator
            : throw node.Error("the first label and the first formula hold since always; leave their from out");
    }

    private static (LocalDate? From, string Label) Label(YamlValue node)
    {
        var label = (node.Find("from") is { } from ? (LocalDate?)Day(from) : null, node.Get("label").Text());
        node.NothingElse();
        return label;
    }

    private static IndicatorFormula Formula(YamlValue node)
    {
        var start = node.Find("from") is { } from ? (LocalDate?)Day(from) : null;
        var formula = node.Find("entered") is { } entered
            ? new IndicatorFormula(start, entered.Text(), null, IsEntered: true)
            : new IndicatorFormula(start, node.Get("kpi").Text(), node.Find("variant")?.Text());
        node.NothingElse();
        return formula;
    }

    private static Target Target(YamlValue node)
    {
        var kinds = ((string, TargetKind)[])[("value", TargetKind.Value), ("limit", TargetKind.Limit), ("band", TargetKind.Band), ("trend", TargetKind.Trend)];
        var found = kinds.Select(k => (k.Item2, Node: node.Find(k.Item1))).Where(k => k.Node is not null).ToArray();
        if (found.Length != 1) throw node.Error("gives one of value, limit (\">92\"), band and trend (increase, decrease)");
        var (kind, what) = (found[0].Item1, found[0].Node!);
        var limit = kind == TargetKind.Limit ? Limit(what) : (Higher: true, Inclusive: true, Value: (decimal?)null);
        var spread = node.Find("spread");
        var target = new Target
        {
            Year = node.Get("year").Number(),
            DecidedOn = Day(node.Get("decided")),
            Decision = node.Get("decision").Text(),
            Level = node.Find("level")?.Text() ?? "nämnd",
            Kind = kind,
            Value = kind switch { TargetKind.Limit => limit.Value, TargetKind.Trend => null, _ => Decimal(what) },
            HigherIsBetter = kind == TargetKind.Trend ? what.Text() switch { "increase" => true, "decrease" => false, var other => throw what.Error($"'{other}' is neither increase nor decrease") } : limit.Higher,
            Inclusive = limit.Inclusive,
            Before = node.Find("until") is { } before ? Decimal(before) : null,
            Tolerance = node.Find("tolerance") is { } tolerance ? Decimal(tolerance) : 0,
            Spread = spread is null ? (kind == TargetKind.Value ? TargetSpread.Even : TargetSpread.Level) : spread.IsList ? TargetSpread.Profile : spread.Word<TargetSpread>(),
            Months = spread is { IsList: true } months ? months.Items().Select(Decimal).ToArray() : [],
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

    private static ReportSection Section(YamlValue node, List<Indicator> indicators)
    {
        var columns = node.Get("columns").Items().Select(Column).ToArray();
        var rows = node.Get("indicators").Items().Select(i => indicators.Exists(known => known.Id == i.Text())
            ? i.Text()
            : throw i.Error($"there is no indicator '{i.Text()}'; there are {string.Join(", ", indicators.Select(k => k.Id))}")).ToArray();
        var section = new ReportSection(node.Get("id").Text(), CatalogueReader.Label(node.Get("label")), node.Get("period").Word<PeriodKind>(), columns, rows);
        if (section.Period is not (PeriodKind.Month or PeriodKind.Tertial or PeriodKind.Year)) throw node.Get("period").Error("must be month, tertial or year");
        node.NothingElse();
        return section;
    }

    private static (string Key, string Heading) Column(YamlValue node)
    {
        var (key, heading) = (node.Get("key"), node.Get("heading").Text());
        node.NothingElse();
        return ColumnKeys.Contains(key.Text(), StringComparer.Ordinal)
            ? (key.Text(), heading)
            : throw key.Error($"'{key.Text()}' is not a column; there are {string.Join(", ", ColumnKeys)}");
    }

    private static decimal Decimal(YamlValue node) => decimal.TryParse(node.Text(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw node.Error($"'{node.Text()}' is not a number such as 1200 or 97.5");

    private static LocalDate Day(YamlValue node) => LocalDatePattern.Iso.Parse(node.Text()) is { Success: true, Value: var day }
        ? day
        : throw node.Error($"'{node.Text()}' is not a day such as 2022-12-14");
}
