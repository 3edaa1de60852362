using System.Data;
using DuckDB.NET.Data;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Warehouse.Tables;

/// <summary>One stored or arriving version of an event, as far as deciding between versions needs.</summary>
/// <param name="Seq">Its place in the log.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Content">Its content.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Arriving">The event, when it is part of the batch.</param>
internal sealed record EventVersion(long Seq, long Revision, UInt128 Content, UInt128 Subject, ServiceEvent? Arriving)
{
    /// <summary>Whether this version wins over another of the same event: by revision, then by content, never by arrival.</summary>
    public bool Beats(EventVersion other) => Revision != other.Revision ? Revision > other.Revision : Content > other.Content;
}

/// <summary>Reads and writes the log.</summary>
/// <param name="connection">The connection of the batch.</param>
/// <param name="streams">The numbers of streams.</param>
/// <param name="segments">Where in the log keys may stand, for the log that a batch is written to.</param>
internal sealed class EventLog(DuckDBConnection connection, Streams streams, LogSegments? segments = null)
{
    private const string Columns = "e.type, e.organisation, e.source, e.id, e.subject, e.time, e.data, e.event_key, e.subject_key, e.revision";

    /// <summary>The stored versions of the events of a batch.</summary>
    public Dictionary<UInt128, List<EventVersion>> Known(IReadOnlyList<ServiceEvent> events)
    {
        var known = new Dictionary<UInt128, List<EventVersion>>();
        if (events.Count == 0 || Where(s => s.OfEvents([.. events.Select(e => e.Key)])) is not { Count: > 0 } where) return known;
        using (var appender = connection.Renewed("staged"))
        {
            foreach (var e in events) appender.CreateRow().AppendValue(e.Key.ToUuid()).EndRow();
        }

        if (!Find("log e SEMI JOIN staged USING (event_key)", where)) return known;
        foreach (var row in connection.Rows("SELECT e.event_key, e.seq, e.revision, e.content, e.subject_key FROM log e SEMI JOIN found USING (seq)"))
        {
            var key = row.GetGuid(0).ToHash();
            if (!known.TryGetValue(key, out var versions)) known[key] = versions = [];
            versions.Add(new EventVersion(row.GetInt64(1), row.GetInt64(2), row.GetGuid(3).ToHash(), row.GetGuid(4).ToHash(), null));
        }

        return known;
    }

    /// <summary>Stores new versions.</summary>
    public void Append(IReadOnlyList<(long Seq, ServiceEvent Event)> events, long batch, Instant recordedAt, bool trustsRecordedTime)
    {
        if (events.Count == 0) return;
        var now = recordedAt.ToDateTimeUtc();
        using var appender = connection.CreateAppender("log");
        foreach (var (seq, e) in events)
        {
            appender.CreateRow()
                .AppendValue(seq).AppendValue(batch).AppendValue(e.Key.ToUuid()).AppendValue(e.Revision).AppendValue(e.Content.ToUuid())
                .AppendValue(e.SubjectKey.ToUuid()).AppendValue(streams.NumberOf(new EventStream(e.Organisation, e.Source, e.Type.Name)))
                .AppendValue(e.Id).AppendValue(e.Subject == e.Id ? null : e.Subject).AppendValue(e.Time.ToDateTimeUtc())
                .AppendValue(trustsRecordedTime && e.RecordedTime is { } known ? known.ToDateTimeUtc() : now)
                .AppendValue(e.DataJson).EndRow();
            segments?.Add(seq, e);
        }

        streams.Append(connection, null);
    }

    /// <summary>Stores which versions are beaten.</summary>
    public void AppendSuperseded(IReadOnlyList<(long Seq, long BySeq)> beaten, long batch)
    {
        if (beaten.Count == 0) return;
        using var appender = connection.CreateAppender("superseded");
        foreach (var (seq, bySeq) in beaten) appender.CreateRow().AppendValue(seq).AppendValue(bySeq).AppendValue(batch).EndRow();
    }

    /// <summary>The stored winning events about some subjects, with their place in the log.</summary>
    public IEnumerable<(long Seq, ServiceEvent Event)> About(HashSet<UInt128> subjects)
    {
        if (subjects.Count == 0 || Where(s => s.OfSubjects(subjects)) is not { Count: > 0 } where) return [];
        using (var appender = connection.Renewed("asked"))
        {
            foreach (var subject in subjects) appender.CreateRow().AppendValue(subject.ToUuid()).EndRow();
        }

        return Find("log e SEMI JOIN asked USING (subject_key) ANTI JOIN superseded s ON s.seq = e.seq", where)
            ? connection.Rows($"SELECT {Columns}, e.seq FROM events e SEMI JOIN found USING (seq)").Select(row => (row.GetInt64(10), Read(row)))
            : [];
    }

    /// <summary>The winning events of a part of the log, one subject after another.</summary>
    public IEnumerable<ServiceEvent> BySubject(LogPart part)
    {
        const string Known = "e.recorded_at <= coalesce($1::TIMESTAMP, TIMESTAMP '9999-01-01')";
        const string Which = """
            ($2::TIMESTAMP IS NULL OR e.time <= $2) AND ($3::VARCHAR IS NULL OR e.organisation = $3)
            AND ($4::VARCHAR IS NULL OR starts_with(e.type, $4)) AND ($5::VARCHAR IS NULL OR e.subject = $5) AND ($6::VARCHAR IS NULL OR NOT starts_with(e.type, $6))
            """;
        // A later version may tell of another time, organisation or subject: what is asked for is held against the version that wins.
        var sql = $"""
            SELECT {Columns} FROM (
                SELECT e.* FROM events e
                WHERE {Known} AND (({Which}) OR e.event_key IN (SELECT v.event_key FROM log v SEMI JOIN superseded USING (seq)))
                QUALIFY row_number() OVER (PARTITION BY e.event_key ORDER BY e.revision DESC, e.content DESC) = 1
            ) e
            WHERE {Which}
            ORDER BY e.subject_key
            """;
        // Versions are rare: when there are none, the window over the whole log is not needed.
        if (connection.Scalar<long>("SELECT count(*) FROM superseded") == 0)
            sql = $"SELECT {Columns} FROM events e WHERE {Known} AND {Which} ORDER BY e.subject_key";
        return connection.Stream(sql, part.AsOf.ToTimestamp(), part.Until.ToTimestamp(), part.Organisation, part.Types, part.Subject, part.Except).Select(Read);
    }

    private IReadOnlyList<LogRange> Where(Func<LogSegments, IReadOnlyList<LogRange>> ask) => segments is null ? [LogRange.All] : ask(segments);

    // The hash join must look at every row of a range, so it looks at the key column alone; the rows themselves are fetched by
    // their place, which the row groups' own bounds narrow down.
    private bool Find(string which, IReadOnlyList<LogRange> where)
    {
        connection.Renew("found");
        // Bounds are written out, so that the engine plans with how few rows they leave.
        return where.Sum(range => connection.Run($"INSERT INTO found SELECT e.seq FROM {which}{(range == LogRange.All ? "" : $" WHERE e.seq BETWEEN {range.From} AND {range.To}")}")) > 0;
    }

    private static ServiceEvent Read(IDataRecord row) => ServiceEvent.Restore(
        EventType.Find(row.GetString(0)) ?? throw new InvalidDataException($"the log holds an event of unknown type '{row.GetString(0)}'; it was written by a newer version"),
        row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetDateTime(5).ToInstant(), row.GetString(6),
        row.GetGuid(7).ToHash(), row.GetGuid(8).ToHash(), row.GetInt64(9));
}
