using System.Globalization;
using Metrics.Forecasting;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Forecasts;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse;
using NodaTime;
using static Metrics.Reporting.Tests.YearEvents;

namespace Metrics.Reporting.Tests;

/// <summary>What the model expects of the year, in the report.</summary>
public sealed class YearModelTests : IDisposable
{
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    private readonly MetricsWarehouse _warehouse = MetricsWarehouse.Open(":memory:", Configuration, TimeProvider.System);

    [Fact]
    public void A_flow_has_what_has_happened_and_the_rest_with_an_interval_and_a_status()
    {
        Commit([.. Months("payroll-cases", 2020, 47, m => 6_000 + (m % 12 * 100))]);
        var row = Row("Löneärenden");
        row.OutcomeYtd.Should().Be(Enumerable.Range(0, 11).Sum(m => 6_000 + (m * 100)));
        row.Model!.Value.Should().BeInRange(row.OutcomeYtd!.Value + 7_000, row.OutcomeYtd.Value + 7_200, "December has been 7 100 each year");
        row.Model.Low80.Should().BeGreaterThan(row.OutcomeYtd.Value);
        row.ForecastStatus.Should().Be(TargetStatus.NotMet);
    }

    [Fact]
    public void What_was_decided_and_can_hardly_come_true_carries_a_warning_and_no_longer_judges_the_year()
    {
        Commit([.. Months("payroll-cases", 2020, 47, m => 6_000 + (m % 5 * 10)), Decided("payroll-cases", 79_000)]);
        var row = Row("Löneärenden");
        (row.Decided!.Value, row.IsDecidedOutOfReach, row.ForecastStatus).Should().Be((79_000, true, TargetStatus.NotMet));
        MarkdownReport.Write(Build(), Swedish).Replace('\u00a0', ' ').Should().MatchRegex(@"Den beslutade prognosen 79 000 kräver 12 790 under resten av året; modellen väntar (5 9|6 0)\d\d–6 [01]\d\d \(95 %\), förra året blev det 6 000\.");
        Commit(Decided("payroll-cases", 72_250));
        Row("Löneärenden").IsDecidedOutOfReach.Should().BeFalse();
    }

    [Fact]
    public void When_the_year_is_over_what_came_is_held_against_its_target_and_nothing_is_warned_of()
    {
        Commit([.. Months("payroll-cases", 2020, 48, _ => 6_000), Decided("payroll-cases", 79_000)]);
        var row = Build("2023-12").Rows.Single(r => r.Label == "Löneärenden");
        (row.Model!.Value, row.Model.Low80, row.Model.IsOver, row.IsDecidedOutOfReach, row.ForecastStatus).Should().Be((72_000, 72_000, true, false, TargetStatus.NotMet));
    }

    [Fact]
    public void What_came_before_a_series_break_teaches_nothing()
    {
        Commit([.. Months("payroll-cases", 2020, 47, m => m < 24 ? 60_000 : 6_000), Break("payroll-cases", "2022-01-01")]);
        var model = Row("Löneärenden").Model!;
        (model.Forecast.Learnt, model.Value).Should().Be((23, 72_000));
    }

    [Theory]
    [InlineData(9_000, true)]
    [InlineData(6_040, false)]
    public void A_month_far_from_what_was_expected_is_marked_with_the_interval(int november, bool isUnusual)
    {
        Commit([.. Months("payroll-cases", 2020, 47, m => m == 46 ? november : 6_000 + (m * 37 % 100))]);
        (Row("Löneärenden").Unusual is not null).Should().Be(isUnusual);
        var text = MarkdownReport.Write(Build(), Swedish).Replace('\u00a0', ' ');
        if (isUnusual) text.Should().MatchRegex(@"Ovanlig månad: 2023-11 blev 9 000, väntat var 5 [89]\d\d–6 [12]\d\d \(95 %\)\.");
        else text.Should().NotContain("Ovanlig");
    }

    [Fact]
    public void Days_far_from_what_was_expected_are_marked_with_their_intervals()
    {
        Commit(Daily("2023-11-14", 400));
        Build().Rows.Single(r => r.Label == "Löneärenden").UnusualDays.Should().ContainSingle().Which.First.Should().Be(new LocalDate(2023, 11, 14));
        MarkdownReport.Write(Build(), Swedish).Replace('\u00a0', ' ').Should().MatchRegex(@"Ovanliga dagar: 2023-11-14 blev 400, väntat var (19\d|20\d)–2[01]\d \(95 %\)\.");
    }

    [Fact]
    public void A_day_of_a_major_incident_is_marked_itself_but_doesnt_teach_what_days_bring()
    {
        Commit([.. Daily("2023-10-17", 2_000), .. MajorIncident(new LocalDate(2023, 10, 17), new LocalDate(2023, 10, 17))]);
        Build("2023-10").Rows.Single(r => r.Label == "Löneärenden").UnusualDays.Should().ContainSingle().Which.First.Should().Be(new LocalDate(2023, 10, 17));
        var spared = Row("Löneärenden").Model!;
        spared.Series.Disturbed.Should().Equal(new LocalDate(2023, 10, 17));
        using var other = MetricsWarehouse.Open(":memory:", Configuration, TimeProvider.System);
        var events = Daily("2023-10-17", 2_000);
        other.Commit(new Batch(events, [], [], events.Length));
        var taught = new ReportBuilder(other, new YearForecaster()).Build(new ReportQuestion(Goteborg, "2023-11")).Rows.Single(r => r.Label == "Löneärenden").Model!;
        // December has nineteen working days.
        double Off(ModelPrognosis model) => Math.Abs(model.Forecast.Members.Single(m => m.Method.StartsWith("ssa by day", StringComparison.Ordinal)).Mean - (double)model.Happened - (19 * 204.5));
        Off(spared).Should().BeLessThan(Off(taught)).And.BeLessThan(19 * 30);
    }

    [Fact]
    public void What_is_told_on_one_day_a_month_is_not_taken_for_days()
    {
        Commit([.. Enumerable.Range(0, 47).Select(m => new LocalDate(2020, 1, 25).PlusMonths(m)).Select((d, m) => Count("payroll-cases", d.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), m == 46 ? 4_000 : 6_000 + (m * 37 % 100))), Count("payroll-cases", "2023-11-30", 0)]);
        var row = Row("Löneärenden");
        row.UnusualDays.Should().BeEmpty();
        row.Model!.Forecast.Members.Should().NotBeEmpty().And.NotContain(m => m.Method.StartsWith("ssa by day", StringComparison.Ordinal));
    }

    // Some 200 each working day, but for one.
    private static ServiceEvent[] Daily(string unlike, decimal count) =>
    [
        .. Enumerable.Range(0, 334 + 365).Select(d => new LocalDate(2022, 1, 1).PlusDays(d)).Where(d => d.DayOfWeek < IsoDayOfWeek.Saturday && WorkingDays.IsOpen(Goteborg.Terms.Calendar, d))
            .Select(d => d.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)).Select((d, i) => Count("payroll-cases", d, d == unlike ? count : 200 + (i * 3 % 10))),
    ];

    [Fact]
    public void A_planned_change_is_counted_in_from_its_day_on_and_said()
    {
        Commit([.. Months("payroll-cases", 2020, 47, _ => 6_000), Planned("payroll-cases", "2023-12-01", 500, "Kultur ansluts"), Planned("payroll-cases", "2024-02-01", 900, "senare"), Planned("payroll-cases", "2022-06-01", 77, "lärt")]);
        Row("Löneärenden").Model!.Value.Should().Be(72_500, "one month of it comes this year; what began before is part of what was learnt");
        MarkdownReport.Write(Build(), Swedish).Should().Contain("I modellens prognos ingår från 2023-12-01 +500 i månaden: Kultur ansluts.").And.NotContain("senare").And.NotContain("lärt");
        Commit(Planned("payroll-cases", "2023-12-16", 190, "halva december"));
        Row("Löneärenden").Model!.Value.Should().Be(72_500 + 80, "eight of December's nineteen working days are left");
    }

    [Fact]
    public void A_change_that_has_begun_goes_on_and_its_month_is_not_unusual()
    {
        Commit([.. Months("payroll-cases", 2020, 47, m => m == 46 ? 9_000 : 6_000 + (m * 37 % 100)), Planned("payroll-cases", "2023-11-01", 3_000, "Kultur ansluts")]);
        var row = Row("Löneärenden");
        row.Unusual.Should().BeNull();
        row.Model!.Value.Should().BeInRange(row.OutcomeYtd!.Value + 8_900, row.OutcomeYtd.Value + 9_200);
    }

    [Fact]
    public void Months_that_nobody_has_told_of_yet_are_still_to_come()
    {
        Commit([.. Months("payroll-cases", 2020, 45, _ => 6_000), .. Months("supplier-invoices", 2020, 47, _ => 100)]);
        (Row("Löneärenden").Model!.Value, Row("Löneärenden").Model!.Forecast.Origin).Should().Be((72_000, new LocalDate(2023, 10, 1)));
    }

    [Fact]
    public void What_came_in_the_year_before_a_break_is_part_of_the_year()
    {
        Commit([.. Months("payroll-cases", 2020, 47, _ => 6_000), Break("payroll-cases", "2023-06-01")]);
        (Row("Löneärenden").Model!.Value, Row("Löneärenden").Model!.Happened, Row("Löneärenden").Model!.Forecast.Learnt).Should().Be((72_000, 66_000, 6));
    }

    [Fact]
    public void A_month_that_runs_is_still_to_come_but_what_it_has_brought_is_not_lost()
    {
        Commit([.. Months("payroll-cases", 2020, 46, _ => 6_000), Count("payroll-cases", "2023-11-12", 50_000)]);
        var row = Row("Löneärenden");
        row.Model!.Forecast.Origin.Should().Be(new LocalDate(2023, 11, 1));
        (row.OutcomeYtd, row.Model.Value).Should().Be((110_000, 110_000));
    }

    [Fact]
    public void A_stock_is_forecast_at_the_years_end_and_what_is_entered_not_at_all()
    {
        Commit([.. Months("administrative-computers", 2021, 35, _ => 31_000, MeasureKind.Stock), Entered("nki", 67)]);
        Row("Administrativa datorer").Model!.Value.Should().Be(31_000);
        Row("Administrativa datorer").Model!.Forecast.Origin.Should().Be(new LocalDate(2023, 12, 1));
        Row("Nöjd Kund Index (NKI)").Model.Should().BeNull();
    }

    [Fact]
    public void Its_receipt_names_each_method_with_its_weight_and_comes_to_the_same_again()
    {
        Commit([.. Months("payroll-cases", 2020, 47, m => 6_000 + (m % 12 * 100) + (m * 7 % 90))]);
        var receipt = new ReportBuilder(_warehouse, new YearForecaster()).Explain(new ReportQuestion(Goteborg, "2023-11"), "payroll-cases", ReportColumn.ForecastModel);
        receipt.Agrees.Should().BeTrue();
        receipt.Model!.Forecast.Members.Sum(m => m.Weight).Should().BeApproximately(1, 1e-9);
        receipt.Model.Forecast.Members.Should().Contain(m => m.Method.StartsWith("ssa (", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_model_nothing_is_said_of_the_year()
        => new ReportBuilder(Committed()).Build(new ReportQuestion(Goteborg, "2023-11")).Rows.Should().OnlyContain(r => r.Model == null);

    public void Dispose() => _warehouse.Dispose();

    private MetricsWarehouse Committed()
    {
        Commit(Count("payroll-cases", "2023-11", 5));
        return _warehouse;
    }

    private void Commit(params ServiceEvent[] events) => _warehouse.Commit(new Batch(events, [], [], events.Length));

    private Report Build(string period = "2023-11") => new ReportBuilder(_warehouse, new YearForecaster()).Build(new ReportQuestion(Goteborg, period));

    private ReportRow Row(string label) => Build().Rows.Single(r => r.Label == label);
}
