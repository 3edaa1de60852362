using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Warehouse.Tests;

/// <summary>Observed lösningsgrad: whether somebody came back about a ticket, whenever the desk gets to know of it.</summary>
public sealed class ObservedSolutionTests
{
    private const int Hour = 60;
    private const int Week = 7 * 24 * Hour;

    [Theory]
    [InlineData(Hour, 1, "at the very instant it was solved")]
    [InlineData(Hour + 1, 0, "after it was solved")]
    [InlineData(Hour + Week, 0, "exactly a week after")]
    [InlineData(Hour + Week + 1, 1, "more than a week after")]
    [InlineData(-Hour, 1, "before it was solved")]
    public void A_contact_within_a_week_after_the_resolution_says_that_it_was_not_solved(int minutes, int solved, string why)
    {
        using var before = TestWarehouse.With(Again(minutes: minutes), Opened(), Resolved());
        Solved(before).Should().Be(solved, why);
        using var after = TestWarehouse.With(Opened(), Resolved());
        Solved(after).Should().Be(1);
        after.Commit(Again(minutes: minutes));
        Solved(after).Should().Be(solved, why);
        after.Derived().Should().Equal(before.Derived());
        after.Differences().Should().Be(0);
    }

    [Theory]
    [InlineData(ContactOutcome.Answered, 0)]
    [InlineData(ContactOutcome.Abandoned, 0)]
    [InlineData(ContactOutcome.Waiting, 0)]
    [InlineData(ContactOutcome.Closed, 1)]
    [InlineData(ContactOutcome.Misrouted, 1)]
    public void Whoever_was_never_offered_did_not_come_back(ContactOutcome outcome, int solved)
    {
        using var test = TestWarehouse.With(Opened(), Resolved(), Again(outcome));
        Solved(test).Should().Be(solved);
    }

    [Fact]
    public void A_contact_that_is_corrected_away_from_a_ticket_leaves_it_solved()
    {
        using var test = TestWarehouse.With(Opened(), Resolved(), Opened("T2"), Resolved("T2"), Again());
        Solved(test).Should().Be(1);
        test.Commit(Again(ticket: "T2", revision: 1));
        Solved(test).Should().Be(1, "it was about the other");
        test.Commit(Again(ticket: null, revision: 2));
        Solved(test).Should().Be(2);
        test.Commit(Again(revision: 3));
        Solved(test).Should().Be(1);
        test.Commit(Again(ContactOutcome.Misrouted, revision: 4));
        Solved(test).Should().Be(2);
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void A_contact_told_bit_by_bit_names_its_ticket_at_the_end_and_is_placed_by_its_offer()
    {
        using var test = TestWarehouse.With(Opened(), Resolved(), Bit(new ContactEnded { Ticket = "T1" }, 3 * Hour));
        Solved(test).Should().Be(1, "nobody knows yet when it was offered");
        test.Commit(Bit(new ContactOffered(), 2 * Hour));
        Solved(test).Should().Be(0);
        test.Commit(Bit(new ContactMisrouted(), 2 * Hour + 1));
        Solved(test).Should().Be(1);
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void A_contact_between_two_resolutions_is_no_new_one_after_the_last()
    {
        using var test = TestWarehouse.With(Opened(), Resolved(), Again(minutes: 2 * Hour));
        Solved(test).Should().Be(0);
        test.Commit(Make.Ticket(new TicketResolved(), minutes: 9 * Hour));
        Solved(test).Should().Be(1);
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void A_number_means_the_tickets_of_its_organisation_whichever_source_has_them()
    {
        using var test = TestWarehouse.With(
            Opened(), Resolved(), Make.Ticket(new TicketResolved(), minutes: Hour, id: "other", source: "other-desk"), Make.Ticket(new TicketResolved(), minutes: Hour, id: "elsewhere", organisation: "demo"));
        test.Commit(Again());
        Solved(test).Should().Be(0, "both tickets of that number are meant");
        test.Kpi("first-contact-resolution", "demo", "observed").Numerator.Should().Be(1);
        test.Differences().Should().Be(0);
    }

    [Fact]
    public void As_known_earlier_it_was_solved()
    {
        using var test = TestWarehouse.With(Opened(), Resolved());
        var then = Instant.FromDateTimeOffset(test.Clock.Now);
        test.Clock.Now = test.Clock.Now.AddDays(1);
        test.Commit(Again());
        Solved(test).Should().Be(0);
        test.Kpi("first-contact-resolution", variant: "observed", asOf: then).Numerator.Should().Be(1);
    }

    private static decimal? Solved(TestWarehouse test) => test.Kpi("first-contact-resolution", variant: "observed").Numerator;

    private static ServiceEvent Opened(string ticket = "T1") => Make.Ticket(new TicketOpened(), ticket);

    private static ServiceEvent Resolved(string ticket = "T1") => Make.Ticket(new TicketResolved(), ticket, Hour);

    private static ServiceEvent Again(ContactOutcome outcome = ContactOutcome.Answered, int minutes = 2 * Hour, string? ticket = "T1", long revision = 0)
        => Make.Call(outcome, 5, "again", minutes, revision, ticket: ticket);

    private static ServiceEvent Bit(EventData data, int minutes) => Make.Contact(data, "again", minutes);
}
