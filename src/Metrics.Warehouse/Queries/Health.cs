using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Queries;

/// <summary>One source and how fresh it is.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Events">Stored versions of its events.</param>
/// <param name="LastTime">When its last event happened, UTC.</param>
/// <param name="LastRecorded">When its last event became known, UTC.</param>
/// <param name="Rejects">Records of it that became no event.</param>
public sealed record SourceHealth(string Source, long Events, DateTime LastTime, DateTime LastRecorded, long Rejects);

/// <summary>An event that was told in different words under one revision.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Id">Its id.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Versions">How many versions share it.</param>
/// <param name="Type">Its type.</param>
public sealed record Conflict(string Source, string Id, long Revision, long Versions, string Type);

/// <summary>What the database is and holds.</summary>
/// <param name="DuckDb">The engine's version.</param>
/// <param name="Bytes">The file's size.</param>
/// <param name="Events">Stored versions of events.</param>
/// <param name="Superseded">Versions that another has beaten.</param>
/// <param name="Facts">Facts.</param>
/// <param name="Cells">Cells.</param>
/// <param name="Batches">Committed batches.</param>
/// <param name="Sources">The sources.</param>
/// <param name="Freshness">How fresh each is, by organisation and family.</param>
/// <param name="Conflicts">Events told in different words under one revision.</param>
/// <param name="Rejects">Why records were rejected, the most frequent first: source, field, reason, count.</param>
public sealed record Health(
    string DuckDb, long Bytes, long Events, long Superseded, long Facts, long Cells, long Batches,
    IReadOnlyList<SourceHealth> Sources, IReadOnlyCollection<ServiceDesk.SourceFreshness> Freshness, IReadOnlyList<Conflict> Conflicts, IReadOnlyList<(string Source, string? Field, string Reason, long Count)> Rejects);

/// <summary>Looks a database over.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class HealthQuery(MetricsWarehouse warehouse)
{
    /// <summary>The answer.</summary>
    public Health Answer()
    {
        var c = warehouse.Connection;
        long Count(params IEnumerable<string> tables) => tables.Sum(t => c.Scalar<long>($"SELECT count(*) FROM {t}"));
        return new Health(
            c.Scalar<string>("SELECT version()"),
            File.Exists(warehouse.Path) ? new FileInfo(warehouse.Path).Length : 0,
            Count("log"), Count("superseded"),
            Count(TableNames.Kinds.Select(k => k.Facts()).Concat(TableNames.Statements)),
            Count(TableNames.Kinds.Select(k => k.Cells())),
            Count("batches"),
            c.Rows(warehouse.Pipelines.Sql("query/sources.sql"))
                .Select(r => new SourceHealth(r.GetString(0), r.GetInt64(1), r.Utc(2), r.Utc(3), r.GetInt64(4))).ToArray(),
            warehouse.Sources(),
            c.Rows(warehouse.Pipelines.Sql("query/conflicts.sql"))
                .Select(r => new Conflict(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3), r.GetString(4))).ToArray(),
            c.Rows("SELECT source, field, any_value(reason), count(*) FROM rejects GROUP BY source, field, regexp_replace(reason, '''[^'']*''', '…', 'g') ORDER BY 4 DESC LIMIT 20")
                .Select(r => (r.GetString(0), r.Text(1), r.GetString(2), r.GetInt64(3))).ToArray());
    }
}
