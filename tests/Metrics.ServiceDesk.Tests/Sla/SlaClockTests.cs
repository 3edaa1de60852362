using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Tests.Calendars;
using NodaTime;
using static Metrics.ServiceDesk.Tests.Calendars.Hours;
using static Metrics.ServiceDesk.Tests.Sla.Desk;

namespace Metrics.ServiceDesk.Tests.Sla;

public sealed class SlaClockTests
{
    private static readonly Instant Monday8 = At(2023, 3, 13, 8);

    [Fact]
    public void A_ticket_opened_on_a_Sunday_starts_on_Monday_morning()
    {
        var sla = Outcome(Promising(8), (At(2023, 3, 12, 21), new TicketOpened()), (At(2023, 3, 13, 16), new TicketResolved()));
        sla.Used.Should().Be(8 * Hour);
        sla.DueAt.Should().Be(At(2023, 3, 13, 16));
        sla.MetOriginal.Should().BeTrue("exactly the promised time is within");
    }

    [Fact]
    public void Time_used_up_at_closing_is_not_broken_before_the_service_opens_again()
    {
        (Instant, EventData)[] Life(Instant solved) => [(Monday8, new TicketOpened()), (solved, new TicketResolved())];
        var sla = Outcome(Promising(9), Life(At(2023, 3, 13, 23)));
        sla.DueAt.Should().Be(At(2023, 3, 13, 17));
        sla.KeptUntil.Should().Be(At(2023, 3, 14, 8));
        sla.MetOriginal.Should().BeTrue("the clock stood");
        Outcome(Promising(9), Life(At(2023, 3, 14, 8))).MetOriginal.Should().BeTrue();
        Outcome(Promising(9), Life(At(2023, 3, 14, 8) + Duration.FromTicks(10))).MetOriginal.Should().BeFalse();
    }

    [Fact]
    public void A_pause_that_the_policy_accepts_moves_the_deadline_and_another_does_not()
    {
        (Instant, EventData)[] Life(string? reason) =>
        [
            (Monday8, new TicketOpened()), (At(2023, 3, 13, 10), new TicketPaused { Reason = reason }), (At(2023, 3, 13, 13), new TicketResumed()), (At(2023, 3, 13, 15), new TicketResolved()),
        ];
        Outcome(Promising(5), Life(Customer)).Used.Should().Be(4 * Hour);
        Outcome(Promising(5), Life("väntar på KUND")).Used.Should().Be(4 * Hour, "case is the source's own");
        Outcome(Promising(5), Life(Customer)).DueAt.Should().Be(At(2023, 3, 13, 16));
        Outcome(Promising(5), Life("Väntar på leverantör")).Used.Should().Be(7 * Hour);
        Outcome(Promising(5), Life(null)).Used.Should().Be(7 * Hour, "a wait for nobody knows what is not one the policy lists");
        Fold(Promising(5), Life(Customer)).ResolutionNetMicroseconds.Should().Be(4 * 3600 * 1_000_000L);
        Fold(Promising(5), Life(Customer)).ResolutionOpeningMicroseconds.Should().Be(7 * 3600 * 1_000_000L, "gross time keeps pauses");
    }

    [Fact]
    public void Waiting_for_somebody_else_ends_the_first_wait()
    {
        var sla = Outcome(
            Promising(8), (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), new TicketPaused { Reason = Customer }), (At(2023, 3, 13, 11), new TicketPaused { Reason = "Leverantör" }),
            (At(2023, 3, 13, 14), new TicketResumed()), (At(2023, 3, 13, 15), new TicketResolved()));
        sla.Used.Should().Be(5 * Hour, "two hours of seven were the customer's");
    }

    [Fact]
    public void While_the_clock_stands_nothing_is_due()
    {
        var sla = Outcome(Promising(8), (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), new TicketPaused { Reason = Customer }));
        (sla.DueAt, sla.KeptUntil, sla.MetOriginal).Should().Be(((Instant?)null, (Instant?)null, (bool?)null));
        sla.ResponseDueAt.Should().Be(At(2023, 3, 13, 9), "the answer was due as the clock stopped");
        Outcome(Promising(1), (Monday8, new TicketOpened()), (At(2023, 3, 13, 12), new TicketPaused { Reason = Customer })).DueAt.Should().Be(At(2023, 3, 13, 9), "it was due before");
    }

    [Fact]
    public void A_reopened_ticket_counts_by_its_first_or_its_last_resolution()
    {
        (Instant, EventData)[] life =
        [
            (Monday8, new TicketOpened()), (At(2023, 3, 13, 10), new TicketResolved()), (At(2023, 3, 14, 9), new TicketReopened()), (At(2023, 3, 14, 12), new TicketResolved()),
        ];
        var first = Outcome(Promising(4, reopened: ResolutionUsed.First), life);
        (first.Used, first.MetOriginal, first.SettledAt).Should().Be(((Duration?)(2 * Hour), (bool?)true, (Instant?)At(2023, 3, 13, 10)));
        var total = Outcome(Promising(4), life);
        (total.Used, total.MetOriginal).Should().Be(((Duration?)(5 * Hour), (bool?)false), "held solved overnight, it was nobody's time");
        Outcome(Promising(4), life[..3]).SettledAt.Should().BeNull("it is open again");
    }

    [Fact]
    public void Closed_without_a_resolution_is_settled_and_cancelled_is_not()
    {
        Outcome(Promising(4), (Monday8, new TicketOpened()), (At(2023, 3, 13, 10), new TicketClosed())).MetOriginal.Should().BeTrue();
        var cancelled = Outcome(Promising(4), (Monday8, new TicketOpened()), (At(2023, 3, 15, 10), new TicketCancelled()));
        (cancelled.SettledAt, cancelled.MetOriginal).Should().Be(((Instant?)null, (bool?)null));
    }

    [Fact]
    public void What_was_settled_before_it_was_opened_is_not_measured()
        => Outcome(Promising(4), (At(2023, 3, 14, 8), new TicketOpened()), (Monday8, new TicketResolved())).MetOriginal.Should().BeNull();

    [Fact]
    public void A_promise_around_the_clock_knows_no_closing_time_and_no_summer_time()
    {
        var sla = Outcome(Promising(24, time: ClockTime.Calendar), (At(2023, 3, 25, 12), new TicketOpened()), (At(2023, 3, 26, 13), new TicketResolved()));
        sla.Used.Should().Be(24 * Hour, "clocks went forward in between");
        sla.MetOriginal.Should().BeTrue();
    }

    [Fact]
    public void The_first_response_has_a_clock_of_its_own()
    {
        var late = Outcome(Promising(8), (Monday8, new TicketOpened()), (At(2023, 3, 13, 10), new TicketResponded()), (At(2023, 3, 13, 11), new TicketResolved()));
        (late.ResponseMet, late.MetOriginal).Should().Be(((bool?)false, (bool?)true));
        Outcome(Promising(8), (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), new TicketResolved())).ResponseMet.Should().BeTrue("the solution is an answer");
        Outcome(Promising(8), (Monday8, new TicketOpened())).ResponseMet.Should().BeNull();
    }

    [Fact]
    public void A_ticket_that_nothing_is_promised_about_is_uncovered_and_never_met()
    {
        var terms = new ServiceTerms(Office, [], [Policy("desk", Version("desk", 8, who: new Selector([(TicketAttribute.Unit, ["LKDATA"])])))]);
        Fold(terms, (Monday8, new TicketOpened { Unit = "HR" }), (Monday8 + Hour, new TicketResolved())).Sla.Should().BeNull();
        Fold(terms, (Monday8, new TicketOpened { Unit = "LKDATA" }), (Monday8 + Hour, new TicketResolved())).Sla!.MetOriginal.Should().BeTrue();
    }

    [Fact]
    public void The_version_that_held_when_it_was_opened_is_the_one_it_is_held_against()
    {
        var terms = new ServiceTerms(Office, [], [Policy("desk", Version("desk", 8), Version("desk", 2, from: At(2023, 3, 15)))]);
        SlaOutcome Opened(Instant at) => Outcome(terms, (at, new TicketOpened()), (at + (4 * Hour), new TicketResolved()));
        Opened(At(2023, 3, 14, 9)).MetOriginal.Should().BeTrue();
        Opened(At(2023, 3, 15, 9)).MetOriginal.Should().BeFalse();
        Opened(At(2023, 3, 15, 9)).Promised.Version.Name.Should().Be("desk@2023-03-14", "the name carries the day by UTC here");
        Outcome(terms, (At(2023, 3, 14, 16), new TicketOpened()), (At(2023, 3, 15, 14), new TicketResolved())).MetOriginal.Should().BeTrue("it was opened under the old promise");
    }

    [Fact]
    public void A_calendar_that_changes_while_a_ticket_is_open_counts_each_day_by_its_own_hours()
    {
        var calendar = Of(Stockholm, Version(Enumerable.Repeat(Day("08:00-17:00"), 7)), Version(Enumerable.Repeat(Day("08:00-10:00"), 7), new LocalDateTime(2023, 3, 14, 0, 0)));
        var sla = Outcome(Promising(12, calendar: calendar), (Monday8, new TicketOpened()));
        sla.DueAt.Should().Be(At(2023, 3, 15, 9), "nine hours on Monday, two on Tuesday, one on Wednesday");
    }

    [Fact]
    public void A_line_that_gets_it_when_all_is_done_has_a_clock_that_runs()
    {
        var version = Version("line", 4);
        var terms = new ServiceTerms(Office, [], [new Policy("line", new Kpis.Label("", ""), AgreementLevel.Ola, [version])]);
        var line = Fold(
            terms, (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), new TicketResolved()), (At(2023, 3, 13, 10), new TicketHandedOver { Line = "A" }), (At(2023, 3, 20, 10), new TicketHandedBack())).Lines.Single();
        (line.Met, line.DueAt).Should().Be(((bool?)false, (Instant?)At(2023, 3, 13, 14)));
    }

    [Fact]
    public void The_answer_is_what_came_first_of_response_solution_and_closing()
    {
        var sla = Outcome(Promising(8, reopened: ResolutionUsed.First), (Monday8, new TicketOpened()), (At(2023, 3, 13, 8, 30), new TicketResolved()), (At(2023, 3, 13, 15), new TicketResponded()));
        (sla.RespondedAt, sla.ResponseMet).Should().Be(((Instant?)At(2023, 3, 13, 8, 30), (bool?)true), "a courtesy mail comes after the answer");
        Outcome(Promising(8), (At(2023, 3, 13, 7, 59), new TicketResponded()), (Monday8, new TicketOpened())).ResponseMet.Should().BeTrue("answered before it was written down");
    }

    [Fact]
    public void A_promise_of_an_answer_is_kept_while_the_service_is_closed()
    {
        var sla = Outcome(Promising(8), (At(2023, 3, 13, 16), new TicketOpened()));
        (sla.ResponseDueAt, sla.ResponseKeptUntil, sla.ResponseWarnAt).Should().Be(((Instant?)At(2023, 3, 13, 17), (Instant?)At(2023, 3, 14, 8), (Instant?)At(2023, 3, 13, 16, 45)));
    }

    [Fact]
    public void A_pause_that_begins_as_the_time_is_used_up_keeps_the_promise_while_it_lasts()
    {
        var sla = Outcome(Promising(4), (Monday8, new TicketOpened()), (At(2023, 3, 13, 12), new TicketPaused { Reason = Customer }));
        (sla.DueAt, sla.KeptUntil).Should().Be(((Instant?)At(2023, 3, 13, 12), (Instant?)null));
    }

    [Fact]
    public void At_one_instant_a_wait_ends_before_the_next_begins()
    {
        var sla = Outcome(
            Promising(8), (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), new TicketPaused { Reason = "Leverantör" }),
            (At(2023, 3, 13, 10), new TicketResumed()), (At(2023, 3, 13, 10), new TicketPaused { Reason = Customer }), (At(2023, 3, 13, 12), new TicketResumed()), (At(2023, 3, 13, 13), new TicketResolved()));
        sla.Used.Should().Be(3 * Hour, "8 to 10 and 12 to 13");
        Fold(Promising(8), (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), new TicketPaused()), (At(2023, 3, 13, 9), new TicketResumed())).PausedSeconds.Should().Be(0);
        var lines = Fold(
            Promising(8), (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), new TicketHandedOver { Line = "A" }), (At(2023, 3, 13, 10), new TicketHandedBack()), (At(2023, 3, 13, 10), new TicketHandedOver { Line = "B" })).Lines;
        (lines[0].ReturnedAt, lines[1].ReturnedAt).Should().Be(((Instant?)At(2023, 3, 13, 10), (Instant?)null));
    }

    [Fact]
    public void What_is_waited_for_after_all_was_done_makes_nothing_undue()
        => Outcome(Promising(8), (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), new TicketResolved()), (At(2023, 3, 13, 10), new TicketPaused { Reason = Customer }))
            .DueAt.Should().Be(At(2023, 3, 13, 16));
}
