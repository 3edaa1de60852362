using System.Globalization;
using DuckDB.NET.Data;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.Warehouse.Queries;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse;

/// <summary>
/// The one owner of a DuckDB file: commits batches exactly once and answers from cells. Not thread-safe: one process opens
/// a file, and one caller at a time uses this; who asks while batches are committed asks a <see cref="Reader"/>.
/// </summary>
public sealed class MetricsWarehouse : IDisposable
{
    /// <summary>Raised when the same events make other facts or cells than before, so that files written before are made anew.</summary>
    private const int FoldVersion = 10;

    /// <summary>Bytes of memory that the engine may take where nothing else is said.</summary>
    public const long EngineBytes = 4L << 30;

    private readonly DuckDBConnection _connection;
    private readonly PipelineFolder _pipelines;
    private readonly TimeProvider _time;
    private readonly CellTables _cells;
    private readonly SourceTimes _sources;
    private readonly LogSegments _segments;
    private readonly BatchTransaction? _batches;
    private readonly Action? _disposed;
    // Tables made anew within one question, by the part of the log that they are of; null while none is asked at one moment.
    private Dictionary<LogPart, string>? _madeAtOneMoment;

    private MetricsWarehouse(DuckDBConnection connection, PipelineFolder pipelines, TimeProvider time, string path, int segmentEvents, int recentEvents)
    {
        _connection = connection;
        _pipelines = pipelines;
        _time = time;
        Path = path;
        _cells = new CellTables(pipelines.Catalogue, pipelines.Organisations.Values);
        _sources = new SourceTimes(pipelines);
        Migrations.Apply(connection, pipelines, Now.ToDateTimeUtc());
        var slices = Slices.Load(connection);
        RenewDerived(slices);
        _segments = new LogSegments(connection.Scalar<long>("SELECT coalesce(max(seq), 0) FROM log"), segmentEvents);
        _batches = new BatchTransaction(connection, Streams.Load(connection), slices, _segments, new RecentSubjects(recentEvents), _cells, pipelines.Organisations);
    }

    private MetricsWarehouse(MetricsWarehouse owner, Action? disposed)
    {
        _disposed = disposed;
        _connection = owner._connection.Another();
        (_pipelines, _time, _cells, _sources, _segments, Path) = (owner._pipelines, owner._time, owner._cells, owner._sources, owner._segments, owner.Path);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The configuration it was opened with.</summary>
    public PipelineFolder Pipelines => _pipelines;

    /// <summary>The instant by the warehouse's clock.</summary>
    public Instant Now => Instant.FromDateTimeOffset(_time.GetUtcNow());

    internal DuckDBConnection Connection => _connection;

    internal CellTables Cells => _cells;

    /// <summary>Hands over the prefix of an organisation's tables as known at a time: the stored tables, or ones made anew from what was known then.</summary>
    internal T AsKnown<T>(Organisation organisation, Instant? asOf, Func<string, T> use)
        => asOf is null ? use("") : Beside(LogPart.Known(asOf) with { Organisation = organisation.Id }, use);

    /// <summary>Hands over the prefix of tables made anew from a part of the log, beside the stored ones.</summary>
    /// <param name="part">The part.</param>
    /// <param name="use">What is done with them.</param>
    /// <param name="organisations">Other organisations than those configured.</param>
    internal T Beside<T>(LogPart part, Func<string, T> use, IReadOnlyDictionary<string, Organisation>? organisations = null)
    {
        if (_madeAtOneMoment is not { } made || organisations is not null) return Rebuild.Beside(_connection, _cells, organisations ?? _pipelines.Organisations, part, use, _madeAtOneMoment is not null);
        // One question asks for the same several times; and a transaction can write to one such database alone.
        if (!made.TryGetValue(part, out var prefix)) made[part] = prefix = Rebuild.Beside(_connection, _cells, _pipelines.Organisations, part, p => p, withinTransaction: true);
        return use(prefix);
    }

    /// <summary>How many events tell of some subjects, and when the last of them became known.</summary>
    /// <param name="subjects">The statement that selects them, of the organisation that is its first parameter.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="question">What they are counted for: as known when, and whether at all.</param>
    internal (long Events, DateTime? Last) EventsOf(string subjects, IReadOnlyList<object?> parameters, KpiQuestion question)
    {
        if (!question.CountsEvents) return (0, null);
        // Several versions of an event are one; where there are none, nothing has to be told apart.
        var events = _connection.Scalar<long>("SELECT count(*) FROM superseded") == 0 ? "count(*)" : "count(DISTINCT e.event_key)";
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {events}, max(e.recorded_at) FROM main.log e SEMI JOIN ({subjects}) x USING (subject_key)
            WHERE e.stream IN (SELECT stream FROM main.streams WHERE organisation = $1) AND e.recorded_at <= coalesce(${parameters.Count + 1}::TIMESTAMP, TIMESTAMP '9999-01-01')
            """);
        return _connection.Rows(sql, [.. parameters, question.AsOf.ToTimestamp()]).Select(r => (r.GetInt64(0), r.IsDBNull(1) ? (DateTime?)null : r.Utc(1))).Single();
    }

    /// <summary>An organisation's present day, or the day as known at which it asks: as known at a day's end, that day is over.</summary>
    public LocalDate Today(Organisation organisation, Instant? asOf) => organisation.DayOf(asOf is { } then ? then + ServiceDesk.Time.Moment.Resolution : Now);

    /// <summary>Opens a database, creating or migrating it.</summary>
    /// <param name="path">The file; its folder is made when missing. <c>:memory:</c> keeps nothing.</param>
    /// <param name="pipelines">The configuration.</param>
    /// <param name="time">The clock that says when events became known.</param>
    /// <param name="mustExist">True when there is no point in an empty one.</param>
    /// <exception cref="WarehouseException">The file is missing, in use, or not a database.</exception>
    public static MetricsWarehouse Open(string path, PipelineFolder pipelines, TimeProvider time, bool mustExist = false)
        => Open(path, pipelines, time, mustExist, LogSegments.RowGroup, RecentSubjects.OfTheLastSeconds);

    /// <summary>Opens a database whose log is known in segments of another size, and that remembers other numbers of events.</summary>
    internal static MetricsWarehouse Open(string path, PipelineFolder pipelines, TimeProvider time, bool mustExist, int segmentEvents, int recentEvents)
    {
        if (path != ":memory:")
        {
            if (path.Length == 0 || Directory.Exists(path)) throw new WarehouseException($"'{path}' is {(path.Length == 0 ? "empty" : "a directory")}; name a database file with --db");
            if (mustExist && !File.Exists(path)) throw new WarehouseException($"{path}: there is no such database yet; 'metrics ingest' makes one");
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
            if (File.Exists(folder)) throw new WarehouseException($"{path}: {folder} is a file, not a folder; name another database with --db");
            Directory.CreateDirectory(folder);
        }

        // Nothing is fetched from anywhere while running; half the memory is left to the program around the engine.
        var settings = new DuckDBConnectionStringBuilder
        {
            DataSource = path,
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
            ["memory_limit"] = string.Create(CultureInfo.InvariantCulture, $"{EngineBytes >> 20}MiB"),
            ["checkpoint_threshold"] = "1GB",
            ["preserve_insertion_order"] = "false",
        };
        var connection = new DuckDBConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return new MetricsWarehouse(connection, pipelines, time, path, segmentEvents, recentEvents);
        }
        catch (DuckDBException e)
        {
            connection.Dispose();
            throw new WarehouseException(Explain(path, e), e);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Another caller of the same open file, for asking while this one commits: on another thread, and undisturbed by what is committed
    /// meanwhile within one question. The owner must outlive it.
    /// </summary>
    /// <param name="disposed">Told when it is disposed.</param>
    public MetricsWarehouse Reader(Action? disposed = null) => new(this, disposed);

    /// <summary>Sets how much memory the engine may take, for all who use the file.</summary>
    public void LimitMemory(long bytes) => _connection.Run(string.Create(CultureInfo.InvariantCulture, $"SET GLOBAL memory_limit = '{bytes >> 20}MiB'"));

    /// <summary>Has the engine let go of what it keeps in memory for the next question. Nobody else may ask meanwhile.</summary>
    /// <param name="keep">Bytes that it may keep.</param>
    /// <param name="limit">Bytes that it may take again afterwards.</param>
    public void GiveBack(long keep, long limit)
    {
        try
        {
            LimitMemory(keep);
        }
        catch (DuckDBException)
        {
            // It needs more than that: it has let go of the rest.
        }
        finally
        {
            LimitMemory(limit);
        }
    }

    /// <summary>Bytes of memory that the engine holds, for all who use the file.</summary>
    public long HeldMemory() => _connection.Scalar<long>("SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory()");

    /// <summary>Answers from one moment: what is committed meanwhile is not seen.</summary>
    public T AtOneMoment<T>(Func<MetricsWarehouse, T> ask)
    {
        _madeAtOneMoment = [];
        try
        {
            using var moment = _connection.BeginTransaction();
            return ask(this);
        }
        finally
        {
            _madeAtOneMoment = null;
        }
    }

    /// <summary>Commits a batch: events, facts, cells, rejects and position together, or nothing.</summary>
    /// <exception cref="PositionMovedException">A position doesn't go on from the stored one; nothing is committed.</exception>
    public BatchResult Commit(Batch batch)
    {
        if (_batches is null) throw new InvalidOperationException("a reader commits nothing");
        var now = Now;
        var result = _batches.Commit(batch, now);
        _sources.Told(batch.Events, now);
        return result;
    }

    /// <summary>
    /// Learns a part of what the log holds, so that commits needn't look there for what isn't: without it they are as right, and slower the longer
    /// the log is. A reader may do so beside commits; one at a time.
    /// </summary>
    /// <returns>False when nothing is left to learn.</returns>
    public bool LearnLog() => _segments.LearnOne(_connection);

    /// <summary>How fresh the sources of all organisations are.</summary>
    /// <param name="asOf">As known then; null is now.</param>
    public IReadOnlyCollection<SourceFreshness> Sources(Instant? asOf = null) => asOf is { } then ? _sources.AsOf(_connection, then) : _sources.Now(_connection);

    /// <summary>The organisations that anything is told of.</summary>
    public IReadOnlySet<string> Organisations() => _connection.Rows("SELECT DISTINCT organisation FROM streams").Select(r => r.GetString(0)).ToHashSet(StringComparer.Ordinal);

    /// <summary>How far the streams of a source have been read.</summary>
    public IReadOnlyList<SourcePosition> Positions(string source) => _connection
        .Rows("SELECT source, stream, next_offset, fingerprint, records, name, next_line, read_by FROM positions WHERE source = $1", source)
        .Select(r => new SourcePosition(r.GetString(0), r.GetString(1), r.GetInt64(2), r.Text(3), r.GetInt64(4), r.Text(5)) { Line = r.GetInt64(6), ReadBy = r.GetString(7) })
        .ToArray();

    /// <summary>Forgets how far a source has been read: its streams begin anew, and what was read before is known by its identity.</summary>
    /// <returns>How many streams.</returns>
    public int Forget(string source) => _connection.Run("DELETE FROM positions WHERE source = $1", source);

    /// <summary>The sources that positions are kept of.</summary>
    public IReadOnlyList<string> PositionedSources() => _connection.Rows("SELECT DISTINCT source FROM positions ORDER BY source").Select(r => r.GetString(0)).ToArray();

    /// <summary>Writes what is in the write-ahead log into the file.</summary>
    /// <param name="merges">Whether half-empty row groups are merged and dead rows left out, which takes many times as long; commits wait for it.</param>
    public void Checkpoint(bool merges = true) => _connection.Run($"SET GLOBAL max_vacuum_tasks = {(merges ? "100" : "0")}; CHECKPOINT");

    /// <summary>Bytes of the file, and how many of them hold nothing any more: they are used again, but never given back.</summary>
    public (long All, long Free) Space() => _connection
        .Rows("SELECT block_size * total_blocks, block_size * free_blocks FROM pragma_database_size() WHERE database_name = current_database()")
        .Select(r => (r.GetInt64(0), r.GetInt64(1))).Single();

    /// <summary>Writes all that is committed to a new file, without free space, rows in the order they have.</summary>
    /// <param name="path">The file; there must be none.</param>
    public void CopyTo(string path)
    {
        // Neither a name nor a path can be a parameter: quotes in them are doubled.
        var name = _connection.Scalar<string>("SELECT current_database()").Replace("\"", "\"\"", StringComparison.Ordinal);
        _connection.Run($"ATTACH '{path.Replace("'", "''", StringComparison.Ordinal)}' AS compacted");
        try
        {
            // Bounds of the log and of facts let statements skip most rows only where rows keep their order.
            _connection.Run("SET preserve_insertion_order = true");
            _connection.Run($"COPY FROM DATABASE \"{name}\" TO compacted");
        }
        finally
        {
            _connection.Run("SET preserve_insertion_order = false");
            _connection.Run("DETACH compacted");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _disposed?.Invoke();
    }

    // Facts follow the folds, the organisations' zones, calendars and policies, and cells the catalogue: when any of it changed
    // since the file was written, all are made anew.
    private void RenewDerived(Slices slices)
    {
        var present = string.Create(CultureInfo.InvariantCulture, $"{FoldVersion} {_pipelines.Fingerprint()}");
        var stored = _connection.Rows("SELECT value FROM settings WHERE name = 'derived-by'").Select(r => r.GetString(0)).FirstOrDefault();
        if (stored == present) return;
        using var transaction = _connection.BeginTransaction();
        _connection.Run(_pipelines.Sql("derived/facts.sql"));
        _connection.Run(_cells.Create(""));
        if (stored is not null) Rebuild.Into(_connection, null, slices, _cells, _pipelines.Organisations, LogPart.All);
        _connection.Run("DELETE FROM settings WHERE name = 'derived-by'");
        _connection.Run("INSERT INTO settings VALUES ('derived-by', $1)", present);
        transaction.Commit();
        slices.Committed();
    }

    private static string Explain(string path, DuckDBException e)
    {
        if (e.Message.Contains("lock", StringComparison.OrdinalIgnoreCase))
            return $"{path}: another process has the database open; stop it, or let it answer";
        return e.Message.Contains("not a valid DuckDB", StringComparison.OrdinalIgnoreCase)
            ? $"{path}: is not a DuckDB database; name another file with --db"
            : $"{path}: can't be opened ({e.Message.ReplaceLineEndings(" ")}); restore a copy, or ingest the original files into a new database with --db";
    }
}
