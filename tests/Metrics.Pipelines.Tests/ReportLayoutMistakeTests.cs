using Metrics.ServiceDesk.Reports;

namespace Metrics.Pipelines.Tests;

public sealed class ReportLayoutMistakeTests : IDisposable
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
          invoices:
            label: [{ label: Fakturor }, { from: 2023-01-01, label: Leverantörsfakturor }]
            kpi: [{ kpi: counted }, { from: 2021-12-01, kpi: supplier-invoices }]
            targets:
              - { year: 2023, value: 1200, decided: 2023-01-01, decision: Plan, spread: whole-months }
              - { year: 2023, value: 78, decided: 2023-06-30, decision: Ändring, spread: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }
          svar:
            label: Svarsservice
            kpi: service-level
            print: percent
            targets: [{ year: 2021, limit: ">92", decided: 2021-01-01, decision: Plan }, { year: 2022, trend: increase, decided: 2022-01-01, decision: Plan }]
        report:
          - id: monthly
            label: { sv: Månad, en: Month }
            period: month
            columns: [{ key: outcome-ytd, heading: Utfall }]
            indicators: [invoices, svar]

        """;

    private static readonly Mistake[] Each =
    [
        new("limit: \"92\"", "limit: \">92\"", "org.yaml:19: indicators.svar.targets[0].limit: '92' is not a limit such as \">92\", \">=90\" or \"<5\""),
        new("trend: up", "trend: increase", "org.yaml:19: indicators.svar.targets[1].trend: 'up' is neither increase nor decrease"),
        new("value: 1200, limit: \">3\"", "value: 1200", "org.yaml:13: indicators.invoices.targets[0]: gives one of value, limit (\">92\"), band and trend (increase, decrease)"),
        new("value: many", "value: 1200", "org.yaml:13: indicators.invoices.targets[0].value: 'many' is not a number"),
        new("11, 13]", "11, 12]", "org.yaml:14: indicators.invoices.targets[1].spread: must be the year's twelve months and add up to 78; these 12 add up to 79"),
        new("[{ from: 2020-01-01, label: Fakturor }", "[{ label: Fakturor }", "indicators.invoices.label: the first label holds since always; leave its from out"),
        new("indicators: [invoices, swar]", "indicators: [invoices, svar]", "org.yaml:25: report[0].indicators[1]: there is no indicator 'swar'; there are invoices, svar"),
        new("key: outcome", "key: outcome-ytd", "org.yaml:24: report[0].columns[0].key: 'outcome' is not a column; there are outcome-year-2, outcome-year-1, outcome-ytd-last-year,"),
        new("period: day", "period: month", "org.yaml:23: report[0].period: must be month, tertial or year"),
    ];

    private readonly ConfigurationFolder _folder = new();

    public ReportLayoutMistakeTests() => _folder.Write("calendars/office.yaml", """
        id: office
        label: { sv: Kontorstid, en: Office hours }
        zone: Europe/Stockholm
        versions: [{ hours: always, publicHolidays: open }]

        """);

    public static TheoryData<string> Complaints => Mistake.Numbered(Each);

    [Theory]
    [MemberData(nameof(Complaints))]
    public void A_mistake_in_a_report_s_layout_is_told_with_file_line_and_key(string complaint)
    {
        var mistake = Mistake.Of(Each, complaint);
        _folder.Write("organisations/org.yaml", mistake.In(Organisation));
        _folder.Error(() => _ = Pipelines.Organisations).Should().Contain(mistake.Complaint);
    }

    [Fact]
    public void A_layout_without_mistakes_is_read()
    {
        _folder.Write("organisations/org.yaml", Organisation);
        var report = Pipelines.Organisation("org").Report;
        report.Indicators.Select(i => i.Id).Should().Equal("invoices", "svar");
        report.Indicators[0].Formulas.Select(f => f.Kpi).Should().Equal("counted", "supplier-invoices");
        report.Indicators[0].Targets[1].Until(3).Should().Be(6);
        report.Indicators[1].Targets[0].Should().Match<Target>(t => t.Kind == TargetKind.Limit && t.Value == 92 && t.HigherIsBetter && !t.Inclusive && t.Spread == TargetSpread.Level);
        report.Indicators[1].PrintedAs.Should().Be(PrintUnit.Percent);
        report.Sections.Single().Indicators.Select(r => r.Indicator).Should().Equal("invoices", "svar");
    }

    public void Dispose() => _folder.Dispose();

    private PipelineFolder Pipelines => new(_folder.Root);
}
