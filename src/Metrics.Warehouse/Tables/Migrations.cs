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
}
