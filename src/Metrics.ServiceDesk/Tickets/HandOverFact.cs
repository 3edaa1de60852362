using NodaTime;

namespace Metrics.ServiceDesk.Tickets;

/// <summary>What is known of one line's time with a ticket: from the hand-over to the return.</summary>
public sealed record HandOverFact
{
    /// <summary>Which hand-over of the ticket it is, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The ticket's cut, with the line as its queue.</summary>
    public required Slice Slice { get; init; }

    /// <summary>When the line got it.</summary>
    public required Instant HandedOverAt { get; init; }

    /// <summary>When the line gave it back, passed it on or ended it; null while it has it.</summary>
    public Instant? ReturnedAt { get; init; }

    /// <summary>Whether the desk was never meant to solve it itself.</summary>
    public required bool ByAgreement { get; init; }

    /// <summary>Opening time until the return, in microseconds; null while the line has it.</summary>
    public long? OpeningMicroseconds { get; init; }

    /// <summary>Working days until the return, in millionths; null while the line has it.</summary>
    public long? WorkingDayMillionths { get; init; }

    /// <summary>The version of the policy that the line is held against; null when it promised nothing.</summary>
    public string? Policy { get; init; }

    /// <summary>Between whom that is.</summary>
    public Sla.AgreementLevel? Level { get; init; }

    /// <summary>When the line's time is used up; null when nothing is promised or its clock stands.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>Whether it returned in time; null while it has it.</summary>
    public bool? Met { get; init; }
}
