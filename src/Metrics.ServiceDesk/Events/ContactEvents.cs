using System.ComponentModel.DataAnnotations;

namespace Metrics.ServiceDesk.Events;

/// <summary>How a contact ended, seen from the queue.</summary>
public enum ContactOutcome
{
    /// <summary>Somebody answered.</summary>
    Answered,

    /// <summary>The caller left while waiting (tappat samtal).</summary>
    Abandoned,

    /// <summary>The queue gave up: its time limit passed.</summary>
    TimedOut,

    /// <summary>Sent on to another queue before anybody answered.</summary>
    Transferred,

    /// <summary>Called while the number was closed; never offered.</summary>
    Closed,

    /// <summary>Reached the wrong place; never offered.</summary>
    Misrouted,

    /// <summary>Still in the queue.</summary>
    Waiting,
}

/// <summary>A contact stands in a queue: somebody waits from now on.</summary>
public sealed record ContactOffered : ScopedData
{
    /// <summary>The queue.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Queue { get; init; }

    /// <summary>A keyed hash that tells the same caller again; never a number.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? CallerKey { get; init; }
}

/// <summary>Somebody answered.</summary>
public sealed record ContactAnswered : EventData
{
    /// <summary>The wait as the source measured it, seconds; absent: the time since it was offered.</summary>
    [Range(0, Limits.Seconds)] public decimal? WaitSeconds { get; init; }
}

/// <summary>The caller left the queue.</summary>
public sealed record ContactAbandoned : EventData
{
    /// <summary>The wait as the source measured it, seconds; absent: the time since it was offered.</summary>
    [Range(0, Limits.Seconds)] public decimal? WaitSeconds { get; init; }
}

/// <summary>The queue's own limit passed.</summary>
public sealed record ContactTimedOut : EventData
{
    /// <summary>The wait as the source measured it, seconds; absent: the time since it was offered.</summary>
    [Range(0, Limits.Seconds)] public decimal? WaitSeconds { get; init; }
}

/// <summary>Sent on to another queue or person.</summary>
public sealed record ContactTransferred : EventData
{
    /// <summary>Where to.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? To { get; init; }
}

/// <summary>Somebody called while the number was closed.</summary>
public sealed record ContactClosed : ScopedData
{
    /// <summary>The queue that was closed.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Queue { get; init; }

    /// <summary>What a contact is that was offered while the number was closed.</summary>
    public static ContactClosed Instead(ContactOffered offered) => new()
    {
        Unit = offered.Unit,
        Customer = offered.Customer,
        Service = offered.Service,
        CaseType = offered.CaseType,
        Channel = offered.Channel,
        Queue = offered.Queue,
    };
}

/// <summary>Somebody reached the wrong place.</summary>
public sealed record ContactMisrouted : ScopedData
{
    /// <summary>The queue that was reached.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Queue { get; init; }
}

/// <summary>The conversation is over.</summary>
public sealed record ContactEnded : EventData
{
    /// <summary>Talk time as the source measured it, seconds; absent: the time since it was answered.</summary>
    [Range(0, Limits.Seconds)] public decimal? TalkSeconds { get; init; }

    /// <summary>Solved at this contact, as the agent marked it.</summary>
    public bool? Resolved { get; init; }

    /// <summary>The ticket it was about.</summary>
    [StringLength(Limits.Identity, MinimumLength = 1)] public string? Ticket { get; init; }
}

/// <summary>A whole contact in one record, as lists and exports have it; the event's time is when it was offered.</summary>
public sealed record ContactRecorded : ScopedData
{
    /// <summary>The queue.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Queue { get; init; }

    /// <summary>How it ended.</summary>
    public required ContactOutcome Outcome { get; init; }

    /// <summary>Seconds until it was answered or left the queue; absent means unknown, never 0.</summary>
    [Range(0, Limits.Seconds)] public decimal? WaitSeconds { get; init; }

    /// <summary>Talk time, seconds.</summary>
    [Range(0, Limits.Seconds)] public decimal? TalkSeconds { get; init; }

    /// <summary>Solved at this contact, as the agent marked it.</summary>
    public bool? Resolved { get; init; }

    /// <summary>The ticket it was about.</summary>
    [StringLength(Limits.Identity, MinimumLength = 1)] public string? Ticket { get; init; }

    /// <summary>A keyed hash that tells the same caller again; never a number.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? CallerKey { get; init; }
}
