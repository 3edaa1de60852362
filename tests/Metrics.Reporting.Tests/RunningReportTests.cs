using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;
using NodaTime.Text;

namespace Metrics.Reporting.Tests;

/// <summary>Reports of periods that are not over, of customers and of members without a name.</summary>
public sealed class RunningReportTests : IDisposable
{
    private static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));
    private static readonly Organisation Goteborg = Pipelines.Organisation("goteborg-intraservice");

    private readonly MetricsWarehouse _warehouse = MetricsWarehouse.Open(":memory:", Pipelines, TimeProvider.System);

    [Fact]
    public void It_counts_nothing_behind_its_last_day()
    {
        // Opened in November, the last of it, and resolved in December.
        Tell(Ticket("A", "2023-11-13T09:00:00Z", "2023-11-13T10:00:00Z"), Ticket("B", "2023-11-30T09:00:00Z", "2023-12-04T10:00:00Z"));
        foreach (var period in (string[])["2023-11", "2023-T3", "2023"])
        {
            var sla = Report(period).Rows.Single(r => r.Indicator.Id == "sla" && r.Section.Id == "tertial").Outcomes[ReportColumn.OutcomeYtd];
            (sla.Denominator, sla.Span.End).Should().Be((1, new LocalDate(2023, 11, 30)), period);
        }
    }

    [Fact]
    public void A_year_that_runs_stands_beside_the_same_months_last_year()
    {
        Tell(Count("2022-10-31", 1), Count("2022-12-31", 2), Count("2023-10-31", 4));
        Row(Report("2023"), "Leverantörsfakturor").OutcomeYtdLastYear.Should().Be(1);
    }

    [Fact]
    public void A_part_of_a_month_is_not_held_against_whole_ones()
    {
        Tell(Count("2023-11-13", 2_000_000));
        var row = Row(Report("2023-11"), "Leverantörsfakturor");
        (row.TargetYtd, row.Status).Should().Be((1_512_500, TargetStatus.NotAssessable));
        Tell(Count("2023-11-30", 1));
        Row(Report("2023-11"), "Leverantörsfakturor").Status.Should().Be(TargetStatus.Met);
    }

    [Fact]
    public void Of_a_tertial_a_years_value_asks_its_own_months_part()
    {
        var indicator = Goteborg.Report.Indicator("supplier-invoices");
        var days = new ReportDays(ServiceDesk.Time.PeriodKind.Month, new LocalDate(2023, 10, 1), new LocalDate(2023, 11, 1), new LocalDate(2023, 11, 1));
        var target = indicator.TargetOf(2023, days.Last)!;
        var monthly = Goteborg.Report.Sections.Single(s => s.Id == "monthly");
        days.Asked(target, monthly, indicator).Should().Be(1_375_000);
        days.Asked(target, monthly with { Period = ServiceDesk.Time.PeriodKind.Tertial }, indicator).Should().Be(275_000, "September and October");
        days.Asked(target with { Spread = TargetSpread.Level }, monthly with { Period = ServiceDesk.Time.PeriodKind.Tertial }, indicator).Should().Be(1_650_000);
    }

    [Fact]
    public void A_tertials_target_is_the_same_on_its_receipt()
    {
        Tell(Count("2023-10-31", 5));
        var monthly = Goteborg.Report.Sections.Single(s => s.Id == "monthly") with { Period = ServiceDesk.Time.PeriodKind.Tertial };
        var byTertial = Goteborg with { Report = Goteborg.Report with { Sections = [monthly] } };
        var cell = new ReportBuilder(_warehouse).Explain(new ReportQuestion(byTertial, "2023-10"), "supplier-invoices", ReportColumn.TargetYtd);
        (cell.Value, cell.Recalculated, cell.Agrees).Should().Be((275_000, 275_000, true));
    }

    [Fact]
    public void A_decision_about_another_unit_is_not_this_rows()
    {
        Tell(Count("2023-11-30", 5), Decided("1", 1_700_000, null), Decided("2", 3, "Lön"));
        Row(Report("2023-11"), "Leverantörsfakturor").Decided!.Value.Should().Be(1_700_000);
    }

    [Fact]
    public void A_member_without_a_name_has_its_own_receipt_and_who_is_new_moved_from_none()
    {
        Tell(
            Ticket("A", "2023-10-13T09:00:00Z", "2023-10-13T10:00:00Z", "Trafik", "Dator"), Ticket("B", "2023-11-13T09:00:00Z", "2023-11-13T10:00:00Z", "Trafik"),
            Ticket("C", "2023-11-14T09:00:00Z", "2023-11-14T10:00:00Z", "Trafik", "Nätverk"), Ticket("D", "2023-11-30T09:00:00Z", "2023-11-30T10:00:00Z", "Kultur", "Nätverk"));
        var report = new ReportBuilder(_warehouse).Build(new ReportQuestion(Goteborg, "2023-11") { Customer = "Trafik", WithReceipts = true });
        var types = report.Rows.Where(r => r.Section.Id == "case-types").ToDictionary(r => r.Label, r => (r.Number(ReportColumn.OutcomePeriod), r.Number(ReportColumn.Change)));
        types.Should().BeEquivalentTo(new Dictionary<string, (decimal?, decimal?)> { ["(ej angivet)"] = (1, 1), ["Nätverk"] = (1, 1), ["Dator"] = (null, -1) });
        report.Receipts.Should().NotBeEmpty().And.OnlyContain(c => c.Agrees);
        var cell = new ReportBuilder(_warehouse).Explain(new ReportQuestion(Goteborg, "2023-11") { Customer = "Trafik" }, "desk-tickets", ReportColumn.OutcomePeriod, "case-types", "Nätverk");
        (cell.Value, cell.Recalculated, cell.Counted.Single().Included).Should().Be((1, 1, 1));
        ((Action)(() => new ReportBuilder(_warehouse).Build(new ReportQuestion(Goteborg, "2023-11") { Customer = "Trafi" }))).Should().Throw<QuestionException>().WithMessage("*serves no customer 'Trafi'; its events name Kultur, Trafik");
    }

    [Fact]
    public void A_stock_that_another_measure_goes_on_with_is_the_last_ones_alone()
    {
        var question = new KpiQuestion { Organisation = Goteborg };
        ServiceDesk.Kpis.KpiRow Level(decimal value) => new() { Kpi = "storage", Organisation = "x", Period = "", Variant = "", Contractual = true, Shown = true, IsRatio = false, IsLevel = true, ValueUnit = ServiceDesk.Kpis.KpiUnit.Count, Label = new ServiceDesk.Kpis.Label("", ""), Numerator = value };
        var formula = new IndicatorFormula(null, "storage", null);
        Outcome.Of(Goteborg.Report.Indicator("storage"), new DateInterval(new LocalDate(2023, 1, 1), new LocalDate(2023, 11, 30)), [new(formula, question, Level(5)), new(formula, question, Level(7)), new(formula, question, null)]).Value.Should().Be(7);
    }

    [Fact]
    public void A_name_that_several_indicators_have_is_asked_back()
    {
        Tell(Count("2023-11-30", 5));
        Explain("Serviceärenden").Should().Throw<QuestionException>().WithMessage("'Serviceärenden' is the name of service-tickets and desk-tickets; use the id");
        Explain("satisfaction", "0-9").Should().Throw<QuestionException>().WithMessage("satisfaction has no variant '0-9'*");
    }

    public void Dispose() => _warehouse.Dispose();

    private Action Explain(string kpi, string? variant = null) => () => new Explainer(_warehouse).Explain(new KpiQuestion { Organisation = Goteborg, Kpis = [kpi], Variant = variant }, "2023", null);

    private void Tell(params IEnumerable<ServiceEvent>[] events) => _warehouse.Commit(new Batch(events.SelectMany(e => e).ToArray(), [], [], events.Length));

    private Report Report(string period) => new ReportBuilder(_warehouse).Build(new ReportQuestion(Goteborg, period));

    private static ReportRow Row(Report report, string label) => report.Rows.First(r => r.Label == label);

    private static ServiceEvent[] Count(string day, int count) => [ServiceEvent.Create(
        new VolumeCounted { Measure = "supplier-invoices", Period = day, Count = count, Kind = MeasureKind.Flow }, Goteborg.Id, "volymer", day, day, Instant.FromUtc(2023, 11, 30, 12, 0))];

    private static ServiceEvent[] Decided(string id, decimal value, string? unit) => [ServiceEvent.Create(
        new PrognosisDecided { Measure = "supplier-invoices", Year = 2023, Value = value, By = "ledningen", Unit = unit }, Goteborg.Id, "uppföljning", id, "supplier-invoices", Instant.FromUtc(2023, 10, 31, 12, int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)))];

    private static ServiceEvent[] Ticket(string id, string opened, string resolved, string? customer = null, string? caseType = null) =>
    [
        ServiceEvent.Create(new TicketOpened { Unit = "Servicecenter", Customer = customer, CaseType = caseType }, Goteborg.Id, "arenden", id + "1", id, InstantPattern.General.Parse(opened).Value),
        ServiceEvent.Create(new TicketResolved(), Goteborg.Id, "arenden", id + "2", id, InstantPattern.General.Parse(resolved).Value),
    ];
}
