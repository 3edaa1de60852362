using DuckDB.NET.Data;
using Metrics.Pipelines;

namespace Metrics.Warehouse.Tables;

/// <summary>Brings a database to the present form, at start and never while running.</summary>
internal static class Migrations
{
    /// <summary>Applies what has not been applied.</summary>
    public static void Apply(DuckDBConnection connection, PipelineFolder pipelines, DateTime now)
    {
        connection.Run("CREATE TABLE IF NOT EXISTS migrations (name VARCHAR NOT NULL, applied_at TIMESTAMP NOT NULL)");
        var applied = connection.Rows("SELECT name FROM migrations").Select(r => r.GetString(0)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, text) in pipelines.Migrations().Where(m => !applied.Contains(m.Name)))
        {
            using var transaction = connection.BeginTransaction();
            connection.Run(text);
            connection.Run("INSERT INTO migrations VALUES ($1, $2)", name, now);
            transaction.Commit();
        }
    }

    /// <summary>The tables that a batch works through; they live with the connection.</summary>
    public static void CreateTemporary(DuckDBConnection connection) => connection.Run("""
        CREATE TEMP TABLE staged (event_key UUID);
        CREATE TEMP TABLE found (seq BIGINT);
        CREATE TEMP TABLE touched (subject_key UUID);
        CREATE TEMP TABLE moved (source VARCHAR, stream VARCHAR, read_by VARCHAR);
        CREATE TEMP TABLE named_tickets (organisation VARCHAR, ticket VARCHAR);
        CREATE TEMP TABLE dirty_contacts (slice INTEGER, bucket TIMESTAMP);
        CREATE TEMP TABLE dirty_tickets (slice INTEGER, day DATE);
        CREATE TEMP TABLE dirty_hand_overs (slice INTEGER, day DATE);
        CREATE TEMP TABLE dirty_volumes (slice INTEGER, measure VARCHAR, kind VARCHAR, handling VARCHAR, day DATE, granularity VARCHAR);
        CREATE TEMP TABLE dirty_surveys (slice INTEGER, scale_low DECIMAL(18, 4), scale_high DECIMAL(18, 4), day DATE);
        """);
}
