using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.ServiceDesk.Sla;

/// <summary>Between whom a promise is.</summary>
public enum AgreementLevel
{
    /// <summary>Service level agreement: to the customer.</summary>
    Sla,

    /// <summary>Operational level agreement: between lines of the organisation.</summary>
    Ola,

    /// <summary>Underpinning contract: from a supplier.</summary>
    Uc,
}

/// <summary>Which time a promise is in.</summary>
public enum ClockTime
{
    /// <summary>Time in which the service is open.</summary>
    Opening,

    /// <summary>Time around the clock.</summary>
    Calendar,
}

/// <summary>Which resolution of a reopened ticket its promise is held against.</summary>
public enum ResolutionUsed
{
    /// <summary>The first one, whatever came after.</summary>
    First,

    /// <summary>The last one; the time in which it was held solved is not counted.</summary>
    Total,
}

/// <summary>A promise of time.</summary>
/// <param name="Within">How long it may take; exactly so long is within.</param>
/// <param name="Time">Counted in opening hours or around the clock.</param>
public readonly record struct TimeLimit(Duration Within, ClockTime Time);

/// <summary>What is promised to some tickets.</summary>
public sealed record Promise
{
    /// <summary>Which tickets.</summary>
    public required Selector For { get; init; }

    /// <summary>The first answer; null when none is promised.</summary>
    public TimeLimit? FirstResponse { get; init; }

    /// <summary>The solution, or for a line the return; null when none is promised.</summary>
    public TimeLimit? Resolution { get; init; }

    /// <summary>The share of the time used at which to warn, over 0 and under 1.</summary>
    public required decimal WarnAt { get; init; }
}

/// <summary>What a policy promises from a time on. A ticket is held against the version that held when its clock started.</summary>
public sealed record PolicyVersion
{
    /// <summary>The policy's id.</summary>
    public required string Policy { get; init; }

    /// <summary>From when; null is since always.</summary>
    public required Instant? ValidFrom { get; init; }

    /// <summary>How its start is written: <c>2021-03-15</c>, say; null is since always.</summary>
    public required string? ValidFromText { get; init; }

    /// <summary>The reasons for waiting that stop the clock; null is any reason and none.</summary>
    public required IReadOnlySet<string>? StoppedBy { get; init; }

    /// <summary>Which resolution counts.</summary>
    public required ResolutionUsed Reopened { get; init; }

    /// <summary>The hours that its opening time is counted in; null is those of the ticket's service.</summary>
    public OpeningCalendar? Calendar { get; init; }

    /// <summary>What it promises.</summary>
    public required IReadOnlyList<Promise> Promises { get; init; }

    /// <summary>Its name in facts and receipts: the policy, and from when.</summary>
    public string Name => ValidFromText is null ? Policy : $"{Policy}@{ValidFromText}";

    /// <summary>Whether a wait for a reason stops the clock.</summary>
    public bool IsStoppedBy(string? reason) => StoppedBy is null || (reason is not null && StoppedBy.Contains(reason));
}

/// <summary>An agreement on service levels.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Level">Between whom it is.</param>
/// <param name="Versions">Its versions, in order of time.</param>
public sealed record Policy(string Id, Label Label, AgreementLevel Level, IReadOnlyList<PolicyVersion> Versions)
{
    /// <summary>The version that holds at an instant; null before the first.</summary>
    public PolicyVersion? VersionAt(Instant at)
    {
        for (var i = Versions.Count - 1; i >= 0; i--)
        {
            if (Versions[i].ValidFrom is not { } from || from <= at) return Versions[i];
        }

        return null;
    }
}
