using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Warehouse.Tests;

/// <summary>Answers to surveys: each scale by itself, with how sure it is, and by what became of the ticket.</summary>
public sealed class SurveyTests
{
    private const int Day = 24 * 60;

    [Fact]
    public void Scales_are_never_averaged()
    {
        using var test = TestWarehouse.With(Make.Rating(4, "R1"), Make.Rating(5, "R2"), Make.Rating(9, "R3", high: 10), Make.Result(3.2m, 50, "S1"));
        var rows = Rows(test, "satisfaction");
        rows.Select(r => (r.Variant, r.Numerator, r.Denominator, r.Contractual, r.Shown)).Should().Equal(
            ("0-5", 9m, 2m, false, true), ("0-10", 9m, 1m, false, true), ("1-4", 160m, 50m, false, true));
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void The_only_scale_there_is_is_the_contractual_one()
    {
        using var test = TestWarehouse.With(Make.Rating(4.5m, "R1"), Make.Rating(5, "R2"));
        var row = test.Kpi("satisfaction");
        (row.Variant, row.Value, row.ValueUnit).Should().Be(("0-5", 4.75m, KpiUnit.Score));
    }

    [Fact]
    public void Of_no_answer_there_is_no_figure_and_nobody_is_shown_one_unasked()
    {
        using var test = TestWarehouse.With(Make.Call(ContactOutcome.Answered, 3));
        test.Kpi("satisfaction").Value.Should().BeNull();
        new KpiQuery(test.Warehouse).Answer(new KpiQuestion { Organisation = TestWarehouse.Pipelines.Organisation("default") }).Should().NotContain(r => r.Kpi.StartsWith("satisfaction", StringComparison.Ordinal));
    }

    [Fact]
    public void The_margin_is_of_the_spread_and_few_answers_are_unsure()
    {
        // 2, 3 and 4 have a standard deviation of 1; thirty answers are enough.
        using var test = TestWarehouse.With(Enumerable.Range(0, 29).Select(i => Make.Rating(2 + (i % 3), $"R{i}")).ToArray());
        test.Kpi("satisfaction").Unsure.Should().BeTrue();
        test.Commit(Make.Rating(4, "R29"));
        var sure = test.Kpi("satisfaction");
        (sure.Unsure, sure.Denominator, sure.Value).Should().Be((false, 30m, 3m));
        // s² = 20 / 29: ten answers each of 2, 3 and 4.
        ((double)sure.Margin!.Value).Should().BeApproximately(1.96 * Math.Sqrt(20.0 / 29 / 30), 1e-9);
    }

    [Fact]
    public void An_outcome_hides_the_spread_and_one_answer_has_none()
    {
        using var test = TestWarehouse.With(Make.Rating(4, "R1"));
        test.Kpi("satisfaction").Margin.Should().BeNull();
        test.Commit(Make.Rating(5, "R2"));
        test.Kpi("satisfaction").Margin.Should().NotBeNull();
        test.Commit(Make.Result(3, 100, "S1", low: 0, high: 5));
        var row = test.Kpi("satisfaction");
        (row.Margin, row.Unsure, row.Numerator, row.Denominator).Should().Be((null, false, 309m, 102m));
    }

    [Fact]
    public void What_no_answer_can_be_is_left_out_and_the_receipt_says_so()
    {
        using var test = TestWarehouse.With(
            Make.Rating(4, "R1"), Make.Rating(6, "R2"), Make.Rating(3, "R3", low: 3, high: 3), Make.Result(2, 0, "S1"), Make.Rating(2, "R4", low: 5, high: 1), Make.Rating(3, "R5"));
        Rows(test, "satisfaction").Select(r => (r.Variant, r.Denominator)).Should().Equal(("0-5", 2m), ("5-1", 1m));
        var receipt = Receipt(test, "satisfaction");
        (receipt.Figure.Variant, receipt.Included, receipt.Events, receipt.Agrees).Should().Be(("0-5", 2, 2, true));
        LeftOut(receipt).Should().BeEquivalentTo([("of surveys that nobody answered", 1L), ("outside their scale", 2L), ("on another scale", 1L)]);
        receipt.LastKnownAt.Should().Be(test.Clock.Now.UtcDateTime);
    }

    [Fact]
    public void A_corrected_answer_leaves_its_cell_and_day_behind()
    {
        using var test = TestWarehouse.With(Make.Rating(4, "R1"), Make.Rating(1, "R2"));
        test.Commit(Make.Rating(8, "R1", high: 10, minutes: 3 * Day, revision: 1));
        Rows(test, "satisfaction").Select(r => (r.Variant, r.Numerator)).Should().Equal(("0-5", 1m), ("0-10", 8m));
        test.Differences().Should().Be(0);
        test.Kpi("satisfaction", asOf: Instant.FromDateTimeOffset(test.Clock.Now) - Duration.FromSeconds(1)).Value.Should().BeNull("nothing was known");
    }

    [Fact]
    public void Answers_about_tickets_follow_what_becomes_of_the_ticket()
    {
        using var test = TestWarehouse.With(
            Demo(new TicketOpened(), "T1"), Demo(new TicketOpened(), "T2"), Demo(new TicketResolved(), "T1", 60),
            Make.Rating(5, "R1", ticket: "T1", organisation: "demo"), Make.Rating(1, "R2", ticket: "T2", organisation: "demo"), Make.Rating(2, "R3", ticket: "T9", organisation: "demo"), Make.Rating(3, "R4", organisation: "demo"));
        Split(test).Should().Be((5m, null));
        test.Commit(Demo(new TicketResolved(), "T2", 30 * Day));
        Split(test).Should().Be((5m, 1m));
        test.Commit(Demo(new TicketReopened(), "T1", 2 * Day), Demo(new TicketResolved(), "T1", 40 * Day));
        Split(test).Should().Be((null, 6m), "the ticket was not solved after all");
        var missed = Receipt(test, "satisfaction-sla-missed", "demo");
        (missed.Agrees, missed.Included).Should().Be((true, 2));
        LeftOut(missed).Should().BeEquivalentTo([("about no ticket", 1L), ("about a ticket that no event tells of", 1L)]);
        LeftOut(Receipt(test, "satisfaction-sla-met", "demo")).Should().Contain(("about a ticket that broke its promise", 2L));
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void A_ticket_number_that_two_sources_have_says_nothing_and_one_of_another_organisation_does_not_matter()
    {
        using var test = TestWarehouse.With(
            Demo(new TicketOpened(), "T1"), Demo(new TicketResolved(), "T1", 60), Make.Ticket(new TicketOpened(), "T1", id: "elsewhere"), Make.Rating(5, "R1", ticket: "T1", organisation: "demo"));
        Split(test).Should().Be((5m, null));
        test.Commit(Make.Ticket(new TicketOpened(), "T1", organisation: "demo", source: "other-desk"));
        Split(test).Should().Be((null, null));
        LeftOut(Receipt(test, "satisfaction-sla-met", "demo")).Should().Contain(("about a ticket number that several sources have", 1L));
    }

    [Fact]
    public void The_answers_behind_a_figure_can_be_had_as_a_file()
    {
        using var test = TestWarehouse.With(Make.Rating(4, "R1"), Make.Rating(5, "R2"), Make.Rating(7, "R3", high: 10));
        var file = Path.Combine(Path.GetTempPath(), $"metrics-answers-{Guid.NewGuid():N}.csv");
        new ReceiptQuery(test.Warehouse).Answer(Question("satisfaction", "default"), "total", file);
        var lines = File.ReadAllLines(file);
        File.Delete(file);
        lines.Should().HaveCount(3);
        lines[0].Should().Contain("answer_id").And.Contain("rating_sum").And.Contain("organisation");
        lines[1..].Should().AllSatisfy(l => l.Should().Contain("enkät"));
    }

    [Fact]
    public void Satisfaction_by_the_hour_is_refused()
        => FluentActions.Invoking(() =>
        {
            using var test = TestWarehouse.With(Make.Rating(4, "R1"));
            return new KpiQuery(test.Warehouse).Answer(Question("satisfaction", "default") with { By = PeriodKind.Hour });
        }).Should().Throw<QuestionException>().WithMessage("satisfaction is counted by the day*");

    private static ServiceEvent Demo(EventData data, string ticket, int minutes = 0) => Make.Ticket(data, ticket, minutes, organisation: "demo");

    private static (decimal? Met, decimal? Missed) Split(TestWarehouse test)
        => (Rows(test, "satisfaction-sla-met", "demo").Single().Numerator, Rows(test, "satisfaction-sla-missed", "demo").Single().Numerator);

    private static IReadOnlyList<KpiRow> Rows(TestWarehouse test, string kpi, string organisation = "default") => new KpiQuery(test.Warehouse).Answer(Question(kpi, organisation));

    private static Receipt Receipt(TestWarehouse test, string kpi, string organisation = "default") => new ReceiptQuery(test.Warehouse).Answer(Question(kpi, organisation), "total", null);

    private static KpiQuestion Question(string kpi, string organisation) => new() { Organisation = TestWarehouse.Pipelines.Organisation(organisation), Kpis = [kpi] };

    private static IEnumerable<(string Reason, long Count)> LeftOut(Receipt receipt) => receipt.Excluded.Select(e => (e.Reason.En, e.Count));
}
