using DuckDB.NET.Data;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.Warehouse.Tables;

/// <summary>
/// What a batch changes of the cells. Where cells are sums of facts, the facts it takes away and the facts it brings change them by just that. Of the
/// others it knows which ones its facts stood or stand in; those are made anew.
/// </summary>
/// <param name="connection">The connection of the batch.</param>
/// <param name="cells">The cells.</param>
internal sealed class CellChanges(DuckDBConnection connection, CellTables cells)
{
    private readonly HashSet<FactKind> _gone = [];
    private readonly HashSet<FactKind> _come = [];
    private readonly HashSet<FactKind> _stored = [];
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);

    public HashSet<(int Slice, string Measure, string Kind, string? Handling, LocalDate Day, string Granularity)> Volumes { get; } = [];

    public HashSet<(int Slice, decimal ScaleLow, decimal ScaleHigh, LocalDate Day)> Surveys { get; } = [];

    /// <summary>Takes away the facts of the subjects in <c>touched</c>.</summary>
    /// <param name="kind">Their kind.</param>
    /// <param name="where">A condition that spares looking at all facts.</param>
    /// <param name="parameters">Its parameters.</param>
    public void Take(FactKind kind, string where = "true", params ReadOnlySpan<object?> parameters)
    {
        if (TableNames.Summed.Contains(kind))
        {
            Begin(kind.Gone(), kind);
            if (connection.Run($"INSERT INTO {kind.Gone()} FROM main.{kind.Facts()} SEMI JOIN touched USING (subject_key) WHERE {where}", parameters) == 0) return;
            _gone.Add(kind);
        }
        else if (kind == FactKind.Volume)
        {
            foreach (var row in connection.Rows("SELECT DISTINCT slice, measure, kind, handling, day, granularity FROM volume_facts SEMI JOIN touched USING (subject_key)"))
                Volumes.Add((row.GetInt32(0), row.GetString(1), row.GetString(2), row.Text(3), row.Day(4), row.GetString(5)));
        }
        else
        {
            foreach (var row in connection.Rows("SELECT DISTINCT slice, scale_low, scale_high, day FROM survey_facts SEMI JOIN touched USING (subject_key)"))
                Surveys.Add((row.GetInt32(0), row.GetDecimal(1), row.GetDecimal(2), row.Day(3)));
        }

        connection.Run($"DELETE FROM main.{kind.Facts()} WHERE subject_key IN (SELECT subject_key FROM touched) AND {where}", parameters);
    }

    /// <summary>What takes the facts that the batch brings, for cells that are their sums.</summary>
    public DuckDBAppender Come(FactKind kind)
    {
        Begin(kind.Come(), kind);
        _come.Add(kind);
        return connection.CreateAppender("temp", "main", kind.Come());
    }

    /// <summary>Stores the facts that were written by <see cref="Come"/> and aren't stored yet.</summary>
    public void Store()
    {
        foreach (var kind in _come.Where(_stored.Add)) connection.Run($"INSERT INTO main.{kind.Facts()} FROM {kind.Come()}");
    }

    /// <summary>Changes the cells, once all facts of the batch are stored.</summary>
    public void Apply()
    {
        foreach (var kind in cells.Summed.Where(k => _gone.Contains(k) || _come.Contains(k)))
        {
            foreach (var statement in cells.Change(kind, _gone.Contains(kind), _come.Contains(kind))) connection.Run(statement);
        }

        if (Volumes.Count > 0)
        {
            using (var appender = connection.Renewed("dirty_volumes"))
            {
                foreach (var v in Volumes)
                {
                    appender.CreateRow().AppendValue(v.Slice).AppendValue(v.Measure).AppendValue(v.Kind).AppendValue(v.Handling)
                        .AppendValue(((LocalDate?)v.Day).ToDate()).AppendValue(v.Granularity).EndRow();
                }
            }

            connection.Run($"DELETE FROM volume_cells c USING dirty_volumes d WHERE {CellTables.SameVolume("c")}");
            connection.Run(CellTables.FillVolumes("", onlyDirty: true));
        }

        if (Surveys.Count > 0)
        {
            using (var appender = connection.Renewed("dirty_surveys"))
            {
                foreach (var s in Surveys)
                    appender.CreateRow().AppendValue(s.Slice).AppendValue((decimal?)s.ScaleLow).AppendValue((decimal?)s.ScaleHigh).AppendValue(((LocalDate?)s.Day).ToDate()).EndRow();
            }

            connection.Run("DELETE FROM survey_cells WHERE (slice, scale_low, scale_high, day) IN (SELECT (slice, scale_low, scale_high, day) FROM dirty_surveys)");
            connection.Run(CellTables.FillSurveys("", onlyDirty: true));
        }
    }

    private void Begin(string table, FactKind kind)
    {
        if (_begun.Add(table)) connection.Run($"CREATE OR REPLACE TEMP TABLE {table} AS FROM main.{kind.Facts()} LIMIT 0");
    }
}
