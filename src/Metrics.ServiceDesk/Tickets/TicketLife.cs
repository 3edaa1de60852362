using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.ServiceDesk.Tickets;

/// <summary>A line's time with a ticket.</summary>
/// <param name="Line">The line; null when the source doesn't name it.</param>
/// <param name="From">When it was handed over.</param>
/// <param name="To">When the line gave it back, passed it on or ended it; null while it has it.</param>
/// <param name="Agreed">Whether the desk was never meant to solve it itself.</param>
internal readonly record struct LineTime(string? Line, Instant From, Instant? To, bool Agreed);

/// <summary>What the events of one ticket, in their order, tell: states and times, before any promise is held against them.</summary>
internal sealed class TicketLife
{
    private List<Stop>? _stops;
    private List<Agreement>? _agreements;
    private List<LineTime>? _lines;
    private (Instant Since, string? Reason)? _paused;
    private List<Instant>? _done;

    /// <summary>Reads a ticket's events.</summary>
    /// <param name="events">In the order of <see cref="EventOrder"/>; at least one.</param>
    public TicketLife(ReadOnlySpan<ServiceEvent> events)
    {
        First = events[0];
        Slice = Slice.Of(First.Organisation, null);
        for (var start = 0; start < events.Length;)
        {
            var end = start + 1;
            while (end < events.Length && events[end].Time == events[start].Time) end++;
            if (end == start + 1) Apply(events[start]);
            else ApplyTogether(events[start..end]);
            start = end;
        }

        if (_paused is { } open) Stop(new Stop(open.Since, null, StopKind.Paused, open.Reason));
        EndDone(null);
    }

    /// <summary>The earliest event.</summary>
    public ServiceEvent First { get; }

    public Slice Slice { get; private set; }

    public string? Priority { get; private set; }

    public TicketKind? Kind { get; private set; }

    public string? Status { get; private set; }

    public Instant? OpenedAt { get; private set; }

    public Instant? FirstResponseAt { get; private set; }

    public Instant? FirstResolvedAt { get; private set; }

    public Instant? ResolvedAt { get; private set; }

    public Instant? ClosedAt { get; private set; }

    public Instant? CancelledAt { get; private set; }

    public Instant? ReopenedAfterFirstAt { get; private set; }

    public Duration Paused { get; private set; }

    public int Reopenings { get; private set; }

    public int HandOvers { get; private set; }

    public bool HandedOverByAgreement { get; private set; }

    public bool? FirstContact { get; private set; }

    public bool? SlaMetReported { get; private set; }

    /// <summary>When work waited or all was done, in order of the beginning.</summary>
    public IReadOnlyList<Stop> Stops => _stops ?? (IReadOnlyList<Stop>)[];

    /// <summary>Since when it has been solved, closed or withdrawn; null while it is open.</summary>
    public Instant? DoneSince { get; private set; }

    /// <summary>New times agreed, in order.</summary>
    public IReadOnlyList<Agreement> Agreements => _agreements ?? (IReadOnlyList<Agreement>)[];

    /// <summary>The lines that had it, in order.</summary>
    public IReadOnlyList<LineTime> Lines => _lines ?? (IReadOnlyList<LineTime>)[];

    // What shares an instant is read in the order of a life, but what ends a state that is there comes before what begins it anew:
    // a ticket that waits is resumed and then paused, one that a line has is handed back and then handed over.
    private void ApplyTogether(ReadOnlySpan<ServiceEvent> events)
    {
        var (resumed, back) = (_paused is not null, _lines is [.., { To: null }]);
        foreach (var e in events)
        {
            if ((resumed && e.Data is TicketResumed) || (back && e.Data is TicketHandedBack)) Apply(e);
        }

        foreach (var e in events)
        {
            if (!(resumed && e.Data is TicketResumed) && !(back && e.Data is TicketHandedBack)) Apply(e);
        }
    }

    private void Apply(ServiceEvent e)
    {
        switch (e.Data)
        {
            case TicketOpened opened:
                Classify(opened, opened.Priority, opened.Kind);
                OpenedAt ??= e.Time;
                break;
            case TicketReclassified change:
                Classify(change, change.Priority, change.Kind);
                break;
            case TicketStatusChanged status:
                Status = status.Status;
                break;
            case TicketResponded:
                FirstResponseAt ??= e.Time;
                break;
            case TicketPaused paused:
                Pause(e.Time, paused.Reason);
                break;
            case TicketResumed:
                EndPause(e.Time);
                break;
            case TicketHandedOver handOver:
                HandOvers++;
                HandedOverByAgreement |= handOver.Agreed == true;
                EndLine(e.Time);
                (_lines ??= []).Add(new LineTime(handOver.Line, e.Time, null, handOver.Agreed == true));
                break;
            case TicketHandedBack:
                EndLine(e.Time);
                break;
            case TicketDeadlineAgreed agreed:
                (_agreements ??= []).Add(new Agreement(e.Time, agreed.Due, agreed.By, agreed.Consent));
                break;
            case TicketResolved resolved:
                Done(e.Time);
                // Once somebody said that it took more than the first contact, nothing later makes it less.
                FirstContact = FirstContact == false ? false : resolved.FirstContact ?? FirstContact;
                FirstResolvedAt ??= e.Time;
                ResolvedAt = e.Time;
                break;
            case TicketReopened:
                Reopenings++;
                if (FirstResolvedAt is not null) ReopenedAfterFirstAt ??= e.Time;
                (ResolvedAt, ClosedAt, CancelledAt) = (null, null, null);
                EndDone(e.Time);
                DoneSince = null;
                break;
            case TicketClosed closed:
                Done(e.Time);
                ClosedAt = e.Time;
                SlaMetReported = closed.SlaMet ?? SlaMetReported;
                break;
            case TicketCancelled:
                Done(e.Time);
                CancelledAt = e.Time;
                break;
        }
    }

    private void Classify(ScopedData scope, string? priority, TicketKind? kind)
    {
        Slice = Slice.With(scope);
        Priority = priority ?? Priority;
        Kind = kind ?? Kind;
    }

    // A ticket waits for one thing at a time: waiting for another begins a wait of its own, for the same again changes nothing.
    private void Pause(Instant at, string? reason)
    {
        if (_paused is { } open && open.Reason == reason) return;
        EndPause(at);
        _paused = (at, reason);
    }

    private void EndPause(Instant at)
    {
        if (_paused is not { } open) return;
        Paused += at - open.Since;
        Stop(new Stop(open.Since, at, StopKind.Paused, open.Reason));
        _paused = null;
    }

    private void EndLine(Instant at)
    {
        if (_lines is [.., { To: null } last]) _lines[^1] = last with { To = at };
    }

    private void Done(Instant at)
    {
        EndPause(at);
        EndLine(at);
        DoneSince ??= at;
        (_done ??= []).Add(at);
    }

    // Resolved, closed and withdrawn each hold it done, until it is reopened.
    private void EndDone(Instant? at)
    {
        foreach (var since in _done ?? []) Stop(new Stop(since, at, StopKind.Done, null));
        _done?.Clear();
    }

    // Stops end in order but begin in any: one that began while another lasted goes behind it.
    private void Stop(Stop stop)
    {
        _stops ??= [];
        var i = _stops.Count;
        while (i > 0 && _stops[i - 1].From > stop.From) i--;
        _stops.Insert(i, stop);
    }
}
