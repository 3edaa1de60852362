using DuckDB.NET.Data;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse;

/// <summary>
/// Folds the subjects that a batch touches again, replaces their facts, and makes the cells anew that those facts stood or stand
/// in. Contacts go first: a ticket's fact also tells whether somebody came back about it, so the tickets that touched contacts name,
/// now or before, are touched too.
/// </summary>
internal sealed class Refolding(
    DuckDBConnection connection, EventLog log, Streams streams, Slices slices, CellTables cells, IReadOnlyDictionary<string, Organisation> organisations)
{
    // As long as no contact names a ticket, no ticket looks for its contacts.
    private bool _contactsNameTickets = connection.Scalar<bool>("SELECT EXISTS (FROM contact_facts WHERE ticket IS NOT NULL)");

    /// <summary>Folds again.</summary>
    /// <param name="touched">The subjects that the arriving events are or were about.</param>
    /// <param name="arriving">The arriving events that stand.</param>
    /// <param name="beaten">The places of stored events that stand no more.</param>
    public void Run(HashSet<UInt128> touched, IEnumerable<ServiceEvent> arriving, HashSet<long> beaten)
    {
        if (touched.Count == 0) return;
        var (contacts, others) = (new List<ServiceEvent>(), new List<ServiceEvent>());
        foreach (var e in arriving) (e.Type.Family == EventFamily.Contact ? contacts : others).Add(e);
        // Most of the tickets to come are named by what arrives: they are read from the log together with the rest.
        touched.UnionWith(KeysOf(contacts.Select(Names).OfType<TicketNumber>().ToHashSet()));

        var dirty = new DirtyCells();
        var before = Take(touched, beaten, contacts, others, dirty);
        var about = new TicketContacts();
        Write(contacts, dirty, about);
        _contactsNameTickets |= about.Tickets.Count > 0;

        var named = KeysOf(before.Concat(about.Tickets).ToHashSet());
        named.ExceptWith(touched);
        if (named.Count > 0) Take(named, beaten, [], others, dirty);
        if (_contactsNameTickets) about.Load(connection, others.Where(e => e.Type.Family == EventFamily.Ticket).Select(e => new TicketNumber(e.Organisation, e.Subject)).ToHashSet());
        Write(others, dirty, about);
        Recompute(dirty);
    }

    // Reads what stands of some subjects from the log and clears their facts away; gives the tickets that those facts named.
    private HashSet<TicketNumber> Take(HashSet<UInt128> subjects, HashSet<long> beaten, List<ServiceEvent> contacts, List<ServiceEvent> others, DirtyCells dirty)
    {
        var families = new HashSet<EventFamily>();
        Instant? from = null, to = null;
        foreach (var (seq, e) in log.About(subjects))
        {
            families.Add(e.Type.Family);
            if (e.Type.Family == EventFamily.Contact) (from, to) = (Instant.Min(from ?? e.Time, e.Time), Instant.Max(to ?? e.Time, e.Time));
            if (!beaten.Contains(seq)) (e.Type.Family == EventFamily.Contact ? contacts : others).Add(e);
        }

        if (families.Count == 0) return [];
        // A contact was offered when one of its events happened, if it is known when: facts far away in time needn't be looked at.
        var offered = (From: from.ToTimestamp(), To: to.ToTimestamp());
        dirty.AddStored(connection, families, offered.From, offered.To);
        var named = _contactsNameTickets && families.Contains(EventFamily.Contact) ? TicketContacts.OfTouched(connection, offered.From, offered.To).ToHashSet() : [];
        const string Touched = "subject_key IN (SELECT subject_key FROM touched)";
        foreach (var table in families.Where(f => f != EventFamily.Contact).SelectMany(FactsOf)) connection.Run($"DELETE FROM {table} WHERE {Touched}");
        if (families.Contains(EventFamily.Contact))
        {
            connection.Run($"DELETE FROM contact_facts WHERE offered_at BETWEEN $1::TIMESTAMP AND $2::TIMESTAMP AND {Touched}", offered.From, offered.To);
            connection.Run($"DELETE FROM contact_facts WHERE offered_at IS NULL AND {Touched}");
        }

        return named;
    }

    private void Write(List<ServiceEvent> events, DirtyCells dirty, TicketContacts about)
    {
        if (events.Count == 0) return;
        using var facts = new FactTables(connection, null, slices, organisations, dirty, about);
        facts.WriteAll(events);
    }

    private static TicketNumber? Names(ServiceEvent contact) => contact.Data switch
    {
        ContactRecorded { Ticket: { } ticket } => new TicketNumber(contact.Organisation, ticket),
        ContactEnded { Ticket: { } ticket } => new TicketNumber(contact.Organisation, ticket),
        _ => null,
    };

    // Which sources have tickets is known, so the subjects of a number can be told without looking for them.
    private HashSet<UInt128> KeysOf(HashSet<TicketNumber> numbers)
    {
        if (numbers.Count == 0) return [];
        var sources = streams.Sources(EventFamily.Ticket);
        return numbers.SelectMany(n => sources[n.Organisation].Select(source => ServiceEvent.SubjectKeyOf(EventFamily.Ticket, n.Organisation, source, n.Ticket))).ToHashSet();
    }

    private static string[] FactsOf(EventFamily family) => family switch
    {
        EventFamily.Ticket => [FactKind.Ticket.Facts(), FactKind.HandOver.Facts()],
        EventFamily.Volume => [FactKind.Volume.Facts()],
        EventFamily.Survey => [FactKind.Survey.Facts()],
        EventFamily.Indicator or EventFamily.Planning => TableNames.Statements,
        _ => [],
    };

    private void Recompute(DirtyCells dirty)
    {
        dirty.Append(connection);
        if (dirty.Contacts.Count > 0)
        {
            connection.Run("DELETE FROM contact_cells WHERE (slice, bucket) IN (SELECT (slice, bucket) FROM dirty_contacts)");
            connection.Run(cells.FillContacts("", onlyDirty: true));
        }

        foreach (var (kind, _) in dirty.Days.Where(d => d.Value.Count > 0))
        {
            connection.Run($"DELETE FROM {kind.Cells()} WHERE (slice, day) IN (SELECT (slice, day) FROM {kind.Dirty()})");
            connection.Run(cells.FillDays(kind, "", onlyDirty: true));
        }

        if (dirty.Volumes.Count > 0)
        {
            connection.Run($"DELETE FROM volume_cells c USING dirty_volumes d WHERE {CellTables.SameVolume("c")}");
            connection.Run(CellTables.FillVolumes("", onlyDirty: true));
        }

        if (dirty.Surveys.Count > 0)
        {
            connection.Run("DELETE FROM survey_cells WHERE (slice, scale_low, scale_high, day) IN (SELECT (slice, scale_low, scale_high, day) FROM dirty_surveys)");
            connection.Run(CellTables.FillSurveys("", onlyDirty: true));
        }
    }
}
