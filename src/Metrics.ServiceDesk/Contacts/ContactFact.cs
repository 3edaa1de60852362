using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.ServiceDesk.Contacts;

/// <summary>What is known of one contact.</summary>
public sealed record ContactFact
{
    /// <summary>The hash of organisation, source and contact.</summary>
    public required UInt128 SubjectKey { get; init; }

    /// <summary>The source that tells of it.</summary>
    public required string Source { get; init; }

    /// <summary>Its id in that source.</summary>
    public required string ContactId { get; init; }

    /// <summary>The cut it belongs to.</summary>
    public required Slice Slice { get; init; }

    /// <summary>When the wait began; null while no event has told.</summary>
    public required Instant? OfferedAt { get; init; }

    /// <summary>How it ended.</summary>
    public required ContactOutcome Outcome { get; init; }

    /// <summary>Whether it was offered at all: who called a closed number or the wrong one never was.</summary>
    public bool IsOffered => Outcome is not (ContactOutcome.Closed or ContactOutcome.Misrouted);

    /// <summary>The wait, microseconds; null is unknown, never 0.</summary>
    public required long? WaitMicroseconds { get; init; }

    /// <summary>The talk, microseconds; null is unknown.</summary>
    public required long? TalkMicroseconds { get; init; }

    /// <summary>Solved at this contact, as marked; null when nobody said.</summary>
    public required bool? Resolved { get; init; }

    /// <summary>The ticket it was about.</summary>
    public required string? Ticket { get; init; }
}
