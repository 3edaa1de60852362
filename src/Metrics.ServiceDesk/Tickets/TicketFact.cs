using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.ServiceDesk.Tickets;

/// <summary>What is known of one ticket.</summary>
public sealed record TicketFact
{
    /// <summary>The hash of organisation, source and ticket.</summary>
    public required UInt128 SubjectKey { get; init; }

    /// <summary>The source that tells of it.</summary>
    public required string Source { get; init; }

    /// <summary>Its id in that source.</summary>
    public required string TicketId { get; init; }

    /// <summary>The cut it belongs to, as last classified.</summary>
    public required Slice Slice { get; init; }

    /// <summary>Its priority, as last classified.</summary>
    public string? Priority { get; init; }

    /// <summary>Its kind, as last classified.</summary>
    public TicketKind? Kind { get; init; }

    /// <summary>The source's status, as last told.</summary>
    public string? Status { get; init; }

    /// <summary>When it was opened; null while no event has told.</summary>
    public Instant? OpenedAt { get; init; }

    /// <summary>When the desk first answered.</summary>
    public Instant? FirstResponseAt { get; init; }

    /// <summary>When it was first held solved.</summary>
    public Instant? FirstResolvedAt { get; init; }

    /// <summary>When it was last held solved; null while it is open (again).</summary>
    public Instant? ResolvedAt { get; init; }

    /// <summary>When it was closed; null while it is open (again).</summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>When it was withdrawn.</summary>
    public Instant? CancelledAt { get; init; }

    /// <summary>Seconds from opened to first solved, by the calendar; null when one is unknown or the clock ran backwards.</summary>
    public long? FirstResolutionSeconds => Seconds(OpenedAt, FirstResolvedAt);

    /// <summary>Seconds from opened to last solved, by the calendar; null when one is unknown or the clock ran backwards.</summary>
    public long? ResolutionSeconds => Seconds(OpenedAt, ResolvedAt);

    /// <summary>When it left the backlog: solved, else closed or withdrawn; never before it was opened.</summary>
    public Instant? LeftAt => NotBeforeOpened(ResolvedAt ?? EarlierEnd);

    /// <summary>When it was closed or withdrawn; never before it was opened.</summary>
    public Instant? EndedAt => NotBeforeOpened(EarlierEnd);

    /// <summary>Seconds in ended pauses, by the calendar.</summary>
    public long PausedSeconds { get; init; }

    /// <summary>How often it was reopened.</summary>
    public int Reopenings { get; init; }

    /// <summary>How often another line took it.</summary>
    public int HandOvers { get; init; }

    /// <summary>Whether it left the desk by agreement, outside its mandate.</summary>
    public bool HandedOverByAgreement { get; init; }

    /// <summary>Solved at the first contact, as marked; null when nobody said.</summary>
    public bool? FirstContact { get; init; }

    /// <summary>Whether the promise was met, as the source reports it; null when it doesn't.</summary>
    public bool? SlaMetReported { get; init; }

    /// <summary>Whether it was reopened within seven days of being first solved; null while never solved.</summary>
    public bool? ReopenedWithinWeek { get; init; }

    /// <summary>Whether a contact about it was offered within seven days after it was last solved; null while it isn't solved.</summary>
    public bool? ContactedWithinWeek { get; init; }

    /// <summary>The id of the calendar of its service.</summary>
    public required string Calendar { get; init; }

    /// <summary>Opening time from opened to the first response, in microseconds; null when one is unknown or the clock ran backwards.</summary>
    public long? ResponseOpeningMicroseconds { get; init; }

    /// <summary>Opening time from opened to first solved, pauses not subtracted, in microseconds.</summary>
    public long? FirstResolutionOpeningMicroseconds { get; init; }

    /// <summary>Opening time from opened to last solved, pauses not subtracted, in microseconds.</summary>
    public long? ResolutionOpeningMicroseconds { get; init; }

    /// <summary>
    /// Opening time from opened to first solved in which the clock ran, in microseconds: without the pauses that its policy
    /// accepts; where no policy says which, without any.
    /// </summary>
    public long? FirstResolutionNetMicroseconds { get; init; }

    /// <summary>The same to last solved, also without the times in which it was held solved.</summary>
    public long? ResolutionNetMicroseconds { get; init; }

    /// <summary>How often a new time was agreed.</summary>
    public int Agreements { get; init; }

    /// <summary>How it stands to what was promised; null when nothing was: never counted as met.</summary>
    public Sla.SlaOutcome? Sla { get; init; }

    /// <summary>The lines' times with it, in order.</summary>
    public IReadOnlyList<HandOverFact> Lines { get; init; } = [];

    private Instant? EarlierEnd => Time.Earlier.Of(ClosedAt, CancelledAt);

    private Instant? NotBeforeOpened(Instant? end) => end is { } e && OpenedAt is { } opened ? Instant.Max(e, opened) : end;

    private static long? Seconds(Instant? from, Instant? to)
        => from is { } f && to is { } t && t >= f ? (long)(t - f).TotalSeconds : null;
}
