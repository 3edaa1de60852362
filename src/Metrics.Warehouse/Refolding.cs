using DuckDB.NET.Data;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse;

/// <summary>
/// Folds the subjects that a batch touches again, replaces their facts, and changes the cells that those facts stood or stand
/// in. Contacts go first: a ticket's fact also tells whether somebody came back about it, so the tickets that touched contacts name,
/// now or before, are touched too.
/// </summary>
internal sealed class Refolding(
    DuckDBConnection connection, EventLog log, RecentSubjects recent, Streams streams, Slices slices, CellTables cells, IReadOnlyDictionary<string, Organisation> organisations)
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

        var changes = new CellChanges(connection, cells);
        var before = Take(touched, beaten, contacts, others, changes);
        var about = new TicketContacts();
        Write(contacts, changes, about);
        _contactsNameTickets |= about.Tickets.Count > 0;

        var named = KeysOf(before.Concat(about.Tickets).ToHashSet());
        named.ExceptWith(touched);
        if (named.Count > 0) Take(named, beaten, [], others, changes);
        if (_contactsNameTickets) about.Load(connection, others.Where(e => e.Type.Family == EventFamily.Ticket).Select(e => new TicketNumber(e.Organisation, e.Subject)).ToHashSet());
        Write(others, changes, about);
        changes.Apply();
    }

    // Reads what stands of some subjects from the log and clears their facts away; gives the tickets that those facts named.
    private HashSet<TicketNumber> Take(HashSet<UInt128> subjects, HashSet<long> beaten, List<ServiceEvent> contacts, List<ServiceEvent> others, CellChanges changes)
    {
        var (families, stored) = (new HashSet<EventFamily>(), new HashSet<UInt128>());
        Instant? from = null, to = null;
        foreach (var (seq, e) in recent.About(subjects, log.About))
        {
            families.Add(e.Type.Family);
            stored.Add(e.SubjectKey);
            if (e.Type.Family == EventFamily.Contact) (from, to) = (Instant.Min(from ?? e.Time, e.Time), Instant.Max(to ?? e.Time, e.Time));
            if (!beaten.Contains(seq)) (e.Type.Family == EventFamily.Contact ? contacts : others).Add(e);
        }

        if (stored.Count == 0) return [];
        using (var appender = connection.Renewed("touched"))
        {
            foreach (var subject in stored) appender.CreateRow().AppendValue(subject.ToUuid()).EndRow();
        }

        if (families.Contains(EventFamily.Contact))
        {
            // A contact was offered when one of its events happened, if it is known when: facts far away in time needn't be looked at.
            changes.Take(FactKind.Contact, "offered_at BETWEEN $1::TIMESTAMP AND $2::TIMESTAMP", from.ToTimestamp(), to.ToTimestamp());
            changes.Take(FactKind.Contact, "offered_at IS NULL");
        }

        foreach (var kind in families.SelectMany(FactsOf)) changes.Take(kind);
        if (families.Contains(EventFamily.Indicator) || families.Contains(EventFamily.Planning))
        {
            foreach (var table in TableNames.Statements) connection.Run($"DELETE FROM {table} WHERE subject_key IN (SELECT subject_key FROM touched)");
        }

        return _contactsNameTickets && families.Contains(EventFamily.Contact) ? TicketContacts.OfGone(connection).ToHashSet() : [];
    }

    private void Write(List<ServiceEvent> events, CellChanges changes, TicketContacts about)
    {
        if (events.Count == 0) return;
        using (var facts = new FactTables(connection, null, slices, organisations, changes, about)) facts.WriteAll(events);
        changes.Store();
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

    private static FactKind[] FactsOf(EventFamily family) => family switch
    {
        EventFamily.Ticket => [FactKind.Ticket, FactKind.HandOver],
        EventFamily.Volume => [FactKind.Volume],
        EventFamily.Survey => [FactKind.Survey],
        _ => [],
    };
}
