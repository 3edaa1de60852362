using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Tests;

public sealed class BatchTests
{
    [Fact]
    public void The_same_event_again_is_a_duplicate_and_changes_nothing()
    {
        using var test = TestWarehouse.With(Make.Call(ContactOutcome.Answered, 30));
        var before = test.Derived();
        test.Commit(Make.Call(ContactOutcome.Answered, 30)).Should().Be(new BatchResult(0, 1, 0, 0));
        test.Derived().Should().Equal(before);
    }

    [Fact]
    public void A_duplicate_within_one_batch_counts_once()
    {
        using var test = TestWarehouse.InMemory();
        test.Commit(Make.Call(ContactOutcome.Answered, 30), Make.Call(ContactOutcome.Answered, 30)).Should().Be(new BatchResult(1, 1, 0, 0));
        test.Kpi("contacts-offered").Value.Should().Be(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_higher_revision_wins_whichever_arrives_first(bool higherFirst)
    {
        ServiceEvent[] versions = [Make.Count(100), Make.Count(120, revision: 7)];
        if (higherFirst) Array.Reverse(versions);
        using var test = TestWarehouse.With(versions[0]);
        test.Commit(versions[1]).Should().Be(new BatchResult(0, 0, 1, 0));
        test.Kpi("supplier-invoices").Value.Should().Be(120);
    }

    [Fact]
    public void Other_words_under_the_same_revision_are_a_conflict_and_the_winner_does_not_depend_on_order()
    {
        using var one = TestWarehouse.With(Make.Count(100));
        one.Commit(Make.Count(120)).Should().Be(new BatchResult(0, 0, 0, 1));
        using var other = TestWarehouse.With(Make.Count(120));
        other.Commit(Make.Count(100)).Should().Be(new BatchResult(0, 0, 0, 1));
        one.Kpi("supplier-invoices").Value.Should().Be(other.Kpi("supplier-invoices").Value);
        new Queries.HealthQuery(one.Warehouse).Answer().Conflicts.Should().ContainSingle().Which.Versions.Should().Be(2);
    }

    [Fact]
    public void Words_repeated_under_a_higher_revision_outrank_what_comes_between()
    {
        using var test = TestWarehouse.With(Make.Count(100, revision: 1), Make.Count(100, revision: 3));
        test.Commit(Make.Count(120, revision: 2));
        test.Kpi("supplier-invoices").Value.Should().Be(100);
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void A_correction_that_moves_an_event_to_another_ticket_leaves_nothing_behind()
    {
        using var test = TestWarehouse.With(
            Make.Ticket(new TicketOpened { Unit = "A" }, "T1", id: "e1"),
            Make.Ticket(new TicketOpened { Unit = "B" }, "T2", id: "e1", revision: 1));
        test.Kpi("tickets-opened").Value.Should().Be(1);
        test.Derived().Where(r => r.StartsWith("ticket_facts", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("|B|");
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void A_late_event_moves_its_fact_from_cell_to_cell()
    {
        using var test = TestWarehouse.With(Make.Ticket(new TicketOpened { Unit = "A" }), Make.Ticket(new TicketResolved(), minutes: 60));
        test.Commit(Make.Ticket(new TicketReclassified { Unit = "B" }, minutes: 30));
        test.Commit(Make.Ticket(new TicketReopened(), minutes: 90));
        test.Kpi("tickets-resolved").Value.Should().Be(0);
        test.Kpi("backlog").Value.Should().Be(1);
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void What_fails_half_way_leaves_the_database_as_it_was()
    {
        using var test = TestWarehouse.With(Make.Call(ContactOutcome.Answered, 30));
        var before = test.Derived();
        var stranger = Make.Call(ContactOutcome.Answered, 5, "C2", organisation: "nobody");
        test.Invoking(t => t.Commit(Make.Call(ContactOutcome.Answered, 1, "C3"), stranger)).Should().Throw<KeyNotFoundException>();
        test.Derived().Should().Equal(before);
        test.Commit(Make.Call(ContactOutcome.Answered, 1, "C3")).Accepted.Should().Be(1);
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void Rejects_and_the_position_are_committed_with_the_events()
    {
        using var test = TestWarehouse.InMemory();
        var position = new SourcePosition("s", "f", 120, "abc", 3, "file.csv") { Line = 4 };
        test.Warehouse.Commit(new Batch([Make.Call(ContactOutcome.Answered, 1)], [new Reject("s", "file.csv", 2, "wait", "is not a number", [1, 2])], [position], 3));
        test.Warehouse.Positions("s").Should().Equal(position);
        test.Warehouse.Positions("other").Should().BeEmpty();
        new Queries.HealthQuery(test.Warehouse).Answer().Rejects.Should().Equal([("s", (string?)"wait", "is not a number", 1L)]);
    }

    [Fact]
    public void An_event_is_known_from_the_time_the_intake_learnt_of_it_unless_its_source_is_trusted()
    {
        using var test = TestWarehouse.InMemory();
        var told = Instant.FromUtc(2023, 3, 16, 8, 0);
        var e = ServiceEvent.Create(new ContactRecorded { Outcome = ContactOutcome.Answered, WaitSeconds = 1 }, "default", "phones", "x", "x", Make.Noon, recordedTime: told);
        var trusted = ServiceEvent.Create(new ContactRecorded { Outcome = ContactOutcome.Answered, WaitSeconds = 1 }, "default", "phones", "y", "y", Make.Noon, recordedTime: told);
        test.Commit(e);
        test.Warehouse.Commit(new Batch([trusted], [], [], 1) { TrustsRecordedTime = true });
        test.Kpi("contacts-offered", asOf: told).Value.Should().Be(1);
        test.Kpi("contacts-offered", asOf: Instant.FromUtc(2024, 1, 1, 12, 0)).Value.Should().Be(2);
        test.Kpi("contacts-offered", asOf: told - Duration.Epsilon).Value.Should().BeNull("nothing was known, which is not 0");
    }

    [Fact]
    public void As_of_gives_the_version_that_was_known_then()
    {
        using var test = TestWarehouse.With(Make.Count(100));
        var then = Instant.FromDateTimeOffset(test.Clock.Now);
        test.Clock.Now = test.Clock.Now.AddDays(3);
        test.Commit(Make.Count(130, revision: 1));
        test.Kpi("supplier-invoices", asOf: then).Value.Should().Be(100);
        test.Kpi("supplier-invoices").Value.Should().Be(130);
    }

    [Fact]
    public void What_a_failed_batch_would_have_told_of_a_call_is_forgotten()
    {
        using var test = TestWarehouse.With(Make.Call(ContactOutcome.Answered, 30, "C1", 1));
        var moved = new SourcePosition("s", "f", 10, null, 1, "f") { From = 5 };
        var failing = () => test.Warehouse.Commit(new Batch([Make.Call(ContactOutcome.Abandoned, 30, "C1", 1, revision: 1)], [], [moved], 1));
        failing.Should().Throw<PositionMovedException>();
        test.Commit(Make.Call(ContactOutcome.Answered, 40, "C1", 1, revision: 2));
        test.Kpi("contacts-offered").Value.Should().Be(1);
        test.Kpi("speed-of-answer").Value.Should().Be(40);
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void Sixty_batches_leave_no_more_behind_than_ten()
    {
        using var test = TestWarehouse.InMemory();
        long Kept() => test.Warehouse.Connection.Scalar<long>("SELECT coalesce(sum(count), 0)::BIGINT FROM pragma_storage_info('touched') WHERE segment_type <> 'VALIDITY'");
        void Commit(int from, int to)
        {
            for (var i = from; i < to; i++) test.Commit(Make.Call(ContactOutcome.Answered, i, "C1", 1, revision: i));
        }

        Commit(0, 10);
        var before = Kept();
        before.Should().BeGreaterThan(0);
        Commit(10, 60);
        Kept().Should().Be(before, "an emptied table would keep every row it ever had");
    }
}
