using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.ServiceDesk.Tickets;

/// <summary>From one ticket's events, in any order, to its fact.</summary>
public static class TicketFold
{
    /// <summary>Folds the events of one ticket.</summary>
    /// <param name="events">The winning version of each of its events; at least one.</param>
    public static TicketFact Fold(IReadOnlyList<ServiceEvent> events)
    {
        var state = new State(events[0]);
        foreach (var e in EventOrder.Sorted(events)) state.Apply(e);
        return state.ToFact();
    }

    private sealed class State(ServiceEvent first)
    {
        private Slice _slice = Slice.Of(first.Organisation, null);
        private string? _priority;
        private TicketKind? _kind;
        private string? _status;
        private Instant? _opened;
        private Instant? _responded;
        private Instant? _firstResolved;
        private Instant? _resolved;
        private Instant? _closed;
        private Instant? _cancelled;
        private Instant? _pausedSince;
        private Instant? _reopenedAfterFirst;
        private Duration _paused;
        private int _reopenings;
        private int _handOvers;
        private bool _agreed;
        private bool? _firstContact;
        private bool? _slaMet;

        public void Apply(ServiceEvent e)
        {
            switch (e.Data)
            {
                case TicketOpened opened:
                    Classify(opened, opened.Priority, opened.Kind);
                    _opened ??= e.Time;
                    break;
                case TicketReclassified change:
                    Classify(change, change.Priority, change.Kind);
                    break;
                case TicketStatusChanged status:
                    _status = status.Status;
                    break;
                case TicketResponded:
                    _responded ??= e.Time;
                    break;
                case TicketPaused:
                    _pausedSince ??= e.Time;
                    break;
                case TicketResumed:
                    EndPause(e.Time);
                    break;
                case TicketHandedOver handOver:
                    _handOvers++;
                    _agreed |= handOver.Agreed == true;
                    break;
                case TicketResolved resolved:
                    EndPause(e.Time);
                    // Once somebody said that it took more than the first contact, nothing later makes it less.
                    _firstContact = _firstContact == false ? false : resolved.FirstContact ?? _firstContact;
                    _firstResolved ??= e.Time;
                    _resolved = e.Time;
                    break;
                case TicketReopened:
                    _reopenings++;
                    if (_firstResolved is not null) _reopenedAfterFirst ??= e.Time;
                    (_resolved, _closed, _cancelled) = (null, null, null);
                    break;
                case TicketClosed closed:
                    EndPause(e.Time);
                    _closed = e.Time;
                    _slaMet = closed.SlaMet ?? _slaMet;
                    break;
                case TicketCancelled:
                    EndPause(e.Time);
                    _cancelled = e.Time;
                    break;
            }
        }

        public TicketFact ToFact() => new()
        {
            SubjectKey = first.SubjectKey,
            Source = first.Source,
            TicketId = first.Subject,
            Slice = _slice,
            Priority = _priority,
            Kind = _kind,
            Status = _status,
            OpenedAt = _opened,
            FirstResponseAt = _responded,
            FirstResolvedAt = _firstResolved,
            ResolvedAt = _resolved,
            ClosedAt = _closed,
            CancelledAt = _cancelled,
            PausedSeconds = (long)_paused.TotalSeconds,
            Reopenings = _reopenings,
            HandOvers = _handOvers,
            HandedOverByAgreement = _agreed,
            FirstContact = _firstContact,
            SlaMetReported = _slaMet,
            ReopenedWithinWeek = _firstResolved is { } solved
                ? _reopenedAfterFirst is { } again && again - solved <= Duration.FromDays(7)
                : null,
        };

        private void Classify(ScopedData scope, string? priority, TicketKind? kind)
        {
            _slice = _slice.With(scope);
            _priority = priority ?? _priority;
            _kind = kind ?? _kind;
        }

        private void EndPause(Instant at)
        {
            if (_pausedSince is { } since) _paused += at - since;
            _pausedSince = null;
        }
    }
}
