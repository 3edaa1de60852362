using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.Pipelines.Tests;

/// <summary>What a report's sections, the report of customers and the indicators' later options can say wrongly.</summary>
public sealed class ReportSectionMistakeTests : IDisposable
{
    private const string Organisation = """
        id: org
        label: { sv: Org, en: Org }
        zone: Europe/Stockholm
        serviceLevelSeconds: [120]
        shortAbandonSeconds: 11
        resolutionHours: [16]
        calendar: office
        indicators:
          cases: { label: Ärenden, kpi: [{ kpi: counted }, { from: 2021-12-01, kpi: cases }, { from: 2022-12-01, kpi: tickets }], roundedTo: 1000 }
          nki: { label: Nöjdhet, entered: nki, decimals: 1 }
          cost:
            label: Kostnad
            kpi: cost
            targets: [{ year: 2021, value: 12, decided: 2021-01-01, decision: Plan, better: lower }, { year: 2022, limit: "<5", decided: 2022-01-01, decision: Plan }]
        report:
          - id: monthly
            label: { sv: Månad, en: Month }
            period: month
            in: [month, tertial]
            columns: [{ key: r12, heading: R12 }]
            indicators: [cases, nki, { indicator: cost, from: 2021-01-01, until: 2022-01-01 }]
          - id: types
            label: { sv: Ärendetyper, en: Case types }
            period: month
            columns: [{ key: outcome-period, heading: Utfall }]
            indicators: [cases]
            per: case-type
            movedMost: 5
        customerReport:
          - id: theirs
            label: { sv: Era, en: Yours }
            period: month
            columns: [{ key: change, heading: Ändring }]
            indicators: [cost]
        statusWords: { met: Uppnått, not-met: Ej uppnått }

        """;

    private static readonly Mistake[] OfSections =
    [
        new("in: [month, week]", "in: [month, tertial]", "org.yaml:19: report[0].in[1]: must be month, tertial or year"),
        new("in: [often]", "in: [month, tertial]", "org.yaml:19: report[0].in[0]: 'often' is not one of"),
        new("id: monthly", "id: types", "org.yaml:16: report: there are two sections called 'monthly'"),
        new("per: customers", "per: case-type", "org.yaml:27: report[1].per: 'customers' is not one of unit, customer"),
        new("", "    per: case-type\n", "org.yaml:27: report[1].movedMost: needs 'per', the members that moved"),
        new("movedMost: 0", "movedMost: 5", "org.yaml:28: report[1].movedMost: must be larger than 0"),
        new("movedMost: some", "movedMost: 5", "org.yaml:28: report[1].movedMost: 'some' is not a whole number"),
        new("indicators: [cases, nki]\n    per: case-type", "indicators: [cases]\n    per: case-type", "org.yaml:27: report[1].per: what was entered has no members; leave such indicators out of this section"),
        new("from: soon, until", "from: 2021-01-01, until", "org.yaml:21: report[0].indicators[2].from: 'soon' is not a day"),
        new("from: 2021-01-01, until: 2021-01-01", "from: 2021-01-01, until: 2022-01-01", "org.yaml:21: report[0].indicators[2].until: must be later than from"),
        new("indicator: cost, form: 2021-01-01", "indicator: cost, from: 2021-01-01", "org.yaml:21: report[0].indicators[2].form: is not known here; known are from, indicator, until"),
        new("{ from: 2021-01-01", "{ indicator: cost, from: 2021-01-01", "org.yaml:21: report[0].indicators[2]: the key 'indicator' is missing"),
        new("indicator: costs", "indicator: cost", "org.yaml:21: report[0].indicators[2].indicator: there is no indicator 'costs'; there are cases, nki, cost"),
        new("heading: Utfall, wide: 1", "heading: Utfall", "org.yaml:25: report[1].columns[0].wide: is not known here"),
        new("indicators: [costs]", "indicators: [cost]", "org.yaml:34: customerReport[0].indicators[0]: there is no indicator 'costs'; there are cases, nki, cost"),
        new("key: changes", "key: change", "org.yaml:33: customerReport[0].columns[0].key: 'changes' is not a column"),
        new("customerReport:\n  - extra: 1\n    id: theirs", "customerReport:\n  - id: theirs", "org.yaml:30: customerReport[0].extra: is not known here; known are columns, id, in, indicators, label, movedMost, per, period"),
        new("customersReport:", "customerReport:", "org.yaml:29: customersReport: is not known here"),
        new("{ met: Uppnått, missed: Ej }", "{ met: Uppnått, not-met: Ej uppnått }", "org.yaml:35: statusWords.missed: is not known here; known are met, not-assessable, not-met, partly"),
        new("statusWords: [Uppnått]", "statusWords: { met: Uppnått, not-met: Ej uppnått }", "org.yaml:35: statusWords: must be a map of keys"),
    ];

    private static readonly Mistake[] OfIndicators =
    [
        new("roundedTo: 0", "roundedTo: 1000", "org.yaml:9: indicators.cases.roundedTo: must be larger than 0"),
        new("roundedTo: -1", "roundedTo: 1000", "org.yaml:9: indicators.cases.roundedTo: must be larger than 0"),
        new("roundedTo: thousands", "roundedTo: 1000", "org.yaml:9: indicators.cases.roundedTo: 'thousands' is not a number"),
        new("decimals: 9", "decimals: 1", "org.yaml:10: indicators.nki.decimals: must be 0 to 4"),
        new("decimals: -1", "decimals: 1", "org.yaml:10: indicators.nki.decimals: must be 0 to 4"),
        new("limit: \"<5\", better: lower", "limit: \"<5\"", "org.yaml:14: indicators.cost.targets[1].better: goes with a value; a limit says it by its sign, a trend by its word"),
        new("better: cheaper", "better: lower", "org.yaml:14: indicators.cost.targets[0].better: 'cheaper' is not one of none, higher, lower"),
        new("entered: nki, kpi: satisfaction", "entered: nki", "org.yaml:10: indicators.nki.kpi: is not known here"),
        new("{ kpi: cases }, {", "{ from: 2021-12-01, kpi: cases }, {", "org.yaml:9: indicators.cases.kpi: formulas stand in the order of their days, each but the first with its from"),
        new("from: 2020-12-01, kpi: tickets", "from: 2022-12-01, kpi: tickets", "org.yaml:9: indicators.cases.kpi: formulas stand in the order of their days, each but the first with its from"),
        new("{ from: 2020-01-01, kpi: counted }", "{ kpi: counted }", "org.yaml:9: indicators.cases.kpi: the first formula holds since always; leave its from out"),
        new("kpi: []", "kpi: cost", "org.yaml:13: indicators.cost.kpi: the first formula holds since always"),
        new("caseType: x", "entered: nki", "org.yaml:10: indicators.nki: the key 'kpi' is missing"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public ReportSectionMistakeTests() => _folder.Write("calendars/office.yaml", """
        id: office
        label: { sv: Kontorstid, en: Office hours }
        zone: Europe/Stockholm
        versions: [{ hours: always, publicHolidays: open }]

        """);

    public static TheoryData<string> SectionComplaints => Mistake.Numbered(OfSections);

    public static TheoryData<string> IndicatorComplaints => Mistake.Numbered(OfIndicators);

    [Theory]
    [MemberData(nameof(SectionComplaints))]
    public void A_mistake_in_a_section_is_told_with_file_line_and_key(string complaint) => Tells(Mistake.Of(OfSections, complaint));

    [Theory]
    [MemberData(nameof(IndicatorComplaints))]
    public void A_mistake_in_an_indicator_is_told_with_file_line_and_key(string complaint) => Tells(Mistake.Of(OfIndicators, complaint));

    [Fact]
    public void Sections_without_mistakes_are_read()
    {
        _folder.Write("organisations/org.yaml", Organisation);
        var report = Pipelines.Organisation("org").Report;
        report.Sections[0].In.Should().Equal(PeriodKind.Month, PeriodKind.Tertial);
        report.Sections[0].Indicators[2].Should().Be(new SectionRow("cost", new LocalDate(2021, 1, 1), new LocalDate(2022, 1, 1)));
        (report.Sections[1].Per, report.Sections[1].MovedMost, report.Sections[0].Per).Should().Be((Dimension.CaseType, 5, null));
        report.ForCustomers.Select(s => s.Id).Should().Equal("theirs");
        report.Words.Should().BeEquivalentTo(new Dictionary<TargetStatus, string> { [TargetStatus.Met] = "Uppnått", [TargetStatus.NotMet] = "Ej uppnått" });
        report.Indicator("cases").RoundedTo.Should().Be(1000);
        (report.Indicator("nki").Decimals, report.Indicator("nki").Formulas[0].IsEntered).Should().Be((1, true));
        report.Indicator("cost").Targets.Select(t => t.HigherIsBetter).Should().Equal(false, false);
    }

    public void Dispose() => _folder.Dispose();

    private PipelineFolder Pipelines => new(_folder.Root);

    private void Tells(Mistake mistake)
    {
        _folder.Write("organisations/org.yaml", mistake.In(Organisation));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain(mistake.Complaint);
    }
}
