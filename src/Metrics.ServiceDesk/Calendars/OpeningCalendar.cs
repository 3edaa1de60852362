using NodaTime;

namespace Metrics.ServiceDesk.Calendars;

/// <summary>
/// When a service is open, and how much open time lies between two instants. Pure; safe to share between threads.
/// <para>Opening hours are read on the wall clock of <see cref="Zone"/>: on a day of 23 or 25 hours an interval is as much
/// shorter or longer as the night makes it. An interval starts the first time the clock shows its start and ends the last
/// time it shows its end; a time that the clock jumps over is the moment of the jump.</para>
/// <para>An interval past midnight belongs to the day it starts on: a holiday closes the intervals that start on it. A version
/// takes over at its minute, also in the middle of an interval.</para>
/// </summary>
public sealed class OpeningCalendar
{
    // Years on either side of what was asked for, so that the index is seldom made anew.
    private const int Margin = 10;

    private readonly Dictionary<LocalDate, ExceptionDay> _exceptions;
    private OpeningIndex? _index;

    /// <summary>Makes a calendar.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="label">What people call it.</param>
    /// <param name="zone">The zone of its wall clock.</param>
    /// <param name="versions">At least one, in the order of their <see cref="CalendarVersion.ValidFrom"/>.</param>
    /// <param name="exceptions">Single days with hours of their own; they hold whatever the version.</param>
    public OpeningCalendar(string id, Kpis.Label label, DateTimeZone zone, IReadOnlyList<CalendarVersion> versions, IEnumerable<ExceptionDay> exceptions)
    {
        (Id, Label, Zone, Versions) = (id, label, zone, versions);
        _exceptions = exceptions.ToDictionary(e => e.Date);
    }

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>What people call it.</summary>
    public Kpis.Label Label { get; }

    /// <summary>The zone of its wall clock.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Its versions, in order.</summary>
    public IReadOnlyList<CalendarVersion> Versions { get; }

    /// <summary>The days with hours of their own.</summary>
    public IEnumerable<ExceptionDay> Exceptions => _exceptions.Values;

    /// <summary>The opening time between two instants; negative when <paramref name="to"/> is the earlier one.</summary>
    public Duration Elapsed(Instant from, Instant to)
    {
        var index = Index(from, to);
        return Duration.FromTicks(index.OpenUntil(to.ToUnixTimeTicks()) - index.OpenUntil(from.ToUnixTimeTicks()));
    }

    /// <summary>
    /// The first instant at which so much opening time has passed: <c>Elapsed(from, Add(from, open)) == open</c>. Time that
    /// runs out at closing time is used up at closing time, not when the service opens again.
    /// </summary>
    /// <param name="from">From when.</param>
    /// <param name="open">Opening time, at least zero; nothing added is <paramref name="from"/> itself.</param>
    /// <returns>Null when the calendar never opens for so long again.</returns>
    public Instant? Add(Instant from, Duration open)
    {
        if (open <= Duration.Zero) return from;
        var start = from.ToUnixTimeTicks();
        var ticks = (long)open.TotalTicks;
        for (var reach = open + open + Duration.FromDays(14); ; reach += reach)
        {
            var last = reach < OpeningIndex.Latest - from ? from + reach : OpeningIndex.Latest;
            var index = Index(from, last);
            if (index.At(index.OpenUntil(start) + ticks) is { } end) return Instant.FromUnixTimeTicks(end);
            if (last == OpeningIndex.Latest || (Versions[^1].NeverOpens && last > LastPlannedChange)) return null;
        }
    }

    /// <summary>
    /// The last instant from which so much opening time passes until another: <c>Elapsed(Subtract(to, open), to) == open</c>.
    /// </summary>
    /// <param name="to">Until when.</param>
    /// <param name="open">Opening time, at least zero; nothing subtracted is <paramref name="to"/> itself.</param>
    /// <returns>Null when the calendar never was open for so long before.</returns>
    public Instant? Subtract(Instant to, Duration open)
    {
        if (open <= Duration.Zero) return to;
        var ticks = (long)open.TotalTicks;
        for (var reach = open + open + Duration.FromDays(14); ; reach += reach)
        {
            var first = reach < to - OpeningIndex.Earliest ? to - reach : OpeningIndex.Earliest;
            var index = Index(first, to);
            if (index.LastAt(index.OpenUntil(to.ToUnixTimeTicks()) - ticks) is { } start) return Instant.FromUnixTimeTicks(start);
            if (first == OpeningIndex.Earliest) return null;
        }
    }

    /// <summary>Whether it is open at an instant.</summary>
    public bool IsOpen(Instant at) => NextChange(at).Opens is false;

    /// <summary>When it opens or closes next after an instant; null when never again.</summary>
    public (Instant? At, bool? Opens) NextChange(Instant at)
    {
        var next = Add(at, Duration.FromTicks(1));
        if (next is not { } opened) return (null, null);
        var opens = opened - Duration.FromTicks(1);
        if (opens > at) return (opens, true);
        var index = Index(at, at + Duration.FromDays(2));
        var closes = index.EndOfInterval(at.ToUnixTimeTicks());
        // Around the clock an interval has no end but the index's own.
        return closes < OpeningIndex.Latest.ToUnixTimeTicks() && closes < index.Until ? (Instant.FromUnixTimeTicks(closes), false) : (null, false);
    }

    /// <summary>
    /// Working days between two instants: each day on which the service opens is one, however long its hours, and a part of
    /// its opening time is that part of a day. Unit: days.
    /// </summary>
    public decimal WorkingDays(Instant from, Instant to)
    {
        var index = Index(from, to);
        return index.WorkingDaysUntil(to.ToUnixTimeTicks()) - index.WorkingDaysUntil(from.ToUnixTimeTicks());
    }

    /// <summary>The version that holds at an instant.</summary>
    public CalendarVersion VersionAt(Instant at) => Versions.LastOrDefault(v => StartOf(v) <= at) ?? Versions[0];

    /// <summary>The hours of a day by the version that holds when it starts, and what makes it other than its weekday.</summary>
    public (DayHours Hours, string? Because) On(LocalDate date) => On(date, VersionAt(Zone.AtStartOfDay(date).ToInstant()));

    internal (DayHours Hours, string? Because) On(LocalDate date, CalendarVersion version)
        => _exceptions.TryGetValue(date, out var exception) ? (exception.Hours, exception.Reason ?? "exception") : version.On(date);

    internal Instant StartOf(CalendarVersion version)
        => version.ValidFrom is { } from ? Zone.AtLeniently(from).ToInstant() : Instant.MinValue;

    private Instant LastPlannedChange => _exceptions.Keys.Select(d => d.PlusDays(2).AtStartOfDayInZone(Zone).ToInstant()).Append(StartOf(Versions[^1])).Max();

    private OpeningIndex Index(Instant a, Instant b)
    {
        var (first, last) = a <= b ? (a, b) : (b, a);
        var index = Volatile.Read(ref _index);
        if (index is not null && index.Covers(first, last)) return index;
        var from = first.InUtc().Year - Margin;
        var to = last.InUtc().Year + Margin;
        index = OpeningIndex.Of(this, Math.Min(from, index?.FirstYear ?? from), Math.Max(to, index?.LastYear ?? to));
        Volatile.Write(ref _index, index);
        return index;
    }
}
