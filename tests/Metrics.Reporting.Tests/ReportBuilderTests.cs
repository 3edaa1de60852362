using System.Globalization;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting.Tests;

/// <summary>Göteborg's layout on a handful of events.</summary>
public sealed class ReportBuilderTests : IDisposable
{
    private static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));
    private static readonly Organisation Goteborg = Pipelines.Organisation("goteborg-intraservice");
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    private readonly MetricsWarehouse _warehouse = MetricsWarehouse.Open(":memory:", Pipelines, TimeProvider.System);

    [Fact]
    public void Outcomes_are_summed_from_January_and_over_twelve_months()
    {
        Commit(Count("2022-10-31", 1), Count("2022-12-01", 2), Count("2022-12-31", 4), Count("2023-01-01", 8), Count("2023-10-31", 16), Count("2023-11-30", 32));
        var row = Row("2023-11", "Leverantörsfakturor");
        (row.OutcomeYtdLastYear, row.OutcomeYtd, row.R12).Should().Be((1, 56, 62));
        (row.TargetYtd, row.Target!.Value, row.Target.Decision).Should().Be((1_512_500, 1_650_000, "Reviderat årsmål 2023"));
        row.Status.Should().Be(TargetStatus.NotMet);
        Row("2023-05", "Leverantörsfakturor").Target!.Value.Should().Be(1_500_000, "the plan still held");
    }

    [Fact]
    public void A_formula_that_changes_counts_each_day_by_the_one_that_held()
    {
        Commit(Count("2021-11-30", 100, "service-tickets-counted"), Count("2021-12-01", 1000, "service-tickets-counted"), Opened("A", "2021-11-30T12:00:00Z"), Opened("B", "2021-12-01T12:00:00Z"), Opened("C", "2021-12-31T12:00:00Z"));
        Row("2021-12", "Serviceärenden").OutcomeYtd.Should().Be(102, "100 counted until November, two tickets in December");
        Row("2021-11", "Serviceärenden").OutcomeYtd.Should().Be(100);
    }

    [Fact]
    public void What_nobody_counted_is_unknown_and_not_zero()
    {
        Commit(Count("2023-11-30", 5));
        var row = Row("2023-11", "Kundfakturor");
        (row.OutcomeYtd, row.OutcomeYtdLastYear, row.R12, row.Status).Should().Be((null, null, null, TargetStatus.NotAssessable));
        MarkdownReport.Write(Build("2023-11"), Swedish).Replace('\u00a0', ' ').Should().Contain("| Kundfakturor [1] | – | – | 1 420 827 | – | – | 1 550 000 | – | kan ej bedömas | kan ej bedömas |");
    }

    [Fact]
    public void A_period_that_is_running_says_so()
    {
        Commit(Count("2023-11-12", 5));
        var report = Build("2023-11");
        (report.IsRunning, report.Until).Should().Be((true, new LocalDate(2023, 11, 13)));
        MarkdownReport.Write(report, Swedish).Should().Contain("*Perioden pågår: till och med 2023-11-12.*");
        Commit(Count("2023-11-30", 5));
        Build("2023-11").IsRunning.Should().BeFalse();
    }

    [Theory]
    [InlineData("2023-12", "nothing is known of goteborg-intraservice in 2023-12: its events go from 2023-10-01 to 2023-11-30")]
    [InlineData("2019-01", "nothing is known of goteborg-intraservice in 2019-01")]
    [InlineData("2035-01", "nothing is known of goteborg-intraservice in 2035-01")]
    [InlineData("november", "'november' is not a month (2023-11), a tertial (2023-T3) or a year (2023)")]
    [InlineData("2023-11-30", "'2023-11-30' is not a month")]
    public void A_period_without_figures_is_answered_and_never_by_a_table_of_zeros(string period, string answer)
    {
        Commit(Count("2023-10-01", 5), Count("2023-11-30", 5));
        ((Action)(() => Build(period))).Should().Throw<QuestionException>().Which.Message.Should().StartWith(answer);
    }

    [Fact]
    public void An_organisation_that_reports_nothing_or_has_no_events_says_so()
    {
        ((Action)(() => Build("2023-11"))).Should().Throw<QuestionException>().WithMessage("nothing is known of goteborg-intraservice yet*");
        ((Action)(() => new ReportBuilder(_warehouse).Build(new ReportQuestion(Pipelines.Organisation("default"), "2023-11"))))
            .Should().Throw<QuestionException>().WithMessage("default has no report*");
    }

    [Fact]
    public void A_report_as_known_earlier_leaves_out_what_was_told_later()
    {
        Commit(Count("2023-11-01", 5));
        var then = SystemClock.Instance.GetCurrentInstant() + Duration.FromMilliseconds(5);
        SpinWait.SpinUntil(() => SystemClock.Instance.GetCurrentInstant() > then);
        Commit(Count("2023-11-01", 7, revision: 1), Count("2023-11-02", 1));
        Row("2023-11", "Leverantörsfakturor").OutcomeYtd.Should().Be(8);
        new ReportBuilder(_warehouse).Build(new ReportQuestion(Goteborg, "2023-11") { AsOf = then }).Rows.Single(r => r.Label == "Leverantörsfakturor").OutcomeYtd.Should().Be(5);
    }

    [Fact]
    public void An_entered_value_is_the_last_one_of_the_span_and_says_where_it_was_read()
    {
        Commit(Count("2023-11-30", 5), Entered("2022-10", 4.9m), Entered("2022-11", 5.1m), Entered("2023-10", 5.2m), Entered("2023-11", 5.3m), Entered("2023-12", 9));
        var row = Row("2023-11", "Sjukfrånvaro");
        (row.OutcomeYtdLastYear, row.OutcomeYtd, row.R12, row.ReadFrom).Should().Be((5.1m, 5.3m, null, "personalsystemet"));
        (row.TargetYtd, row.Status).Should().Be((5m, TargetStatus.NotMet));
        Commit(Entered("2023-11", 4.8m, revision: 1));
        Row("2023-11", "Sjukfrånvaro").Status.Should().Be(TargetStatus.Met, "a correction counts");
    }

    [Fact]
    public void The_last_prognosis_decided_stands_with_its_day()
    {
        Commit(Count("2023-11-30", 5), Decided("1", "2023-05-31T12:00:00Z", 1_700_000), Decided("2", "2023-10-31T12:00:00Z", 1_800_000), Decided("3", "2023-11-01T12:00:00Z", 1, year: 2024));
        var row = Row("2023-11", "Leverantörsfakturor");
        (row.Decided!.Value, row.Decided.DecidedOn, row.Decided.By).Should().Be((1_800_000m, new LocalDate(2023, 10, 31), "ledningen"));
        Row("2023-11", "Kundfakturor").Decided.Should().BeNull();
    }

    [Fact]
    public void A_tertial_is_held_against_the_whole_one_before_and_says_while_it_runs()
    {
        Commit(Count("2023-11-30", 5), Stock("2022-12-31", 100), Stock("2023-08-31", 1), Stock("2023-09-30", 110), Stock("2023-11-30", 120));
        var report = Build("2023-11");
        var row = report.Rows.Single(r => r.Label == "Pedagogiska datorer");
        (row.OutcomeYtdLastYear, row.OutcomeYtd).Should().Be((100, 120));
        report.RunningUntil(row.Section).Should().Be(new LocalDate(2023, 12, 31));
        MarkdownReport.Write(report, Swedish).Should().Contain("*Pågår: slutar 2023-12-31.*");
        Build("2022-12").Rows.Should().Contain(r => r.Label == "IT-elevdatorer");
    }

    [Fact]
    public void Csv_is_for_programs()
    {
        Commit(Count("2023-11-30", 5));
        CsvReport.Write(Build("2023-11")).Should().Contain("\nmonthly,,Leverantörsfakturor,supplier-invoices,count,,5,1512500,,,,,,1650000,5,not-met,not-assessable,\n");
    }

    [Fact]
    public void What_is_counted_by_the_month_stands_in_a_month_that_still_runs()
    {
        Commit(Count("2023-10", 7), Count("2022-12", 1), Count("2023-11-12", 5, "payroll-cases"));
        var row = Row("2023-11", "Leverantörsfakturor");
        row.OutcomeYtd.Should().Be(7);
        row.R12.Should().BeNull("twelve months to the 12th begin within a month that is counted as one");
        Row("2023-11", "Löneärenden").R12.Should().Be(5);
    }

    [Fact]
    public void As_known_within_a_period_it_was_running()
    {
        Commit(Count("2023-11-12", 5));
        var then = SystemClock.Instance.GetCurrentInstant() + Duration.FromMilliseconds(5);
        SpinWait.SpinUntil(() => SystemClock.Instance.GetCurrentInstant() > then);
        Commit(Count("2023-11-30", 7));
        var report = new ReportBuilder(_warehouse).Build(new ReportQuestion(Goteborg, "2023-11") { AsOf = then });
        (report.IsRunning, report.LastDay).Should().Be((true, new LocalDate(2023, 11, 12)));
        Build("2023-11").IsRunning.Should().BeFalse();
    }

    [Fact]
    public void The_decided_prognosis_is_held_against_the_years_target_and_a_cost_is_better_lower()
    {
        Commit(Count("2023-11-30", 5), Decided("1", "2023-05-31T12:00:00Z", 1_650_000));
        var row = Row("2023-11", "Leverantörsfakturor");
        (row.Status, row.ForecastStatus).Should().Be((TargetStatus.NotMet, TargetStatus.Met));
        Row("2023-11", "Kundfakturor").ForecastStatus.Should().Be(TargetStatus.NotAssessable);
        var cost = Goteborg.Report.Indicator("costs").TargetOf(2023, new LocalDate(2023, 11, 30));
        (Judgement.Of(1_300_000, cost, 1_329_290, null), Judgement.Of(1_330_000, cost, 1_329_290, null)).Should().Be((TargetStatus.Met, TargetStatus.NotMet));
    }

    [Fact]
    public void A_series_break_within_what_a_row_shows_is_told_of_it()
    {
        Commit(Count("2022-11-30", 5), Count("2023-11-30", 5), Break("2023-05-01", "1"), Break("2020-01-01", "2"));
        Row("2023-11", "Leverantörsfakturor").Breaks.Select(b => (b.From, b.Reason)).Should().Equal((new LocalDate(2023, 5, 1), "nytt system"));
        Row("2023-11", "Kundfakturor").Breaks.Should().BeEmpty();
    }

    [Fact]
    public void A_trend_has_the_last_months_and_knows_what_is_not_known()
    {
        Commit(Count("2022-01-15", 3), Count("2023-10-31", 5), Count("2023-11-30", 8));
        var trend = new ReportBuilder(_warehouse).Build(new ReportQuestion(Goteborg, "2023-11") { WithTrend = true }).Rows.Single(r => r.Label == "Leverantörsfakturor").Trend;
        trend.Should().HaveCount(24);
        trend[0].Month.Should().Be("2021-12");
        trend.Where(t => t.Value is not null).Should().Equal(("2022-01", 3), ("2023-10", 5), ("2023-11", 8));
    }

    public void Dispose() => _warehouse.Dispose();

    private void Commit(params ServiceEvent[] events) => _warehouse.Commit(new Batch(events, [], [], events.Length));

    private Report Build(string period) => new ReportBuilder(_warehouse).Build(new ReportQuestion(Goteborg, period));

    private ReportRow Row(string period, string label) => Build(period).Rows.Single(r => r.Label == label);

    private static ServiceEvent Count(string day, int count, string measure = "supplier-invoices", long revision = 0) => ServiceEvent.Create(
        new VolumeCounted { Measure = measure, Period = day, Count = count, Kind = MeasureKind.Flow }, Goteborg.Id, "volymer", $"{measure}/{day}", $"{measure}/{day}",
        Instant.FromUtc(2023, 11, 30, 12, 0), revision);

    private static ServiceEvent Entered(string month, decimal value, long revision = 0) => ServiceEvent.Create(
        new IndicatorReported { Indicator = "sick-leave", Period = month, Value = value, ReadFrom = "personalsystemet" }, Goteborg.Id, "uppföljning", $"sick-leave/{month}", $"sick-leave/{month}",
        Instant.FromUtc(2023, 11, 30, 12, 0), revision);

    private static ServiceEvent Decided(string id, string at, decimal value, int year = 2023) => ServiceEvent.Create(
        new PrognosisDecided { Measure = "supplier-invoices", Year = year, Value = value, By = "ledningen" }, Goteborg.Id, "uppföljning", id, "supplier-invoices", NodaTime.Text.InstantPattern.General.Parse(at).Value);

    private static ServiceEvent Break(string day, string id) => ServiceEvent.Create(
        new SeriesBreak { Measure = "supplier-invoices", From = day, Reason = "nytt system" }, Goteborg.Id, "uppföljning", id, "supplier-invoices", Instant.FromUtc(2023, 11, 30, 12, 0));

    private static ServiceEvent Stock(string day, int count) => ServiceEvent.Create(
        new VolumeCounted { Measure = "pedagogical-computers", Period = day, Count = count, Kind = MeasureKind.Stock }, Goteborg.Id, "volymer", $"dator/{day}", $"dator/{day}",
        Instant.FromUtc(2023, 11, 30, 12, 0));

    private static ServiceEvent Opened(string ticket, string at) => ServiceEvent.Create(
        new TicketOpened(), Goteborg.Id, "arenden", ticket, ticket, NodaTime.Text.InstantPattern.General.Parse(at).Value);
}
