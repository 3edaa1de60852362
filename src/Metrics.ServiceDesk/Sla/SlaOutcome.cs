using NodaTime;

namespace Metrics.ServiceDesk.Sla;

/// <summary>A new time agreed with the customer.</summary>
/// <param name="At">When it was agreed.</param>
/// <param name="Due">When it is promised now.</param>
/// <param name="By">The role that agreed.</param>
/// <param name="Consent">Whether the customer consented; null when nobody said.</param>
public readonly record struct Agreement(Instant At, Instant Due, string? By, bool? Consent);

/// <summary>What an agreement came to.</summary>
public enum AgreementOutcome
{
    /// <summary>It was made in time and holds from then on.</summary>
    Holds,

    /// <summary>It was made when the promise in force was already broken: it mends nothing.</summary>
    Late,

    /// <summary>It was made when all was done, and the promise kept: there was nothing left to agree on.</summary>
    AfterDone,

    /// <summary>The customer did not consent: there is no agreement.</summary>
    Refused,
}

/// <summary>How a ticket stands to what was promised to its customer.</summary>
public sealed record SlaOutcome
{
    /// <summary>The promise and the version of the policy that makes it.</summary>
    public required ChosenPromise Promised { get; init; }

    /// <summary>When it is time to warn about the first answer; null when none is promised or the clock stands before.</summary>
    public Instant? ResponseWarnAt { get; init; }

    /// <summary>When the first answer is due; null when none is promised or the clock stands before.</summary>
    public Instant? ResponseDueAt { get; init; }

    /// <summary>The last instant at which the promise of an answer is kept.</summary>
    public Instant? ResponseKeptUntil { get; init; }

    /// <summary>When somebody answered: by the first response, or by the solution itself if that came first.</summary>
    public Instant? RespondedAt { get; init; }

    /// <summary>Whether the first answer came in time; null while it is awaited, and when none is promised.</summary>
    public bool? ResponseMet { get; init; }

    /// <summary>When the resolution that the policy means came, or the closing without one; null while it is awaited.</summary>
    public Instant? SettledAt { get; init; }

    /// <summary>The promised time used until it was settled; null while it is not.</summary>
    public Duration? Used { get; init; }

    /// <summary>When the share of time is used at which to warn; null while the clock stands before it.</summary>
    public Instant? WarnAt { get; init; }

    /// <summary>When the promised time is used up; null while the clock stands before it.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>The last instant at which the promise is kept: after closing time, when the service opens again.</summary>
    public Instant? KeptUntil { get; init; }

    /// <summary>When it is due by the agreement that holds, else by the original promise.</summary>
    public Instant? AgreedDueAt { get; init; }

    /// <summary>Whether the original promise was kept; null while open, and when opened after it was settled.</summary>
    public bool? MetOriginal { get; init; }

    /// <summary>Whether the promise was kept with agreements made in time.</summary>
    public bool? MetAgreed { get; init; }

    /// <summary>Whether it would have been kept if agreements made after the breach held too.</summary>
    public bool? MetAgreedLate { get; init; }

    /// <summary>What each of the ticket's agreements came to, in order.</summary>
    public required IReadOnlyList<AgreementOutcome> Agreements { get; init; }
}
