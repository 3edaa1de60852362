using DuckDB.NET.Data;
using Metrics.ServiceDesk.Contacts;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.Warehouse.Tables;

/// <summary>A ticket's number in an organisation: what a contact names, whichever source tells of the ticket.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Ticket">The number.</param>
internal readonly record struct TicketNumber(string Organisation, string Ticket);

/// <summary>When contacts about tickets were offered: what a ticket's fold must know beside the ticket's own events.</summary>
internal sealed class TicketContacts
{
    private readonly Dictionary<TicketNumber, List<Instant>> _offered = [];

    /// <summary>The tickets that contacts are about.</summary>
    public IReadOnlyCollection<TicketNumber> Tickets => _offered.Keys;

    /// <summary>When contacts about a ticket were offered, in no order.</summary>
    public IReadOnlyList<Instant> About(string organisation, string ticket)
        => _offered.Count > 0 && _offered.TryGetValue(new TicketNumber(organisation, ticket), out var offered) ? offered : [];

    /// <summary>Takes in a contact, if it was offered and is about a ticket.</summary>
    public void Add(ContactFact contact)
    {
        if (contact is { Ticket: { } ticket, OfferedAt: { } at, IsOffered: true }) Add(new TicketNumber(contact.Slice.Organisation, ticket), at);
    }

    /// <summary>
    /// Takes in the stored contacts about some tickets. Those of a slice that is not stored yet are left out: their batch is the one
    /// that is being folded, and takes them in itself.
    /// </summary>
    public void Load(DuckDBConnection connection, IReadOnlyCollection<TicketNumber> tickets)
    {
        if (tickets.Count == 0) return;
        using (var appender = connection.Renewed("named_tickets"))
        {
            foreach (var (organisation, ticket) in tickets) appender.CreateRow().AppendValue(organisation).AppendValue(ticket).EndRow();
        }

        var sql = $"""
            SELECT n.organisation, n.ticket, f.offered_at
            FROM contact_facts f JOIN named_tickets n USING (ticket) JOIN slices s ON s.slice = f.slice AND s.organisation = n.organisation
            WHERE f.ticket IS NOT NULL AND f.offered_at IS NOT NULL
              AND f.outcome NOT IN ('{Words.Of(ContactOutcome.Closed)}', '{Words.Of(ContactOutcome.Misrouted)}')
            """;
        foreach (var row in connection.Rows(sql)) Add(new TicketNumber(row.GetString(0), row.GetString(1)), row.GetDateTime(2).ToInstant());
    }

    /// <summary>The tickets that the contacts name whose facts a batch has taken away.</summary>
    public static IEnumerable<TicketNumber> OfGone(DuckDBConnection connection) => connection
        .Rows($"SELECT DISTINCT s.organisation, f.ticket FROM {FactKind.Contact.Gone()} f JOIN slices s USING (slice) WHERE f.ticket IS NOT NULL")
        .Select(row => new TicketNumber(row.GetString(0), row.GetString(1)));

    private void Add(TicketNumber number, Instant at)
    {
        if (!_offered.TryGetValue(number, out var offered)) _offered[number] = offered = [];
        offered.Add(at);
    }
}
