using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>What figures are asked for.</summary>
public sealed record KpiQuestion
{
    /// <summary>The organisation.</summary>
    public required Organisation Organisation { get; init; }

    /// <summary>The KPIs; empty is all.</summary>
    public IReadOnlyList<string> Kpis { get; init; } = [];

    /// <summary>The first day; null is the first there is.</summary>
    public LocalDate? From { get; init; }

    /// <summary>The first day after; null is after the last there is.</summary>
    public LocalDate? To { get; init; }

    /// <summary>Only the quarters from one instant to another, for contacts; null is whole days.</summary>
    public Interval? Within { get; init; }

    /// <summary>The length of a period.</summary>
    public PeriodKind By { get; init; } = PeriodKind.Total;

    /// <summary>Only these members of a dimension; the empty one is what names none.</summary>
    public IReadOnlyDictionary<Dimension, string> Only { get; init; } = new Dictionary<Dimension, string>();

    /// <summary>A row for each member of these dimensions.</summary>
    public IReadOnlyList<Dimension> Split { get; init; } = [];

    /// <summary>For a receipt or a report, the variant that is asked about: <c>of-offered-60</c>; null is the contractual one.</summary>
    public string? Variant { get; init; }

    /// <summary>As known then; null is now.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>Whether its receipt also counts the events behind the facts, for which the log is looked through; otherwise it says none.</summary>
    public bool CountsEvents { get; init; } = true;

    /// <summary>A figure of this question, with the members of its cut.</summary>
    /// <param name="row">The figure.</param>
    /// <param name="members">The row's members of the dimensions split by, in their order.</param>
    internal ServiceDesk.Kpis.KpiRow Cut(ServiceDesk.Kpis.KpiRow row, string?[] members) => row with
    {
        Unit = MemberOf(Dimension.Unit, members),
        Customer = MemberOf(Dimension.Customer, members),
        CaseType = MemberOf(Dimension.CaseType, members),
        Channel = MemberOf(Dimension.Channel, members),
        Queue = MemberOf(Dimension.Queue, members),
        Service = MemberOf(Dimension.Service, members),
    };

    /// <summary>The member of a dimension that a row is about: the one split by, else the only one asked for; null is all.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="members">The row's members of the dimensions split by, in their order; none for a row without a split.</param>
    internal string? MemberOf(Dimension dimension, string?[] members)
    {
        for (var i = 0; i < members.Length; i++)
        {
            if (Split[i] == dimension) return members[i];
        }

        return Only.GetValueOrDefault(dimension) is { Length: > 0 } only ? only : null;
    }
}
