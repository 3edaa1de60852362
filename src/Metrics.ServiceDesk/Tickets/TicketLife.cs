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
    private Instant? _doneSince;

    /// <summary>Reads a ticket's events.</summary>
    /// <param name="events">In the order of <see cref="EventOrder"/>; at least one.</param>
    public TicketLife(ReadOnlySpan<ServiceEvent> events)
    {
        First = events[0];
        Slice = Slice.Of(First.Organisation, null);
        foreach (var e in events) Apply(e);
        if (_paused is { } open) Stop(new Stop(open.Since, null, StopKind.Paused, open.Reason));
        if (_doneSince is { } done) Stop(new Stop(done, null, StopKind.Done, null));
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

    /// <summary>New times agreed, in order.</summary>
    public IReadOnlyList<Agreement> Agreements => _agreements ?? (IReadOnlyList<Agreement>)[];

    /// <summary>The lines that had it, in order.</summary>
    public IReadOnlyList<LineTime> Lines => _lines ?? (IReadOnlyList<LineTime>)[];

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
                if (_doneSince is { } since) Stop(new Stop(since, e.Time, StopKind.Done, null));
                _doneSince = null;
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
        _doneSince ??= at;
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
