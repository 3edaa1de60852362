using System.ComponentModel.DataAnnotations;

namespace Metrics.ServiceDesk.Events;

/// <summary>What an event says, beside its envelope: the CloudEvents <c>data</c> member.</summary>
public abstract record EventData;

/// <summary>Whom and what an event concerns. Every member is optional; a fact without it belongs to no unit, customer, …</summary>
public abstract record ScopedData : EventData
{
    /// <summary>The unit (enhet, verksamhetsområde) that does the work.</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Unit { get; init; }

    /// <summary>Whom the unit serves (kundförvaltning, bolag, nämnd).</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Customer { get; init; }

    /// <summary>The service that was asked for (tjänst).</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Service { get; init; }

    /// <summary>What it is about: the system, the subject (ärendetyp).</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? CaseType { get; init; }

    /// <summary>The way in: phone, chat, visit, email, self-service, ….</summary>
    [StringLength(Limits.Name, MinimumLength = 1)] public string? Channel { get; init; }
}

/// <summary>Bounds shared by decoder, schema and tables.</summary>
public static class Limits
{
    /// <summary>Characters in a name: a unit, a queue, a reason.</summary>
    public const int Name = 200;

    /// <summary>Characters in an identity: an event's id, source or subject.</summary>
    public const int Identity = 300;

    /// <summary>Characters in a text that a person wrote: why a target was changed, say.</summary>
    public const int Text = 2000;

    /// <summary>Seconds in a wait or a talk: a week. Longer is a broken clock.</summary>
    public const int Seconds = 7 * 24 * 3600;

    /// <summary>The largest count of a volume.</summary>
    public const double Count = 1e12;
}
