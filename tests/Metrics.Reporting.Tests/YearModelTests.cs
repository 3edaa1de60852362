using System.Globalization;
using Metrics.Forecasting;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Forecasts;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting.Tests;

/// <summary>What the model expects of the year, in the report.</summary>
public sealed class YearModelTests : IDisposable
{
    private static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));
    private static readonly Organisation Goteborg = Pipelines.Organisation("goteborg-intraservice");
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    private readonly MetricsWarehouse _warehouse = MetricsWarehouse.Open(":memory:", Pipelines, TimeProvider.System);

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
    public void What_came_before_a_series_break_teaches_nothing()
    {
        Commit([.. Months("payroll-cases", 2020, 47, m => m < 24 ? 60_000 : 6_000), Break("payroll-cases", "2022-01-01")]);
        var model = Row("Löneärenden").Model!;
        (model.Forecast.Learnt, model.Value).Should().Be((23, 72_000));
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

    private Report Build() => new ReportBuilder(_warehouse, new YearForecaster()).Build(new ReportQuestion(Goteborg, "2023-11"));

    private ReportRow Row(string label) => Build().Rows.Single(r => r.Label == label);

    private static IEnumerable<ServiceEvent> Months(string measure, int year, int months, Func<int, decimal> count, MeasureKind kind = MeasureKind.Flow)
        => Enumerable.Range(0, months).Select(m => Count(measure, new LocalDate(year, 1, 1).PlusMonths(m).ToString("uuuu-MM", CultureInfo.InvariantCulture), count(m), kind));

    private static ServiceEvent Count(string measure, string period, decimal count, MeasureKind kind = MeasureKind.Flow)
        => Event(new VolumeCounted { Measure = measure, Period = period, Kind = kind, Count = count }, $"{measure}/{period}");

    private static ServiceEvent Decided(string measure, decimal value) => Event(new PrognosisDecided { Measure = measure, Year = 2023, Value = value, By = "ledningen" }, $"{measure}/{value}", Duration.FromSeconds(-(double)value));

    private static ServiceEvent Break(string measure, string from) => Event(new SeriesBreak { Measure = measure, From = from, Reason = "nytt system" }, measure);

    private static ServiceEvent Entered(string indicator, decimal value) => Event(new IndicatorReported { Indicator = indicator, Period = "2023-11", Value = value, ReadFrom = "mätningen" }, indicator);

    private static ServiceEvent Event(EventData data, string id, Duration? later = null) => ServiceEvent.Create(data, Goteborg.Id, "year", id, id, Instant.FromUtc(2023, 11, 30, 12, 0) + (later ?? Duration.Zero));
}
