using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Tickets;
using NodaTime;
using static Metrics.ServiceDesk.Tests.Calendars.Hours;
using static Metrics.ServiceDesk.Tests.Sla.Desk;

namespace Metrics.ServiceDesk.Tests.Sla;

public sealed class TicketStoryTests
{
    private static readonly Instant Monday8 = At(2023, 3, 13, 8);

    [Fact]
    public void It_tells_events_and_what_the_clock_did_in_order()
    {
        var story = Tell(
            Promising(4), (At(2023, 3, 12, 21), new TicketOpened()), (At(2023, 3, 13, 9), new TicketPaused { Reason = Customer }), (At(2023, 3, 13, 10), new TicketResumed()), (At(2023, 3, 14, 9), new TicketResolved()));
        story.Lines.Select(l => (l.Step, l.Used, l.Clock)).Should().Equal(
            (StoryStep.Opened, Duration.Zero, ClockState.OutsideHours),
            (StoryStep.ClockStarts, Duration.Zero, ClockState.Runs),
            (StoryStep.Paused, Hour, ClockState.Stopped),
            (StoryStep.ResponseDue, Hour, ClockState.Stopped),
            (StoryStep.Resumed, Hour, ClockState.Runs),
            (StoryStep.ResponseBroken, Hour, ClockState.Runs),
            (StoryStep.Warning, 3 * Hour, ClockState.Runs),
            (StoryStep.Due, 4 * Hour, ClockState.Runs),
            (StoryStep.Resolved, 9 * Hour, ClockState.Settled));
    }

    [Fact]
    public void Nothing_falls_due_after_all_was_done()
        => Tell(Promising(4), (Monday8, new TicketOpened()), (At(2023, 3, 13, 8, 30), new TicketResolved()), (At(2023, 3, 15, 9), new TicketResolved()), (At(2023, 3, 16, 9), new TicketClosed()))
            .Lines.Select(l => l.Step).Should().Equal(StoryStep.Opened, StoryStep.Resolved, StoryStep.Resolved, StoryStep.Closed);

    [Fact]
    public void Each_agreement_has_its_own_outcome_also_when_two_say_the_same()
    {
        TicketDeadlineAgreed Agreed(bool consent) => new() { Due = At(2023, 3, 15, 9), Consent = consent };
        var story = Tell(Promising(4), (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), Agreed(false)), (At(2023, 3, 13, 9), Agreed(true)), (At(2023, 3, 14, 9), new TicketResolved()));
        story.Lines.Where(l => l.Agreement is not null).Select(l => l.Agreement!.Value).Should().BeEquivalentTo([AgreementOutcome.Refused, AgreementOutcome.Holds]);
        story.Lines.Where(l => l.Agreement is not null).Select(l => l.Agreement!.Value).Should().Equal(story.Fact.Sla!.Agreements);
    }

    [Fact]
    public void Without_a_promise_its_opening_time_is_told_and_ends_with_the_solution()
    {
        var story = Tell(new ServiceTerms(Office, [], []), (Monday8, new TicketOpened()), (At(2023, 3, 13, 9), new TicketPaused()), (At(2023, 3, 13, 10), new TicketResumed()), (At(2023, 3, 13, 11), new TicketResolved()), (At(2023, 3, 20, 11), new TicketClosed()));
        (story.Limit, story.Fact.Sla).Should().Be(((TimeLimit?)null, (SlaOutcome?)null));
        story.Lines[^1].Should().Match<StoryLine>(l => l.Step == StoryStep.Closed && l.Used == 2 * Hour && l.Clock == ClockState.Settled);
    }

    private static TicketStory Tell(ServiceTerms terms, params (Instant, EventData)[] life) => TicketStory.Tell(Life(life), terms);
}
