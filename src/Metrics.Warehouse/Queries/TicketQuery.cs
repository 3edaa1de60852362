using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Tickets;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>Looks single tickets up in the log.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class TicketQuery(MetricsWarehouse warehouse)
{
    /// <summary>The story of a ticket.</summary>
    /// <param name="organisation">Whose it is.</param>
    /// <param name="ticket">Its id.</param>
    /// <param name="source">The source that tells of it; null when only one does.</param>
    /// <param name="asOf">As known then; null is now.</param>
    /// <exception cref="QuestionException">No source, or more than one, tells of such a ticket.</exception>
    public TicketStory Story(Organisation organisation, string ticket, string? source, Instant? asOf)
    {
        var told = new EventLog(warehouse.Connection, Streams.Load(warehouse.Connection)).BySubject(LogPart.TicketsOf(organisation.Id) with { Subject = ticket, AsOf = asOf })
            .Where(e => source is null || e.Source == source).GroupBy(e => e.Source, StringComparer.Ordinal).ToArray();
        return told.Length switch
        {
            1 => TicketStory.Tell(told[0].ToArray(), organisation.Terms),
            0 => throw new QuestionException($"no event tells of a ticket '{ticket}' of {organisation.Id}{(source is null ? "" : $" from {source}")}{(asOf is null ? "" : " as known then")}; 'metrics facts tickets' lists them"),
            _ => throw new QuestionException($"several sources have a ticket '{ticket}': {string.Join(", ", told.Select(s => s.Key))}; name one with --source"),
        };
    }
}
