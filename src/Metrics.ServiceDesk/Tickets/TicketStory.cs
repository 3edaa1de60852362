using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.ServiceDesk.Tickets;

/// <summary>What happened to a ticket, or to its clock.</summary>
public enum StoryStep
{
    /// <summary>It was opened.</summary>
    Opened,

    /// <summary>It was opened outside opening hours, and the service opens: the clock starts.</summary>
    ClockStarts,

    /// <summary>Its attributes changed.</summary>
    Reclassified,

    /// <summary>The desk answered.</summary>
    Responded,

    /// <summary>Another line took it.</summary>
    HandedOver,

    /// <summary>It came back to the desk.</summary>
    HandedBack,

    /// <summary>Work waits for somebody else.</summary>
    Paused,

    /// <summary>The wait is over.</summary>
    Resumed,

    /// <summary>A new time was agreed.</summary>
    DeadlineAgreed,

    /// <summary>The promised first answer is due.</summary>
    ResponseDue,

    /// <summary>The promise of an answer is broken.</summary>
    ResponseBroken,

    /// <summary>So much of the promised time is used that it is time to warn.</summary>
    Warning,

    /// <summary>The promised time is used up.</summary>
    Due,

    /// <summary>The promise is broken: time goes on past it.</summary>
    Broken,

    /// <summary>The time agreed is up.</summary>
    AgreedDue,

    /// <summary>It was solved.</summary>
    Resolved,

    /// <summary>It was not solved after all.</summary>
    Reopened,

    /// <summary>Nothing more will happen.</summary>
    Closed,

    /// <summary>It was withdrawn.</summary>
    Cancelled,
}

/// <summary>What a clock does from a moment on.</summary>
public enum ClockState
{
    /// <summary>It runs.</summary>
    Runs,

    /// <summary>It stands: outside opening hours.</summary>
    OutsideHours,

    /// <summary>It stands: waiting, or held solved.</summary>
    Stopped,

    /// <summary>The matter is settled.</summary>
    Settled,
}

/// <summary>One line of a ticket's story.</summary>
/// <param name="At">When.</param>
/// <param name="Step">What.</param>
/// <param name="Used">What the clock showed.</param>
/// <param name="Clock">What the clock does from then on.</param>
public sealed record StoryLine(Instant At, StoryStep Step, Duration Used, ClockState Clock)
{
    /// <summary>The line, the reason, the new attributes, whoever agreed: what the source wrote.</summary>
    public string? Detail { get; init; }

    /// <summary>For a new time agreed: until when.</summary>
    public Instant? Until { get; init; }

    /// <summary>For a new time agreed: what it came to.</summary>
    public AgreementOutcome? Agreement { get; init; }
}

/// <summary>Why a ticket's clock shows what it shows: the very events, stops and promise that its fact is made of.</summary>
public sealed class TicketStory
{
    private readonly TicketLife _life;
    private readonly RunningClock _clock;
    private int _told;

    private TicketStory(IReadOnlyList<ServiceEvent> events, ServiceTerms terms)
    {
        var sorted = EventOrder.Sorted(events);
        _life = new TicketLife(sorted);
        Fact = TicketFold.Fold(sorted, terms);
        var service = terms.CalendarOf(new TicketTraits(_life.Slice, _life.Priority, _life.Kind));
        var opened = _life.OpenedAt ?? sorted[0].Time;
        Limit = Fact.Sla?.Promised.Promise.Resolution;
        Calendar = Fact.Sla?.Promised.Version.Calendar ?? service;
        _clock = Limit is { } limit
            ? SlaJudge.Clock(Fact.Sla!.Promised, limit, _life, service, opened)
            : new RunningClock(opened, _life.Stops, service, Fact.Sla?.Promised.Version);
        Lines = sorted.Select(Line).OfType<StoryLine>().Concat(OfTheClock(opened)).OrderBy(l => l.At).ToArray();
    }

    /// <summary>The fact that the story ends in.</summary>
    public TicketFact Fact { get; }

    /// <summary>The hours that the clock runs in.</summary>
    public OpeningCalendar Calendar { get; }

    /// <summary>The promise about its solution; null when there is none: the clock is then its opening time without pauses.</summary>
    public TimeLimit? Limit { get; }

    /// <summary>What happened, in order; what is yet to come at the end.</summary>
    public IReadOnlyList<StoryLine> Lines { get; }

    /// <summary>Tells it.</summary>
    /// <param name="events">The winning version of each of the ticket's events; at least one.</param>
    /// <param name="terms">When its organisation is open and what it has promised.</param>
    public static TicketStory Tell(IReadOnlyList<ServiceEvent> events, ServiceTerms terms) => new(events, terms);

    private bool IsAroundTheClock => Limit is { Time: ClockTime.Calendar };

    private StoryLine? Line(ServiceEvent e) => e.Data switch
    {
        TicketOpened => At(e.Time, StoryStep.Opened),
        TicketReclassified change => At(e.Time, StoryStep.Reclassified) with
        {
            Detail = string.Join(", ", new[] { change.Priority, change.Kind is { } k ? Words.Of(k) : null, change.Unit, change.Service, change.Customer, change.CaseType, change.Channel }.OfType<string>()),
        },
        TicketResponded => At(e.Time, StoryStep.Responded),
        TicketHandedOver handOver => At(e.Time, StoryStep.HandedOver) with { Detail = handOver.Line },
        TicketHandedBack => At(e.Time, StoryStep.HandedBack),
        TicketPaused paused => At(e.Time, StoryStep.Paused) with { Detail = paused.Reason },
        TicketResumed => At(e.Time, StoryStep.Resumed),
        TicketDeadlineAgreed agreed => At(e.Time, StoryStep.DeadlineAgreed) with { Detail = agreed.By, Until = agreed.Due, Agreement = NextOutcome() },
        TicketResolved => At(e.Time, StoryStep.Resolved),
        TicketReopened reopened => At(e.Time, StoryStep.Reopened) with { Detail = reopened.Reason },
        TicketClosed => At(e.Time, StoryStep.Closed),
        TicketCancelled cancelled => At(e.Time, StoryStep.Cancelled) with { Detail = cancelled.Reason },
        _ => null,
    };

    private IEnumerable<StoryLine> OfTheClock(Instant opened)
    {
        if (!IsAroundTheClock && !Calendar.IsOpen(opened) && Calendar.NextChange(opened).At is { } opens)
        {
            var line = At(opens, StoryStep.ClockStarts);
            if (line.Clock == ClockState.Runs) yield return line;
        }

        if (Fact.Sla is not { } sla) yield break;
        // What would have fallen due after all was done falls due no more.
        var end = sla.SettledAt is { } settled && !(_life.DoneSince <= settled) ? settled : _life.DoneSince;
        foreach (var (at, step) in ((Instant?, StoryStep)[])
        [
            (sla.ResponseDueAt is { } response && !(sla.RespondedAt <= response) ? response : null, StoryStep.ResponseDue),
            (sla.ResponseMet == false ? sla.ResponseKeptUntil : null, StoryStep.ResponseBroken),
            (sla.WarnAt, StoryStep.Warning), (sla.DueAt, StoryStep.Due),
            (sla.KeptUntil is { } kept && kept != sla.DueAt ? kept : null, StoryStep.Broken),
            (sla.AgreedDueAt != sla.DueAt ? sla.AgreedDueAt : null, StoryStep.AgreedDue),
        ])
        {
            if (at is { } when && !(end <= when)) yield return At(when, step);
        }
    }

    // Called once for each agreement, in their order.
    private AgreementOutcome? NextOutcome() => _told < Fact.Sla?.Agreements.Count ? Fact.Sla.Agreements[_told++] : null;

    private StoryLine At(Instant at, StoryStep step)
    {
        var settled = Limit is null ? _life.ResolvedAt ?? _life.ClosedAt : Fact.Sla?.SettledAt;
        return new StoryLine(at, step, _clock.UsedAt(settled < at ? settled.Value : at), StateAt(at, settled));
    }

    private ClockState StateAt(Instant at, Instant? settled)
    {
        if (settled <= at || _life.CancelledAt <= at) return ClockState.Settled;
        if (_life.Stops.Any(s => s.From <= at && !(s.To <= at) && _clock.StandsIn(s))) return ClockState.Stopped;
        return IsAroundTheClock || Calendar.IsOpen(at) ? ClockState.Runs : ClockState.OutsideHours;
    }
}
