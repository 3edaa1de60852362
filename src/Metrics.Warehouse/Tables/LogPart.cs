using NodaTime;

namespace Metrics.Warehouse.Tables;

/// <summary>A part of the log: as known at a time, up to a time, of one organisation, of some types.</summary>
internal sealed record LogPart
{
    /// <summary>The whole log, as known now.</summary>
    public static LogPart All { get; } = new();

    /// <summary>Events that became known later are left out; null is now.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>Events that happened later are left out; null is none.</summary>
    public Instant? Until { get; init; }

    /// <summary>Only this organisation's; null is all.</summary>
    public string? Organisation { get; init; }

    /// <summary>Only types that begin so; null is all.</summary>
    public string? Types { get; init; }

    /// <summary>Not types that begin so; null is none.</summary>
    public string? Except { get; init; }

    /// <summary>Only events about this; null is all.</summary>
    public string? Subject { get; init; }

    /// <summary>What became known by a time.</summary>
    public static LogPart Known(Instant? asOf) => new() { AsOf = asOf };

    /// <summary>The tickets of an organisation.</summary>
    public static LogPart TicketsOf(string organisation) => new() { Organisation = organisation, Types = "servicedesk.ticket." };
}
