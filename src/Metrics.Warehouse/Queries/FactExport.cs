using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>Writes the facts behind figures to a file: CSV, or Parquet when the name ends so.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class FactExport(MetricsWarehouse warehouse)
{
    private const string Csv = "FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ', DATEFORMAT '%Y-%m-%d'";

    /// <summary>Writes the facts of an organisation that arose on the days asked for.</summary>
    /// <param name="fact">Which facts.</param>
    /// <param name="organisation">Whose.</param>
    /// <param name="from">The first day; null is all.</param>
    /// <param name="to">The first day after; null is all.</param>
    /// <param name="file">The file to write; replaced when it exists.</param>
    /// <returns>How many.</returns>
    public long Write(FactKind fact, Organisation organisation, LocalDate? from, LocalDate? to, string file)
    {
        var sql = warehouse.Pipelines.Sql($"query/facts-{Words.Of(fact)}s.sql");
        return Write(warehouse, sql, file, organisation.Id, from.ToDate(), to.ToDate());
    }

    /// <summary>Writes an organisation's cells: who they are of, when, and the sums of all measures, which every figure is made of.</summary>
    /// <param name="fact">Of which facts.</param>
    /// <param name="organisation">Whose.</param>
    /// <param name="from">The first day; null is all.</param>
    /// <param name="to">The first day after; null is all.</param>
    /// <param name="file">The file to write; replaced when it exists.</param>
    /// <returns>How many.</returns>
    public long WriteCells(FactKind fact, Organisation organisation, LocalDate? from, LocalDate? to, string file) => Write(
        warehouse,
        $"""
        SELECT s.* EXCLUDE (slice), c.* EXCLUDE (slice) FROM {fact.Cells()} c JOIN slices s USING (slice)
        WHERE s.organisation = $1 AND ($2::DATE IS NULL OR c.day >= $2) AND ($3::DATE IS NULL OR c.day < $3)
        ORDER BY ALL
        """,
        file, organisation.Id, from.ToDate(), to.ToDate());

    // COPY takes no parameter for its file, and a user's text never becomes SQL: the engine writes to a name of ours, which is then moved.
    internal static long Write(MetricsWarehouse warehouse, string sql, string file, params ReadOnlySpan<object?> parameters)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(folder);
        var parquet = file.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);
        var own = Path.Combine(Path.GetTempPath(), $"metrics-{Guid.NewGuid():N}");
        try
        {
            var rows = warehouse.Connection.Run($"COPY ({sql}) TO '{own.Replace("'", "''", StringComparison.Ordinal)}' ({(parquet ? "FORMAT parquet" : Csv)})", parameters);
            File.Move(own, file, overwrite: true);
            return rows;
        }
        finally
        {
            File.Delete(own);
        }
    }
}
