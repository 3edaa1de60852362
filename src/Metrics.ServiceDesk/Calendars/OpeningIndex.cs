using NodaTime;
using NodaTime.TimeZones;

namespace Metrics.ServiceDesk.Calendars;

/// <summary>
/// The opening intervals of some years in a row, in order and without overlap, with the open time before each, so that a
/// duration over years is two look-ups and a subtraction. Instants are ticks (100 ns) since 1970. Immutable.
/// </summary>
internal sealed class OpeningIndex
{
    /// <summary>The last instant that can be asked for.</summary>
    public static readonly Instant Latest = Instant.FromUtc(9900, 1, 1, 0, 0);

    /// <summary>The first instant that can be asked for.</summary>
    public static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);

    private static readonly ZoneLocalMappingResolver FirstTime = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private static readonly ZoneLocalMappingResolver LastTime = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnStartOfIntervalAfter);

    private readonly long _from;
    private readonly long[] _starts;
    private readonly long[] _ends;
    private readonly long[] _before;
    private readonly int[] _firstOfDay;
    private readonly int[] _workingDay;
    private readonly long[] _openBeforeWorkingDay;
    private readonly long _total;

    private OpeningIndex(int firstYear, int lastYear, List<(long Start, long End, int WorkingDay)> intervals)
    {
        (FirstYear, LastYear) = (firstYear, lastYear);
        _from = StartOfYear(firstYear);
        Until = StartOfYear(lastYear + 1);
        _starts = intervals.Select(i => i.Start).ToArray();
        _ends = intervals.Select(i => i.End).ToArray();
        _before = new long[intervals.Count];
        _workingDay = intervals.Select(i => i.WorkingDay).ToArray();
        var days = intervals.Count == 0 ? 0 : _workingDay[^1] + 1;
        _openBeforeWorkingDay = new long[days + 1];
        for (var i = 0; i < _starts.Length; i++)
        {
            _before[i] = _total;
            if (i == 0 || _workingDay[i] != _workingDay[i - 1]) _openBeforeWorkingDay[_workingDay[i]] = _total;
            _total += _ends[i] - _starts[i];
        }

        _openBeforeWorkingDay[days] = _total;
        _firstOfDay = new int[(Until - _from) / NodaConstants.TicksPerDay];
        var next = 0;
        for (var day = 0; day < _firstOfDay.Length; day++)
        {
            var midnight = _from + (day * NodaConstants.TicksPerDay);
            while (next < _ends.Length && _ends[next] <= midnight) next++;
            _firstOfDay[day] = next;
        }
    }

    public int FirstYear { get; }

    public int LastYear { get; }

    /// <summary>The end of the last year.</summary>
    public long Until { get; }

    public bool Covers(Instant first, Instant last) => first.ToUnixTimeTicks() >= _from && last.ToUnixTimeTicks() < Until;

    /// <summary>Reads a calendar's intervals from the first to the last year.</summary>
    public static OpeningIndex Of(OpeningCalendar calendar, int firstYear, int lastYear)
    {
        firstYear = Math.Max(firstYear, 1);
        lastYear = Math.Min(lastYear, Latest.InUtc().Year);
        var (from, until) = (StartOfYear(firstYear), StartOfYear(lastYear + 1));
        var intervals = new List<(long Start, long End, int WorkingDay)>((lastYear - firstYear + 1) * 380);
        var (workingDay, lastOpened) = (-1, LocalDate.MinIsoValue);
        for (var v = 0; v < calendar.Versions.Count; v++)
        {
            var version = calendar.Versions[v];
            var holdsFrom = Math.Max(from, Ticks(calendar.StartOf(version)));
            var holdsUntil = Math.Min(until, v + 1 < calendar.Versions.Count ? Ticks(calendar.StartOf(calendar.Versions[v + 1])) : long.MaxValue);
            if (holdsFrom >= holdsUntil) continue;
            var first = Instant.FromUnixTimeTicks(holdsFrom).InZone(calendar.Zone).Date.PlusDays(-2);
            var last = Instant.FromUnixTimeTicks(holdsUntil).InZone(calendar.Zone).Date.PlusDays(1);
            for (var day = first; day <= last; day = day.PlusDays(1))
            {
                foreach (var interval in calendar.On(day, version).Hours.Intervals)
                {
                    var start = Math.Max(holdsFrom, At(calendar.Zone, day, interval.StartMinute, FirstTime));
                    var end = Math.Min(holdsUntil, At(calendar.Zone, day, interval.EndMinute, LastTime));
                    // What reaches into the next interval (an exception's long night, say) is open once.
                    if (intervals.Count > 0) start = Math.Max(start, intervals[^1].End);
                    if (start >= end) continue;
                    if (day != lastOpened) workingDay++;
                    lastOpened = day;
                    intervals.Add((start, end, workingDay));
                }
            }
        }

        return new OpeningIndex(firstYear, lastYear, intervals);
    }

    /// <summary>The open time from the index's start to an instant within it.</summary>
    public long OpenUntil(long ticks)
    {
        var i = IntervalAt(ticks);
        return i == _starts.Length ? _total : _before[i] + Math.Max(0, ticks - _starts[i]);
    }

    /// <summary>The first instant with so much open time, over zero, before it; null when that is past the index.</summary>
    public long? At(long open)
    {
        if (open > _total) return null;
        var i = Array.BinarySearch(_before, open);
        // Time that an interval uses up to its last tick ends with that interval.
        i = (i >= 0 ? i : ~i) - 1;
        return _starts[i] + (open - _before[i]);
    }

    /// <summary>The last instant with so much open time before it; null when that is before the index.</summary>
    public long? LastAt(long open)
    {
        if (open < 0) return null;
        var i = Array.BinarySearch(_before, open);
        i = i >= 0 ? i : ~i - 1;
        return i < 0 ? null : _starts[i] + (open - _before[i]);
    }

    /// <summary>The end of the open time that an instant lies in: where intervals meet, it goes on.</summary>
    public long EndOfInterval(long ticks)
    {
        var i = IntervalAt(ticks);
        while (i + 1 < _starts.Length && _starts[i + 1] == _ends[i]) i++;
        return _ends[i];
    }

    /// <summary>Working days from the index's start to an instant within it.</summary>
    public decimal WorkingDaysUntil(long ticks)
    {
        var i = IntervalAt(ticks);
        if (i == _starts.Length) return _openBeforeWorkingDay.Length - 1;
        var day = _workingDay[i];
        var (before, after) = (_openBeforeWorkingDay[day], _openBeforeWorkingDay[day + 1]);
        return day + ((_before[i] + Math.Max(0, ticks - _starts[i]) - before) / (decimal)(after - before));
    }

    // The first interval that ends after an instant.
    private int IntervalAt(long ticks)
    {
        var i = _firstOfDay[(ticks - _from) / NodaConstants.TicksPerDay];
        while (i < _ends.Length && _ends[i] <= ticks) i++;
        return i;
    }

    private static long At(DateTimeZone zone, LocalDate day, int minute, ZoneLocalMappingResolver resolver)
        => zone.ResolveLocal(day.AtMidnight().PlusMinutes(minute), resolver).ToInstant().ToUnixTimeTicks();

    private static long Ticks(Instant instant) => instant == Instant.MinValue ? long.MinValue : instant.ToUnixTimeTicks();

    private static long StartOfYear(int year) => Instant.FromUtc(year, 1, 1, 0, 0).ToUnixTimeTicks();
}
