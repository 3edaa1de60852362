using DuckDB.NET.Data;
using Metrics.ServiceDesk.Events;

namespace Metrics.Warehouse.Tables;

/// <summary>A part of the log.</summary>
/// <param name="From">Its first number.</param>
/// <param name="To">Its last one.</param>
internal readonly record struct LogRange(long From, long To)
{
    /// <summary>The whole log.</summary>
    public static LogRange All { get; } = new(1, long.MaxValue);
}

/// <summary>
/// Where in the log keys may stand. The log only grows and is numbered, so it falls into segments; of each it is known, in memory, which keys it
/// may hold. A small batch meets few segments, whatever years lie before them; without this every transaction would look at every row's
/// key. A segment that nothing is known of is looked at, so what is stored already may be learnt beside the work.
/// </summary>
internal sealed class LogSegments
{
    /// <summary>Events in a segment: one of the engine's row groups, which its bounds let it skip.</summary>
    public const int RowGroup = 122_880;

    // When there are more keys to hold against the segments than that, looking at the rows costs less.
    private const long MostProbes = 400_000;

    // Each range is a statement.
    private const int MostRanges = 8;

    private readonly Lock _lock = new();
    private readonly List<Filters?> _filters = [];

    // The segment that the log ended in when it was opened: what comes to it is gathered until what stood there is learnt.
    private readonly int _unfinished;
    private readonly Filters _begun = new();
    private readonly long _last;
    private readonly long _size;
    private int _unlearnt;

    /// <summary>Knows how long the log is, and nothing of it.</summary>
    /// <param name="last">The last number.</param>
    /// <param name="size">Events in a segment.</param>
    public LogSegments(long last, int size = RowGroup)
    {
        (_last, _size) = (last, size);
        _unfinished = SegmentOf(last);
        _unlearnt = _unfinished + 1;
        for (var i = 0; i <= _unfinished; i++) _filters.Add(null);
        // Of an empty log all is known.
        if (last == 0) (_filters[0], _unlearnt) = (_begun, 0);
    }

    /// <summary>An event is about to be stored; one that isn't after all costs a look and nothing else.</summary>
    public void Add(long seq, ServiceEvent e)
    {
        var segment = SegmentOf(seq);
        lock (_lock)
        {
            while (_filters.Count <= segment)
            {
                _filters[^1]?.Shrink();
                _filters.Add(new Filters());
            }

            (_filters[segment] ?? _begun).Add(e.Key, e.SubjectKey);
        }
    }

    /// <summary>Where events with some keys may stand; empty is nowhere.</summary>
    public IReadOnlyList<LogRange> OfEvents(HashSet<UInt128> keys) => Where(keys, f => f.Events);

    /// <summary>Where events about some subjects may stand; empty is nowhere.</summary>
    public IReadOnlyList<LogRange> OfSubjects(HashSet<UInt128> keys) => Where(keys, f => f.Subjects);

    /// <summary>Reads a stored segment that nothing is known of yet, the latest first.</summary>
    /// <param name="connection">A connection that nobody else uses now.</param>
    /// <returns>False when there is none.</returns>
    public bool LearnOne(DuckDBConnection connection)
    {
        if (_unlearnt == 0) return false;
        var segment = _unlearnt - 1;
        var filters = new Filters();
        foreach (var row in connection.Stream("SELECT event_key, subject_key FROM log WHERE seq BETWEEN $1 AND $2", RangeOf(segment).From, Math.Min(_last, RangeOf(segment).To)))
            filters.Add(row.GetGuid(0).ToHash(), row.GetGuid(1).ToHash());
        lock (_lock)
        {
            if (segment == _unfinished) filters.Add(_begun);
            if (segment < _filters.Count - 1) filters.Shrink();
            _filters[segment] = filters;
        }

        _unlearnt = segment;
        return true;
    }

    private List<LogRange> Where(HashSet<UInt128> keys, Func<Filters, KeyFilter> which)
    {
        var ranges = new List<LogRange>();
        lock (_lock)
        {
            if ((long)keys.Count * _filters.Count > MostProbes) return [LogRange.All];
            for (var i = 0; i < _filters.Count; i++)
            {
                if (_filters[i] is { } filters && !which(filters).MayHoldAny(keys)) continue;
                var range = RangeOf(i);
                if (ranges.Count > 0 && ranges[^1].To + 1 == range.From) ranges[^1] = ranges[^1] with { To = range.To };
                else ranges.Add(range);
            }
        }

        return ranges.Count <= MostRanges ? ranges : [LogRange.All];
    }

    private int SegmentOf(long seq) => (int)(Math.Max(0, seq - 1) / _size);

    private LogRange RangeOf(int segment) => new((segment * _size) + 1, (segment + 1) * _size);

    private sealed class Filters
    {
        public KeyFilter Events { get; } = new();

        public KeyFilter Subjects { get; } = new();

        public void Add(UInt128 key, UInt128 subject)
        {
            Events.Add(key);
            Subjects.Add(subject);
        }

        public void Add(Filters others)
        {
            Events.Add(others.Events);
            Subjects.Add(others.Subjects);
        }

        public void Shrink()
        {
            Events.Shrink();
            Subjects.Shrink();
        }
    }
}
