using Metrics.Pipelines.Kpis;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.Pipelines.Organisations;

/// <summary>Reads an organisation's indicators, targets and report sections.</summary>
internal static class ReportLayoutReader
{
    /// <summary>Reads the keys <c>indicators</c>, <c>report</c>, <c>customerReport</c> and <c>statusWords</c> of an organisation; without indicators it reports nothing.</summary>
    /// <param name="root">The organisation's map.</param>
    /// <param name="units">The units it has; none is whatever events say.</param>
    public static ReportLayout Read(YamlValue root, IReadOnlyList<OrganisationPart> units)
    {
        if (root.Find("indicators") is not { } list) return ReportLayout.None;
        var indicators = new List<Indicator>();
        foreach (var (id, node) in list.Entries()) indicators.Add(Indicator(id, node, units));
        return new ReportLayout(indicators, Sections(root.Get("report"), indicators))
        {
            ForCustomers = root.Find("customerReport") is { } forCustomers ? ForCustomers(forCustomers, indicators) : [],
            Words = root.Find("statusWords") is { } words ? StatusWords(words) : new Dictionary<TargetStatus, string>(),
        };
    }

    /// <summary>A name, or names that hold from a day on each.</summary>
    public static IReadOnlyList<DatedName> Names(YamlValue node)
    {
        if (!node.IsList) return [new DatedName(null, node.Text())];
        var names = node.Items().Select(Name).ToArray();
        if (names.Length == 0 || names[0].From is not null) throw node.Error("the first label holds since always; leave its from out");
        return InOrder(names, n => n.From) ? names : throw node.Error("labels stand in the order of their days, each but the first with its from");
    }

    // The first holds since always; each that follows begins on a day of its own, later than those before.
    private static bool InOrder<T>(IReadOnlyList<T> dated, Func<T, LocalDate?> from)
        => dated.Skip(1).Zip(dated).All(pair => from(pair.First) is { } day && !(from(pair.Second) >= day));

    private static DatedName Name(YamlValue node)
    {
        var name = new DatedName(node.FindDay("from"), node.Get("label").Text());
        node.NothingElse();
        return name;
    }

    private static ReportSection[] Sections(YamlValue node, List<Indicator> indicators)
    {
        var sections = node.Items().Select(s => Section(s, indicators)).ToArray();
        return sections.GroupBy(s => s.Id).FirstOrDefault(g => g.Count() > 1) is { } twice ? throw node.Error($"there are two sections called '{twice.Key}'") : sections;
    }

    private static ReportSection[] ForCustomers(YamlValue node, List<Indicator> indicators)
    {
        var sections = Sections(node, indicators);
        var entered = sections.SelectMany(s => s.Indicators).Select(r => indicators.First(i => i.Id == r.Indicator)).FirstOrDefault(i => i.Formulas.Any(f => f.IsEntered));
        return entered is null ? sections : throw node.Error($"'{entered.Id}' is entered for the unit, not for a customer; leave it out");
    }

    private static Indicator Indicator(string id, YamlValue node, IReadOnlyList<OrganisationPart> units)
    {
        var indicator = new Indicator
        {
            Id = id,
            Labels = Names(node.Get("label")),
            Unit = node.Find("unit") is { } unit ? Unit(unit, units) : null,
            Only = Enum.GetValues<Dimension>().Where(d => d != Dimension.Unit).Select(d => (d, Node: node.Find(Words.Of(d)))).Where(d => d.Node is not null).ToDictionary(d => d.d, d => d.Node!.Text()),
            Formulas = Formulas(node),
            PrintedAs = node.Find("print")?.Word<PrintUnit>() ?? PrintUnit.Count,
            Decimals = node.Find("decimals") is { } decimals ? decimals.Number() is >= 0 and <= 4 and var places ? places : throw decimals.Error("must be 0 to 4") : 0,
            RoundedTo = node.Find("roundedTo") is { } step ? step.Decimal() is > 0 and var to ? to : throw step.Error("must be larger than 0") : null,
            Assumes = node.Find("assumes")?.Text(),
            Targets = node.Find("targets")?.Items().Select(TargetReader.Read).ToArray() ?? [],
        };
        node.NothingElse();
        return indicator.Targets.GroupBy(t => (t.Level, t.Year, t.DecidedOn)).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw node.Get("targets").Error($"has two targets of {twice.Key.Year} decided on {twice.Key.DecidedOn:uuuu-MM-dd} at the level '{twice.Key.Level}'")
            : indicator;
    }

    /// <summary>A unit that is named must be one of the organisation's, where it says which it has.</summary>
    public static string Unit(YamlValue node, IReadOnlyList<OrganisationPart> units) => units.Count == 0 || units.Any(u => u.Id == node.Text())
        ? node.Text()
        : throw node.Error($"there is no unit '{node.Text()}'; there are {string.Join(", ", units.Select(u => u.Id))}");

    private static IndicatorFormula[] Formulas(YamlValue node)
    {
        if (node.Find("entered") is { } entered) return [new IndicatorFormula(null, entered.Text(), null, IsEntered: true)];
        var kpi = node.Get("kpi");
        if (!kpi.IsList) return [new IndicatorFormula(null, kpi.Text(), node.Find("variant")?.Text())];
        var formulas = kpi.Items().Select(Formula).ToArray();
        if (formulas.Length == 0 || formulas[0].From is not null) throw kpi.Error("the first formula holds since always; leave its from out");
        return InOrder(formulas, f => f.From) ? formulas : throw kpi.Error("formulas stand in the order of their days, each but the first with its from");
    }

    private static IndicatorFormula Formula(YamlValue node)
    {
        var start = node.FindDay("from");
        var formula = node.Find("entered") is { } entered
            ? new IndicatorFormula(start, entered.Text(), null, IsEntered: true)
            : new IndicatorFormula(start, node.Get("kpi").Text(), node.Find("variant")?.Text());
        node.NothingElse();
        return formula;
    }

    private static ReportSection Section(YamlValue node, List<Indicator> indicators)
    {
        var section = new ReportSection(
            node.Get("id").Text(), CatalogueReader.Label(node.Get("label")), Period(node.Get("period")),
            node.Get("columns").Items().Select(Column).ToArray(), node.Get("indicators").Items().Select(i => Row(i, indicators)).ToArray())
        {
            In = node.Find("in")?.Items().Select(Period).ToArray() ?? [],
            Per = node.Find("per")?.Word<Dimension>(),
            MovedMost = node.Find("movedMost") is { } most ? most.Number() is > 0 and var rows ? rows : throw most.Error("must be larger than 0") : null,
        };
        if (section.Columns.GroupBy(c => c.Key).FirstOrDefault(g => g.Count() > 1) is { } column) throw node.Get("columns").Error($"has the column '{column.Key}' twice");
        if (section.Per == Dimension.Unit) throw node.Get("per").Error("a unit stands for those below it; list an indicator for each unit instead");
        if (section.Per is null && section.MovedMost is not null) throw node.Get("movedMost").Error("needs 'per', the members that moved");
        if (section.Per is not null && section.Indicators.Any(r => indicators.Exists(i => i.Id == r.Indicator && i.Formulas.Any(f => f.IsEntered))))
            throw node.Get("per").Error("what was entered has no members; leave such indicators out of this section");
        node.NothingElse();
        return section;
    }

    private static SectionRow Row(YamlValue node, List<Indicator> indicators)
    {
        var id = node.IsMap ? node.Get("indicator") : node;
        if (!indicators.Exists(known => known.Id == id.Text()))
            throw id.Error($"there is no indicator '{id.Text()}'; there are {string.Join(", ", indicators.Select(k => k.Id))}");
        if (!node.IsMap) return new SectionRow(id.Text());
        var row = new SectionRow(id.Text(), node.FindDay("from"), node.FindDay("until"));
        node.NothingElse();
        return row.From is { } from && row.Until <= from ? throw node.Get("until").Error("must be later than from") : row;
    }

    private static PeriodKind Period(YamlValue node) => node.Word<PeriodKind>() is (PeriodKind.Month or PeriodKind.Tertial or PeriodKind.Year) and var period
        ? period
        : throw node.Error("must be month, tertial or year");

    private static (string Key, string Heading) Column(YamlValue node)
    {
        var (key, heading) = (node.Get("key"), node.Get("heading").Text());
        node.NothingElse();
        return ReportColumn.All.Contains(key.Text(), StringComparer.Ordinal)
            ? (key.Text(), heading)
            : throw key.Error($"'{key.Text()}' is not a column; there are {string.Join(", ", ReportColumn.All)}");
    }

    private static Dictionary<TargetStatus, string> StatusWords(YamlValue node)
    {
        var words = Enum.GetValues<TargetStatus>().Select(s => (Status: s, Node: node.Find(Words.Of(s)))).Where(w => w.Node is not null).ToDictionary(w => w.Status, w => w.Node!.Text());
        node.NothingElse();
        return words;
    }
}
