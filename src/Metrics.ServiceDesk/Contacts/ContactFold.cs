using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.ServiceDesk.Contacts;

/// <summary>From one contact's events, in any order, to its fact.</summary>
public static class ContactFold
{
    /// <summary>Folds the events of one contact.</summary>
    /// <param name="events">The winning version of each of its events; at least one.</param>
    public static ContactFact Fold(IReadOnlyList<ServiceEvent> events)
    {
        // Lists and exports carry the whole contact in one event: by far the most common case.
        if (events.Count == 1 && events[0].Data is ContactRecorded only) return Of(events[0], only);

        var inOrder = EventOrder.Sorted(events);
        if (inOrder.LastOrDefault(e => e.Data is ContactRecorded) is { } whole) return Of(whole, (ContactRecorded)whole.Data);

        var arrival = inOrder.FirstOrDefault(e => e.Data is ContactOffered or ContactClosed or ContactMisrouted);
        var exit = inOrder.FirstOrDefault(e => e.Data is ContactAnswered or ContactAbandoned or ContactTimedOut or ContactTransferred);
        var ended = inOrder.LastOrDefault(e => e.Data is ContactEnded);
        var endedData = ended?.Data as ContactEnded;
        var queue = arrival?.Data switch
        {
            ContactOffered o => o.Queue,
            ContactClosed c => c.Queue,
            ContactMisrouted m => m.Queue,
            _ => null,
        };
        return new ContactFact
        {
            SubjectKey = events[0].SubjectKey,
            Source = events[0].Source,
            ContactId = events[0].Subject,
            Slice = Slice.Of(events[0].Organisation, arrival?.Data as ScopedData, queue),
            OfferedAt = arrival?.Time,
            Outcome = NeverOffered(inOrder) ?? OutcomeOf(exit?.Data),
            WaitMicroseconds = Microseconds(StatedWait(exit?.Data)) ?? Between(arrival, exit),
            TalkMicroseconds = Microseconds(endedData?.TalkSeconds) ?? (exit?.Data is ContactAnswered ? Between(exit, ended) : null),
            Resolved = endedData?.Resolved,
            Ticket = endedData?.Ticket,
        };
    }

    private static ContactFact Of(ServiceEvent e, ContactRecorded data) => new()
    {
        SubjectKey = e.SubjectKey,
        Source = e.Source,
        ContactId = e.Subject,
        Slice = Slice.Of(e.Organisation, data, data.Queue),
        OfferedAt = e.Time,
        Outcome = data.Outcome,
        WaitMicroseconds = Microseconds(data.WaitSeconds),
        TalkMicroseconds = Microseconds(data.TalkSeconds),
        Resolved = data.Resolved,
        Ticket = data.Ticket,
    };

    // A closed number and a wrong one are seen late at times: the contact stood in the queue, and still was never offered. The
    // first of the two that is told says which it was.
    private static ContactOutcome? NeverOffered(ServiceEvent[] events) => Array.Find(events, e => e.Data is ContactClosed or ContactMisrouted)?.Data switch
    {
        ContactClosed => ContactOutcome.Closed,
        ContactMisrouted => ContactOutcome.Misrouted,
        _ => null,
    };

    private static ContactOutcome OutcomeOf(EventData? exit) => exit switch
    {
        ContactAnswered => ContactOutcome.Answered,
        ContactAbandoned => ContactOutcome.Abandoned,
        ContactTimedOut => ContactOutcome.TimedOut,
        ContactTransferred => ContactOutcome.Transferred,
        _ => ContactOutcome.Waiting,
    };

    private static decimal? StatedWait(EventData? exit) => exit switch
    {
        ContactAnswered a => a.WaitSeconds,
        ContactAbandoned a => a.WaitSeconds,
        ContactTimedOut t => t.WaitSeconds,
        _ => null,
    };

    // Rounded up: what is longer than a limit by less than a microsecond is still longer.
    private static long? Microseconds(decimal? seconds) => seconds is { } s ? (long)decimal.Ceiling(s * 1_000_000m) : null;

    // A clock that runs backwards measures nothing: the wait is unknown.
    private static long? Between(ServiceEvent? from, ServiceEvent? to)
        => from is not null && to is not null && to.Time >= from.Time ? (to.Time - from.Time).BclCompatibleTicks / 10 : null;
}
