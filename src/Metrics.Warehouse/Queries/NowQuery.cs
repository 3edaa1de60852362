using Metrics.ServiceDesk;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>Contacts in the queues of a unit and channel.</summary>
/// <param name="Unit">The unit; null where none is named.</param>
/// <param name="Channel">The channel; null where none is named.</param>
/// <param name="Contacts">How many wait.</param>
/// <param name="LongestSince">Since when the one waits that has waited longest.</param>
public sealed record Waiting(string? Unit, string? Channel, int Contacts, Instant LongestSince);

/// <summary>A major incident that isn't solved.</summary>
/// <param name="Source">The source that tells of it.</param>
/// <param name="Ticket">Its ticket.</param>
/// <param name="Unit">The unit it touches; null where none is named.</param>
/// <param name="Service">The service it touches; null where none is named.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="ToldAt">When the last event told of it.</param>
public sealed record RunningIncident(string Source, string Ticket, string? Unit, string? Service, Instant OpenedAt, Instant ToldAt);

/// <summary>What is the case right now, and in no period's figure.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class NowQuery(MetricsWarehouse warehouse)
{
    /// <summary>Who waits in the queues, of those who were offered a place today.</summary>
    public IReadOnlyList<Waiting> Waiting(Organisation organisation) => warehouse.Connection
        .Rows(warehouse.Pipelines.Sql("query/waiting.sql"), organisation.Id, ((LocalDate?)warehouse.Today(organisation, null)).ToDate())
        .Select(r => new Waiting(r.Text(0), r.Text(1), (int)r.GetInt64(2), r.GetDateTime(3).ToInstant())).ToArray();

    /// <summary>The major incidents that aren't solved, the oldest first.</summary>
    public IReadOnlyList<RunningIncident> Incidents(Organisation organisation) => warehouse.Connection
        .Rows(warehouse.Pipelines.Sql("query/running-incidents.sql"), organisation.Id)
        .Select(r => new RunningIncident(r.GetString(0), r.GetString(1), r.Text(2), r.Text(3), r.GetDateTime(4).ToInstant(), r.GetDateTime(5).ToInstant())).ToArray();
}
