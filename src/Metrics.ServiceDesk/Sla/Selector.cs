using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;

namespace Metrics.ServiceDesk.Sla;

/// <summary>What a rule can tell tickets apart by.</summary>
public enum TicketAttribute
{
    /// <summary>The unit that does the work.</summary>
    Unit,

    /// <summary>The service.</summary>
    Service,

    /// <summary>Whom it serves.</summary>
    Customer,

    /// <summary>Request, incident, major incident, personal-data incident, complaint.</summary>
    Kind,

    /// <summary>What it is about.</summary>
    CaseType,

    /// <summary>The priority.</summary>
    Priority,

    /// <summary>The way in.</summary>
    Channel,

    /// <summary>The line that a ticket is handed over to.</summary>
    Line,

    /// <summary>The queue of a contact; a ticket has none.</summary>
    Queue,
}

/// <summary>What a ticket is, to a rule.</summary>
/// <param name="Slice">Its cut.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Line">The line that has it, for a promise between lines.</param>
public readonly record struct TicketTraits(Slice Slice, string? Priority, TicketKind? Kind, string? Line = null)
{
    /// <summary>The value of an attribute.</summary>
    public string? this[TicketAttribute attribute] => attribute switch
    {
        TicketAttribute.Unit => Slice.Unit,
        TicketAttribute.Service => Slice.Service,
        TicketAttribute.Customer => Slice.Customer,
        TicketAttribute.Kind => Kind is { } kind ? Words.Of(kind) : null,
        TicketAttribute.CaseType => Slice.CaseType,
        TicketAttribute.Priority => Priority,
        TicketAttribute.Channel => Slice.Channel,
        TicketAttribute.Line => Line,
        TicketAttribute.Queue => Slice.Queue,
        _ => throw new ArgumentOutOfRangeException(nameof(attribute)),
    };
}

/// <summary>Which tickets a rule is for: those that have one of the values named for each attribute that is named.</summary>
/// <param name="Conditions">The values of each attribute named; none is every ticket.</param>
public sealed record Selector(IReadOnlyList<(TicketAttribute Attribute, string[] Values)> Conditions)
{
    /// <summary>Every ticket.</summary>
    public static Selector All { get; } = new([]);

    /// <summary>How many attributes it names: of two rules for a ticket, the one that names more holds.</summary>
    public int Specificity => Conditions.Count;

    /// <summary>Whether a ticket is one of them.</summary>
    public bool Matches(in TicketTraits ticket)
    {
        foreach (var (attribute, values) in Conditions)
        {
            if (ticket[attribute] is not { } value || Array.IndexOf(values, value) < 0) return false;
        }

        return true;
    }

    /// <summary>The tickets that both are for; null when there can be none.</summary>
    public Selector? And(Selector other)
    {
        var both = new List<(TicketAttribute, string[])>();
        foreach (var (attribute, values) in Conditions)
        {
            var common = other.ValuesOf(attribute) is { } others ? values.Intersect(others, StringComparer.Ordinal).ToArray() : values;
            if (common.Length == 0) return null;
            both.Add((attribute, common));
        }

        both.AddRange(other.Conditions.Where(c => ValuesOf(c.Attribute) is null));
        return new Selector(both);
    }

    /// <summary>Whether it is for every ticket that another is for.</summary>
    public bool Covers(Selector other)
        => Conditions.All(c => other.ValuesOf(c.Attribute) is { } values && values.All(v => c.Values.Contains(v, StringComparer.Ordinal)));

    /// <summary>Which tickets it is for, in words.</summary>
    public Label Says => Conditions.Count == 0
        ? new("alla ärenden", "every ticket")
        : new(
            string.Join(", ", Conditions.Select(c => $"{Swedish(c.Attribute)} {string.Join(" eller ", c.Values)}")),
            string.Join(", ", Conditions.Select(c => $"{Words.Of(c.Attribute)} {string.Join(" or ", c.Values)}")));

    /// <inheritdoc/>
    public override string ToString() => Says.En;

    private static string Swedish(TicketAttribute attribute) => attribute switch
    {
        TicketAttribute.Unit => "enhet",
        TicketAttribute.Service => "tjänst",
        TicketAttribute.Customer => "kund",
        TicketAttribute.Kind => "slag",
        TicketAttribute.CaseType => "ärendetyp",
        TicketAttribute.Priority => "prioritet",
        TicketAttribute.Channel => "kanal",
        TicketAttribute.Line => "linje",
        TicketAttribute.Queue => "kö",
        _ => throw new ArgumentOutOfRangeException(nameof(attribute)),
    };

    private string[]? ValuesOf(TicketAttribute attribute)
    {
        foreach (var (named, values) in Conditions)
        {
            if (named == attribute) return values;
        }

        return null;
    }
}
