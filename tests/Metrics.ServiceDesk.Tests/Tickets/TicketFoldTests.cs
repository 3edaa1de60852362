using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Tests.Calendars;
using Metrics.ServiceDesk.Tickets;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Tickets;

public sealed class TicketFoldTests
{
    private static readonly ServiceTerms Terms = new(Hours.Office, [], []);
    private static readonly Instant Monday = Instant.FromUtc(2023, 3, 13, 8, 0);

    [Fact]
    public void A_ticket_resolved_once_has_one_resolution()
    {
        var fact = Fold((0, new TicketOpened { Unit = "Servicedesk" }), (61, new TicketResolved { FirstContact = true }), (7200, new TicketClosed { SlaMet = true }));
        fact.ResolutionSeconds.Should().Be(61 * 60);
        fact.FirstResolutionSeconds.Should().Be(61 * 60);
        fact.FirstContact.Should().BeTrue();
        fact.SlaMetReported.Should().BeTrue();
        fact.LeftAt.Should().Be(Monday + Duration.FromMinutes(61));
        fact.ReopenedWithinWeek.Should().BeFalse();
    }

    [Fact]
    public void Reopening_takes_the_resolution_back_and_keeps_the_first()
    {
        var open = Fold((0, new TicketOpened()), (60, new TicketResolved()), (120, new TicketReopened()));
        open.ResolvedAt.Should().BeNull();
        open.LeftAt.Should().BeNull();
        open.FirstResolvedAt.Should().Be(Monday + Duration.FromHours(1));
        var again = Fold((0, new TicketOpened()), (60, new TicketResolved()), (120, new TicketReopened()), (180, new TicketResolved()));
        again.ResolutionSeconds.Should().Be(3 * 3600);
        again.FirstResolutionSeconds.Should().Be(3600);
        again.Reopenings.Should().Be(1);
    }

    [Fact]
    public void Reopened_and_resolved_in_the_same_minute_is_resolved()
        => Fold((0, new TicketOpened()), (60, new TicketResolved()), (90, new TicketReopened()), (90, new TicketResolved()))
            .ResolvedAt.Should().Be(Monday + Duration.FromMinutes(90));

    [Theory]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void A_week_decides_whether_a_reopening_spoils_the_first_resolution(int days, bool spoilt)
        => Fold((0, new TicketOpened()), (0, new TicketResolved()), (days * 1440, new TicketReopened())).ReopenedWithinWeek.Should().Be(spoilt);

    [Fact]
    public void Pausing_twice_equals_pausing_once()
    {
        var once = Fold((0, new TicketOpened()), (10, new TicketPaused()), (40, new TicketResumed()), (60, new TicketResolved()));
        var twice = Fold((0, new TicketOpened()), (10, new TicketPaused { Reason = "kund" }), (20, new TicketPaused { Reason = "leverantör" }), (40, new TicketResumed()), (60, new TicketResolved()));
        once.PausedSeconds.Should().Be(30 * 60);
        twice.PausedSeconds.Should().Be(30 * 60);
    }

    [Fact]
    public void Resolving_ends_a_pause()
        => Fold((0, new TicketOpened()), (10, new TicketPaused()), (25, new TicketResolved()), (90, new TicketResumed())).PausedSeconds.Should().Be(15 * 60);

    [Fact]
    public void A_reclassification_changes_only_what_it_names()
    {
        var fact = Fold((0, new TicketOpened { Unit = "A", Customer = "Skola", Priority = "3" }), (5, new TicketReclassified { Unit = "B" }));
        fact.Slice.Unit.Should().Be("B");
        fact.Slice.Customer.Should().Be("Skola");
        fact.Priority.Should().Be("3");
    }

    [Fact]
    public void A_resolution_before_the_opening_has_no_duration()
        => Fold((60, new TicketOpened()), (0, new TicketResolved())).ResolutionSeconds.Should().BeNull();

    [Fact]
    public void A_ticket_that_nobody_opened_has_no_opening()
    {
        var fact = Fold((60, new TicketResolved()));
        fact.OpenedAt.Should().BeNull();
        fact.ResolutionSeconds.Should().BeNull();
    }

    [Fact]
    public void A_cancelled_ticket_leaves_the_backlog_without_being_resolved()
    {
        var fact = Fold((0, new TicketOpened()), (30, new TicketCancelled()));
        fact.ResolvedAt.Should().BeNull();
        fact.LeftAt.Should().Be(Monday + Duration.FromMinutes(30));
    }

    [Fact]
    public void A_ticket_leaves_by_the_earlier_of_cancelled_and_closed_and_never_before_it_was_opened()
    {
        Fold((0, new TicketOpened()), (30, new TicketCancelled()), (90, new TicketClosed())).LeftAt.Should().Be(Monday + Duration.FromMinutes(30));
        Fold((60, new TicketOpened()), (0, new TicketResolved()), (5, new TicketClosed())).EndedAt.Should().Be(Monday + Duration.FromMinutes(60));
    }

    [Fact]
    public void One_agent_who_says_that_it_took_more_than_the_first_contact_settles_it()
    {
        Fold((0, new TicketOpened()), (1, new TicketResolved { FirstContact = true }), (2, new TicketReopened()), (3, new TicketResolved { FirstContact = false })).FirstContact.Should().BeFalse();
        Fold((0, new TicketOpened()), (1, new TicketResolved { FirstContact = true }), (2, new TicketReopened()), (3, new TicketResolved())).FirstContact.Should().BeTrue("nobody said otherwise");
        Fold((0, new TicketOpened()), (1, new TicketResolved { FirstContact = false }), (2, new TicketReopened()), (3, new TicketResolved { FirstContact = true })).FirstContact.Should().BeFalse();
    }

    [Fact]
    public void Hand_overs_are_counted_and_an_agreed_one_is_remembered()
    {
        var fact = Fold((0, new TicketOpened()), (5, new TicketHandedOver { Agreed = true }), (6, new TicketHandedBack()), (9, new TicketHandedOver()));
        fact.HandOvers.Should().Be(2);
        fact.HandedOverByAgreement.Should().BeTrue();
    }

    [Fact]
    public void The_order_of_arrival_does_not_matter()
    {
        ServiceEvent[] life = Life((0, new TicketOpened { Unit = "A" }), (5, new TicketPaused()), (5, new TicketResumed()), (60, new TicketResolved()), (70, new TicketReopened()), (70, new TicketReclassified { Unit = "C" }), (95, new TicketResolved()), (99, new TicketClosed()));
        var random = new Random(4711);
        var expected = TicketFold.Fold(life, Terms);
        for (var i = 0; i < 200; i++) TicketFold.Fold(life.OrderBy(_ => random.Next()).ToArray(), Terms).Should().BeEquivalentTo(expected);
    }

    private static TicketFact Fold(params (int Minutes, EventData Data)[] life) => TicketFold.Fold(Life(life), Terms);

    private static ServiceEvent[] Life(params (int Minutes, EventData Data)[] life) => life
        .Select((step, i) => ServiceEvent.Create(step.Data, "default", "desk", $"e{i}", "T1", Monday + Duration.FromMinutes(step.Minutes)))
        .ToArray();
}
