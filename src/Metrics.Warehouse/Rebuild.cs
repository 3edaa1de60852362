using DuckDB.NET.Data;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse;

/// <summary>Makes facts and cells anew from the log alone: for verify, for as-of, and when the catalogue changed.</summary>
internal static class Rebuild
{
    // Attached databases that rebuilt tables stand in have names that no file will have; one may stand beside another.
    private static int _databases;

    /// <summary>Fills facts and cells of a database from the log of the warehouse.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="database">An attached database with the same tables, empty; null for the warehouse itself.</param>
    /// <param name="slices">The numbers of slices; new ones are stored in that database.</param>
    /// <param name="cells">The cells to make.</param>
    /// <param name="organisations">The organisations.</param>
    /// <param name="part">The part of the log to fill them from.</param>
    public static void Into(
        DuckDBConnection connection, string? database, Slices slices, CellTables cells,
        IReadOnlyDictionary<string, Organisation> organisations, LogPart part)
    {
        var prefix = database is null ? "" : database + ".";
        foreach (var kind in TableNames.Kinds) connection.Run($"DELETE FROM {prefix}{kind.Facts()}; DELETE FROM {prefix}{kind.Cells()}");
        foreach (var table in TableNames.Statements) connection.Run($"DELETE FROM {prefix}{table}");
        Fold(connection, database, slices, organisations, part);
        slices.Append(connection, database);
        foreach (var kind in cells.Summed) connection.Run(cells.Fill(kind, prefix));
        connection.Run(CellTables.FillVolumes(prefix, onlyDirty: false));
        connection.Run(CellTables.FillSurveys(prefix, onlyDirty: false));
    }

    /// <summary>Attaches an empty database in memory, fills it, hands it over, and detaches it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cells">The cells to make.</param>
    /// <param name="organisations">The organisations.</param>
    /// <param name="part">The part of the log to fill it from.</param>
    /// <param name="use">What is done with it.</param>
    /// <param name="withinTransaction">Whether a transaction is open that will be rolled back: that detaches it.</param>
    public static T Beside<T>(
        DuckDBConnection connection, CellTables cells, IReadOnlyDictionary<string, Organisation> organisations, LogPart part, Func<string, T> use,
        bool withinTransaction)
    {
        var database = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"rebuilt_beside_the_warehouse_{Interlocked.Increment(ref _databases)}");
        connection.Run($"ATTACH ':memory:' AS {database}");
        try
        {
            foreach (var table in TableNames.Kinds.Select(k => k.Facts()).Concat(TableNames.Statements).Append(FactKind.Volume.Cells()).Append(FactKind.Survey.Cells()).Append("slices"))
                connection.Run($"CREATE TABLE {database}.{table} AS FROM main.{table} LIMIT 0");
            connection.Run(cells.Create(database + "."));
            connection.Run($"INSERT INTO {database}.slices FROM main.slices");
            Into(connection, database, Slices.Load(connection), cells, organisations, part);
            return use(database + ".");
        }
        finally
        {
            if (!withinTransaction) connection.Run($"DETACH {database}");
        }
    }

    private static void Fold(
        DuckDBConnection connection, string? database, Slices slices, IReadOnlyDictionary<string, Organisation> organisations, LogPart part)
    {
        // The log is read on a connection of its own: an appender and an open result can't share one.
        using var reading = connection.Another();
        var log = new EventLog(reading, Streams.Load(reading));
        using var facts = new FactTables(connection, database, slices, organisations, changes: null, new TicketContacts());
        // Contacts go first: a ticket's fact also tells whether somebody came back about it.
        const string Contacts = "servicedesk.contact.";
        if (part.Types is null) Fold(log, facts, part with { Types = Contacts });
        Fold(log, facts, part.Types is null ? part with { Except = Contacts } : part);
    }

    private static void Fold(EventLog log, FactTables facts, LogPart part)
    {
        var subject = new List<ServiceEvent>();
        foreach (var e in log.BySubject(part))
        {
            if (subject.Count > 0 && subject[0].SubjectKey != e.SubjectKey)
            {
                facts.Write(subject[0].Type.Family, subject);
                subject.Clear();
            }

            subject.Add(e);
        }

        if (subject.Count > 0) facts.Write(subject[0].Type.Family, subject);
    }
}
