using Metrics.Forecasting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;
using static Metrics.Reporting.Tests.YearEvents;

namespace Metrics.Reporting.Tests;

/// <summary>Prognoses are kept as they were made, and scored when their year is over.</summary>
public sealed class PrognosisKeeperTests : IDisposable
{
    private readonly MetricsWarehouse _warehouse = MetricsWarehouse.Open(":memory:", Configuration, TimeProvider.System);

    private PrognosisKeeper Keeper => new(_warehouse, new YearForecaster());

    [Fact]
    public void What_was_expected_stays_when_more_is_known_and_is_scored_when_the_year_is_over()
    {
        Commit([.. Months("payroll-cases", 2020, 44, m => 6_000 + (m % 3 * 100)), Decided("payroll-cases", 79_000)]);
        new PrognosisQuery(_warehouse).Keep(Keeper.Make(Goteborg));
        var then = Keeper.Scores(Goteborg).Single(s => s.By is null);
        (then.Indicator.Id, then.Year, then.From, then.Outcome, then.Error, then.IsWithin80).Should().Be(("payroll-cases", 2023, new LocalDate(2023, 9, 1), null, null, null));
        then.Value.Should().BeInRange(72_500, 73_900);
        then.Kept!.Members.Should().Contain("\"method\":\"theta\"").And.Contain("\"weight\":");

        Commit([.. Months("payroll-cases", 2023, 12, m => m < 8 ? 6_000 + (m % 3 * 100) : 7_000)]);
        Commit(Count("payroll-cases", "2024-01", 1));
        var scores = Keeper.Scores(Goteborg);
        const decimal outcome = 48_700 + (4 * 7_000);
        scores.Should().OnlyContain(s => s.Outcome == scores[0].Outcome).And.HaveCount(2);
        scores[0].Outcome.Should().Be(outcome);
        var model = scores.Single(s => s.By is null);
        (model.Value, model.IsWithin95).Should().Be((then.Value, false));
        model.Error.Should().BeApproximately((model.Value - model.Outcome!.Value) / model.Outcome.Value, 0.000_001m);
        var decided = scores.Single(s => s.By == "ledningen");
        (decided.Value, decided.IsWithin80, decided.Error > 0).Should().Be((79_000, null, true));
    }

    [Fact]
    public void A_planners_word_stands_beside_the_models_figure_with_its_reason_and_is_scored_the_same_way()
    {
        Commit([.. Months("payroll-cases", 2020, 44, _ => 6_000), Overridden("payroll-cases", 75_000, "ny förvaltning i oktober")]);
        new PrognosisQuery(_warehouse).Keep(Keeper.Make(Goteborg));
        var august = new ReportBuilder(_warehouse, new YearForecaster()).Build(new ReportQuestion(Goteborg, "2023-08"));
        august.Rows.Should().OnlyContain(r => r.Override == null && r.Decided == null, "it was said in November, and decided by nobody");

        Commit([.. Months("payroll-cases", 2023, 11, _ => 6_000)]);
        var report = new ReportBuilder(_warehouse, new YearForecaster()).Build(new ReportQuestion(Goteborg, "2023-11"));
        var row = report.Rows.Single(r => r.Indicator.Id == "payroll-cases");
        (row.Override!.Value, row.Model!.Value, row.Expected).Should().Be((75_000, 72_000, 72_000));
        MarkdownReport.Write(report, System.Globalization.CultureInfo.GetCultureInfo("sv-SE")).Replace('\u00a0', ' ').Should().Contain("Planeraren bedömer året till 75 000 (2023-11-30): ny förvaltning i oktober.");

        Commit([.. Months("payroll-cases", 2023, 12, _ => 6_000), Count("payroll-cases", "2024-01", 1)]);
        var scores = Keeper.Scores(Goteborg);
        scores.Select(s => (s.By, s.Reason, s.Value, s.Outcome)).Should().Equal((null, null, 72_000, 72_000), ("planeraren", "ny förvaltning i oktober", 75_000, 72_000));
    }

    [Fact]
    public void What_was_planned_is_scored_by_what_the_figure_would_have_been_without_it()
    {
        Commit([.. Months("payroll-cases", 2020, 44, _ => 6_000), Planned("payroll-cases", "2023-10-01", 500, "ny förvaltning")]);
        new PrognosisQuery(_warehouse).Keep(Keeper.Make(Goteborg));
        Commit([.. Months("payroll-cases", 2023, 12, m => m < 9 ? 6_000 : 6_400), Count("payroll-cases", "2024-01", 1)]);
        var score = Keeper.Scores(Goteborg).Should().ContainSingle().Subject;
        (score.Value, score.Planned, score.Outcome).Should().Be((73_500, 1_500, 73_200));
        score.Error.Should().BeApproximately(300m / 73_200, 0.000_001m);
        score.ErrorWithoutPlanned.Should().BeApproximately(-1_200m / 73_200, 0.000_001m, "it would have come 1 200 short");
    }

    [Fact]
    public void It_is_due_once_for_each_day_that_becomes_known()
    {
        Keeper.IsDue(Goteborg).Should().BeFalse("nothing is known");
        Commit([.. Months("payroll-cases", 2020, 44, _ => 6_000)]);
        Keeper.IsDue(Goteborg).Should().BeTrue();
        new PrognosisQuery(_warehouse).Keep(Keeper.Make(Goteborg));
        Keeper.IsDue(Goteborg).Should().BeFalse();
        Commit(Count("payroll-cases", "2023-09-01", 100));
        Keeper.IsDue(Goteborg).Should().BeTrue();
    }

    [Fact]
    public void Of_several_from_the_same_day_the_last_is_scored_and_all_are_kept()
    {
        Commit([.. Months("payroll-cases", 2020, 44, _ => 6_000)]);
        new PrognosisQuery(_warehouse).Keep(Keeper.Make(Goteborg));
        Commit(Count("payroll-cases", "2023-08-01", 900));
        new PrognosisQuery(_warehouse).Keep(Keeper.Make(Goteborg));
        new PrognosisQuery(_warehouse).Kept(Goteborg).Should().HaveCount(2);
        Keeper.Scores(Goteborg).Should().ContainSingle().Which.Kept.Should().Be(new PrognosisQuery(_warehouse).Kept(Goteborg)[1]);
    }

    public void Dispose() => _warehouse.Dispose();

    private void Commit(params ServiceEvent[] events) => _warehouse.Commit(new Batch(events, [], [], events.Length));
}
