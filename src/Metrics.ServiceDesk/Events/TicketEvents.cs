using System.ComponentModel.DataAnnotations;
using NodaTime;

namespace Metrics.ServiceDesk.Events;

/// <summary>What kind of ticket it is: policies and reports tell them apart.</summary>
public enum TicketKind
{
    /// <summary>Somebody asks for something (beställning).</summary>
    Request,

    /// <summary>Something does not work.</summary>
    Incident,

    /// <summary>Something that many depend on does not work.</summary>
    MajorIncident,

    /// <summary>A personal-data incident (PUI).</summary>
    PersonalDataIncident,

    /// <summary>A complaint (klagomål, synpunkt).</summary>
    Complaint,
}

/// <summary>A ticket came into being.</summary>
public sealed record TicketOpened : ScopedData
{
    /// <summary>The source's priority, as it writes it.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Priority { get; init; }

    /// <summary>Its kind, when the source says.</summary>
    public TicketKind? Kind { get; init; }
}

/// <summary>The desk answered the customer for the first time.</summary>
public sealed record TicketResponded : EventData;

/// <summary>Work waits for somebody else: the customer, a supplier.</summary>
public sealed record TicketPaused : EventData
{
    /// <summary>Whom or what it waits for; a policy says which reasons stop the clock.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Reason { get; init; }
}

/// <summary>The wait is over.</summary>
public sealed record TicketResumed : EventData;

/// <summary>Another line (or group) took the ticket.</summary>
public sealed record TicketHandedOver : EventData
{
    /// <summary>The line or group that has it now.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Line { get; init; }

    /// <summary>True when the desk was never meant to solve it itself: outside its mandate by agreement.</summary>
    public bool? Agreed { get; init; }
}

/// <summary>The ticket came back to the desk.</summary>
public sealed record TicketHandedBack : EventData;

/// <summary>Attributes changed; a member that is absent stays as it was.</summary>
public sealed record TicketReclassified : ScopedData
{
    /// <summary>The new priority.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Priority { get; init; }

    /// <summary>The new kind.</summary>
    public TicketKind? Kind { get; init; }
}

/// <summary>The source's own status changed: a transition that no other event tells.</summary>
public sealed record TicketStatusChanged : EventData
{
    /// <summary>The status as the source writes it.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public required string Status { get; init; }
}

/// <summary>A new time was agreed with the customer. The original promise stays.</summary>
public sealed record TicketDeadlineAgreed : EventData
{
    /// <summary>When it is promised now.</summary>
    public required Instant Due { get; init; }

    /// <summary>The role that agreed, never a person's name.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? By { get; init; }

    /// <summary>Whether the customer consented.</summary>
    public bool? Consent { get; init; }
}

/// <summary>The desk holds it solved.</summary>
public sealed record TicketResolved : EventData
{
    /// <summary>Solved at the first contact, as the agent marked it.</summary>
    public bool? FirstContact { get; init; }
}

/// <summary>It was not solved after all.</summary>
public sealed record TicketReopened : EventData
{
    /// <summary>Why.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Reason { get; init; }
}

/// <summary>Nothing more will happen.</summary>
public sealed record TicketClosed : EventData
{
    /// <summary>Whether the promise was met, as the source system reports it.</summary>
    public bool? SlaMet { get; init; }
}

/// <summary>Withdrawn before it was solved.</summary>
public sealed record TicketCancelled : EventData
{
    /// <summary>Why.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Reason { get; init; }
}
