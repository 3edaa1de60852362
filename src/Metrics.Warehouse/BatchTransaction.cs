using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Tables;
using NodaTime;

namespace Metrics.Warehouse;

/// <summary>
/// The transaction that makes intake exactly-once: what is new of a batch goes into the log, the subjects it touches are
/// folded again, the cells their facts stood or stand in are made anew, and the source's position moves, all together.
/// </summary>
internal sealed class BatchTransaction(
    DuckDBConnection connection, Streams streams, Slices slices, LogSegments segments, RecentSubjects recent, CellTables cells, IReadOnlyDictionary<string, Organisation> organisations)
{
    private readonly EventLog _log = new(connection, streams, segments);
    private readonly Refolding _refolding = new(connection, new EventLog(connection, streams, segments), recent, streams, slices, cells, organisations);
    private long _lastSeq = connection.Scalar<long>("SELECT coalesce(max(seq), 0) FROM log");
    private long _lastBatch = connection.Scalar<long>("SELECT coalesce(max(batch), 0) FROM batches");

    public BatchResult Commit(Batch batch, Instant now)
    {
        using var transaction = connection.BeginTransaction();
        try
        {
            var seq = _lastSeq;
            var decided = Decide(batch.Events, ref seq);
            var beaten = decided.Beaten.Select(b => b.Seq).ToHashSet();
            _refolding.Run(decided.Winners.Values.Select(w => w.Subject).Concat(decided.Deserted).ToHashSet(), decided.Winners.Values.Select(w => w.Arriving!), beaten);
            _log.Append(decided.Stored, _lastBatch + 1, now, batch.TrustsRecordedTime);
            _log.AppendSuperseded(decided.Beaten, _lastBatch + 1);
            slices.Append(connection, null);
            AppendRejects(batch, now);
            foreach (var mended in batch.Mends) connection.Run("INSERT INTO mended_rejects VALUES ($1, $2, $3, $4)", mended.Batch, mended.Name, mended.Line, now.ToDateTimeUtc());
            StorePositions(batch.Positions, now);
            AppendBatch(batch, decided.Result, now);
            transaction.Commit();
            slices.Committed();
            streams.Committed();
            recent.Stored(decided.Winners.Values.Select(w => (w.Seq, w.Arriving!)), decided.Deserted, beaten);
            _lastSeq = seq;
            _lastBatch++;
            return decided.Result;
        }
        catch
        {
            slices.RolledBack();
            streams.RolledBack();
            recent.Forget();
            throw;
        }
    }

    private Decision Decide(IReadOnlyList<ServiceEvent> events, ref long seq)
    {
        var decision = new Decision(events.Count);
        var known = _log.Known(events);
        foreach (var e in events)
        {
            ref var met = ref CollectionsMarshal.GetValueRefOrAddDefault(decision.Winners, e.Key, out var isMet);
            if (!isMet && !known.ContainsKey(e.Key))
            {
                // By far the most: an event nobody has met.
                met = new EventVersion(++seq, e.Revision, e.Content, e.SubjectKey, e);
                decision.Stored.Add((seq, e));
                decision.Accepted++;
                continue;
            }

            if (!known.TryGetValue(e.Key, out var versions)) known[e.Key] = versions = [met!];
            if (!isMet) decision.Winners.Remove(e.Key);
            if (versions.Exists(v => v.Revision == e.Revision && v.Content == e.Content))
            {
                decision.Duplicates++;
                continue;
            }

            var version = new EventVersion(++seq, e.Revision, e.Content, e.SubjectKey, e);
            decision.Stored.Add((seq, e));
            Contest(decision, version, versions);
            versions.Add(version);
        }

        return decision;
    }

    private static void Contest(Decision decision, EventVersion version, List<EventVersion> versions)
    {
        // The same words under a higher revision say nothing new, but must be kept: they may outrank a version still to come.
        if (versions.Exists(v => v.Content == version.Content)) decision.Duplicates++;
        else if (versions.Exists(v => v.Revision == version.Revision)) decision.Conflicts++;
        else decision.Corrections++;

        var winner = versions.Aggregate((a, b) => a.Beats(b) ? a : b);
        if (!version.Beats(winner))
        {
            decision.Beaten.Add((version.Seq, winner.Seq));
            return;
        }

        decision.Beaten.Add((winner.Seq, version.Seq));
        decision.Winners[version.Arriving!.Key] = version;
        decision.Deserted.Add(winner.Subject);
    }

    private void AppendRejects(Batch batch, Instant now)
    {
        if (batch.Rejects.Count == 0) return;
        using var appender = connection.CreateAppender("rejects");
        foreach (var r in batch.Rejects)
        {
            appender.CreateRow().AppendValue(_lastBatch + 1).AppendValue(r.Source).AppendValue(r.Name).AppendValue(r.Line)
                .AppendValue(r.Field).AppendValue(r.Reason).AppendValue(r.Raw).AppendValue(now.ToDateTimeUtc()).EndRow();
        }
    }

    // Several positions of one stream, handed over together, follow on each other; the last one is kept.
    private void StorePositions(IReadOnlyList<SourcePosition> positions, Instant now)
    {
        if (positions.Count == 0) return;
        var stored = Stored(positions);
        var kept = new Dictionary<(string, string, string), SourcePosition>();
        foreach (var position in positions)
        {
            var stream = (position.Source, position.Stream, position.ReadBy);
            var at = kept.TryGetValue(stream, out var before) ? before.Offset : stored.GetValueOrDefault(stream, SourcePosition.Nothing);
            if (position.From is { } from && from != at) throw new PositionMovedException(position, at);
            kept[stream] = position;
        }

        connection.Run("DELETE FROM positions p USING moved m WHERE p.source = m.source AND p.stream = m.stream AND p.read_by = m.read_by");
        using var appender = connection.CreateAppender("positions");
        foreach (var p in kept.Values)
        {
            appender.CreateRow().AppendValue(p.Source).AppendValue(p.Stream).AppendValue(p.Offset).AppendValue(p.Fingerprint).AppendValue(p.ReadBy)
                .AppendValue(p.Records).AppendValue(p.Line).AppendValue(p.Name).AppendValue(now.ToDateTimeUtc()).EndRow();
        }
    }

    private Dictionary<(string, string, string), long> Stored(IReadOnlyList<SourcePosition> positions)
    {
        using (var appender = connection.Renewed("moved"))
        {
            foreach (var (source, stream, readBy) in positions.Select(p => (p.Source, p.Stream, p.ReadBy)).Distinct())
                appender.CreateRow().AppendValue(source).AppendValue(stream).AppendValue(readBy).EndRow();
        }

        return connection.Rows("SELECT source, stream, read_by, next_offset FROM positions SEMI JOIN moved USING (source, stream, read_by)")
            .ToDictionary(r => (r.GetString(0), r.GetString(1), r.GetString(2)), r => r.GetInt64(3));
    }

    // A batch of several streams names none: their positions do.
    private void AppendBatch(Batch batch, BatchResult result, Instant now) => connection.Run(
        "INSERT INTO batches VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        _lastBatch + 1, batch.Positions is [var from] ? from.Source : null, batch.Positions is [var one] ? one.Name : null, now.ToDateTimeUtc(), batch.Records,
        result.Accepted, result.Duplicates, result.Corrections, result.Conflicts, (long)batch.Rejects.Count);

    private sealed class Decision(int events)
    {
        /// <summary>New versions, to be stored.</summary>
        public List<(long Seq, ServiceEvent Event)> Stored { get; } = new(events);

        /// <summary>Versions that another has beaten.</summary>
        public List<(long Seq, long BySeq)> Beaten { get; } = [];

        /// <summary>The arriving versions that stand, by event.</summary>
        public Dictionary<UInt128, EventVersion> Winners { get; } = new(events);

        /// <summary>Subjects whose event was beaten, perhaps by one about another subject.</summary>
        public List<UInt128> Deserted { get; } = [];

        public long Accepted { get; set; }

        public long Duplicates { get; set; }

        public long Corrections { get; set; }

        public long Conflicts { get; set; }

        public BatchResult Result => new(Accepted, Duplicates, Corrections, Conflicts);
    }
}
