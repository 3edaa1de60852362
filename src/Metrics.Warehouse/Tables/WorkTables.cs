using System.Collections.Frozen;
using DuckDB.NET.Data;

namespace Metrics.Warehouse.Tables;

/// <summary>
/// The temporary tables that a batch works through. Each is made anew for each use: a temporary table that is emptied keeps its dead rows, which no
/// checkpoint takes away, so that every batch of a running service would be larger and slower than the one before.
/// </summary>
internal static class WorkTables
{
    private static readonly FrozenDictionary<string, string> Columns = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["staged"] = "event_key UUID",
        ["found"] = "seq BIGINT",
        ["asked"] = "subject_key UUID",
        ["touched"] = "subject_key UUID",
        ["moved"] = "source VARCHAR, stream VARCHAR, read_by VARCHAR",
        ["named_tickets"] = "organisation VARCHAR, ticket VARCHAR",
        ["dirty_volumes"] = "slice INTEGER, measure VARCHAR, kind VARCHAR, handling VARCHAR, day DATE, granularity VARCHAR",
        ["dirty_surveys"] = "slice INTEGER, scale_low DECIMAL(18, 4), scale_high DECIMAL(18, 4), day DATE",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Makes a table anew, empty.</summary>
    public static void Renew(this DuckDBConnection connection, string table) => connection.Run($"CREATE OR REPLACE TEMP TABLE {table} ({Columns[table]})");

    /// <summary>Makes a table anew and gives what fills it.</summary>
    public static DuckDBAppender Renewed(this DuckDBConnection connection, string table)
    {
        connection.Renew(table);
        return connection.CreateAppender("temp", "main", table);
    }
}
