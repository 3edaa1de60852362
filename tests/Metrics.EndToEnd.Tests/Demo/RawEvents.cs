using DuckDB.NET.Data;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>
/// An organisation's events as the demo's file has them, asked with plain SQL and no code of the product: the table
/// <c>raw</c> has each line with its id, source, type, subject, data and Stockholm's local time.
/// </summary>
internal sealed class RawEvents : IDisposable
{
    private readonly DuckDBConnection _engine = new("DataSource=:memory:");

    public RawEvents(string file, string organisation)
    {
        _engine.Open();
        Run($$"""
            CREATE TABLE raw AS
            SELECT line, e.id, e.source, e.type, e.subject, e.time AT TIME ZONE 'Europe/Stockholm' AS local, e.data
            FROM (
                SELECT json::VARCHAR AS line, from_json(json, '{"id":"VARCHAR","source":"VARCHAR","type":"VARCHAR","subject":"VARCHAR","time":"TIMESTAMPTZ","organisation":"VARCHAR","data":"JSON"}') AS e
                FROM read_ndjson_objects('{{file}}')
                WHERE contains(json, '{{organisation}}')
            )
            WHERE e.organisation = '{{organisation}}'
            """);
    }

    /// <summary>Makes a table or writes a file.</summary>
    public void Run(string sql)
    {
        using var command = _engine.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>One number.</summary>
    public long Count(string sql) => Rows(sql, row => Convert.ToInt64(row.GetValue(0), null)).Single();

    /// <summary>Rows of anything.</summary>
    public IReadOnlyList<T> Rows<T>(string sql, Func<DuckDBDataReader, T> read)
    {
        using var command = _engine.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read()) rows.Add(read(row));
        return rows;
    }

    /// <summary>Writes a column of lines to a compressed file of events.</summary>
    public void Write(string lines, string file) => Run($"COPY ({lines}) TO '{file}' (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01', COMPRESSION gzip)");

    public void Dispose() => _engine.Dispose();
}
