using Metrics.Forecasting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using static Metrics.Reporting.Tests.YearEvents;

namespace Metrics.Reporting.Tests;

/// <summary>Next year and the one after, to plan by.</summary>
public sealed class PlanBuilderTests : IDisposable
{
    private readonly MetricsWarehouse _warehouse = MetricsWarehouse.Open(":memory:", Configuration, TimeProvider.System);

    [Fact]
    public void The_next_two_years_have_an_interval_a_target_to_propose_and_how_far_off_such_forecasts_were()
    {
        Commit([.. Months("payroll-cases", 2020, 48, m => 6_000 + (m * 37 % 100))]);
        var rows = Plan();
        rows.Select(r => (r.Indicator.Id, r.Year, r.Proposed)).Should().Equal(("payroll-cases", 2024, 72_600), ("payroll-cases", 2025, 72_600));
        (rows[1].Model.High80 - rows[1].Model.Low80).Should().BeGreaterThan(rows[0].Model.High80 - rows[0].Model.Low80);
        (rows[0].Errors.Years, rows[0].Errors.OneYear < 0.01m, rows[0].Errors.TwoYears < 0.01m).Should().Be((2, true, true));
        rows[0].Target.Should().BeNull("nobody has set one for 2024");
    }

    [Fact]
    public void Within_a_year_the_next_one_is_planned_over_the_months_between()
    {
        Commit([.. Months("payroll-cases", 2020, 44, m => 6_000 + (m * 37 % 100))]);
        Plan().Select(r => r.Year).Should().Equal(2024, 2025);
        new PlanBuilder(_warehouse, new YearForecaster()).Build(Goteborg, 2023, 1, false).Single().Model.Happened.Should().BePositive();
        ((Action)(() => new PlanBuilder(_warehouse, new YearForecaster()).Build(Goteborg, 2022, 1, false))).Should().Throw<QuestionException>().WithMessage("2022 is over: goteborg-intraservice is known to 2023-08-31");
    }

    [Fact]
    public void Each_customer_has_its_own()
    {
        Commit([.. Months("payroll-cases", 2020, 48, _ => 6_000), .. Months("payroll-cases", 2020, 48, _ => 1_000).Select(e => OfCustomer(e, "Kultur"))]);
        new PlanBuilder(_warehouse, new YearForecaster()).Build(Goteborg, null, 1, perCustomer: true).Select(r => (r.Customer, r.Model.Value)).Should().Equal((null, 84_000), ("Kultur", 12_000));
    }

    [Fact]
    public void Of_nothing_there_is_no_plan()
        => ((Action)(() => Plan())).Should().Throw<QuestionException>().WithMessage("nothing is known of goteborg-intraservice yet*");

    public void Dispose() => _warehouse.Dispose();

    private IReadOnlyList<PlanRow> Plan() => new PlanBuilder(_warehouse, new YearForecaster()).Build(Goteborg, null, 2, perCustomer: false);

    private void Commit(params ServiceEvent[] events) => _warehouse.Commit(new Batch(events, [], [], events.Length));
}
