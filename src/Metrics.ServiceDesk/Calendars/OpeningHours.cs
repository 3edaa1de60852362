using NodaTime;

namespace Metrics.ServiceDesk.Calendars;

/// <summary>An opening interval of a day, in minutes of the wall clock: <c>08:00-17:00</c>, or past midnight, <c>22:00-06:00</c>.</summary>
/// <param name="StartMinute">Minutes from midnight to its start, 0 to 1439.</param>
/// <param name="EndMinute">Minutes from the same midnight to its end; over 1440 when that is on the next day.</param>
public readonly record struct OpenInterval(int StartMinute, int EndMinute)
{
    /// <summary>Minutes in a day of the wall clock.</summary>
    public const int Day = 24 * 60;

    /// <summary>The whole day.</summary>
    public static OpenInterval WholeDay { get; } = new(0, Day);

    /// <summary>Reads <c>08:00-17:00</c>; an end at or before the start is on the next day.</summary>
    public static bool TryParse(string text, out OpenInterval interval)
    {
        interval = default;
        if (text.Split('-') is not [var from, var to] || !Minute(from, out var start) || !Minute(to, out var end) || start == Day) return false;
        interval = new OpenInterval(start, end > start ? end : end + Day);
        return interval.EndMinute - start <= Day;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Clock(StartMinute)}-{Clock(EndMinute > Day ? EndMinute - Day : EndMinute)}";

    private static string Clock(int minute) => $"{minute / 60:00}:{minute % 60:00}";

    private static bool Minute(string text, out int minute)
    {
        minute = 0;
        if (text.Trim() is not { Length: 5 } t || t[2] != ':' || !t.Where((_, i) => i != 2).All(char.IsAsciiDigit)) return false;
        minute = (((t[0] - '0') * 10) + t[1] - '0') * 60 + ((t[3] - '0') * 10) + t[4] - '0';
        return t[3] < '6' && minute <= Day;
    }
}

/// <summary>The opening hours of a single day: the intervals that begin on it, in order; none is a closed day.</summary>
/// <param name="Intervals">The intervals.</param>
public sealed record DayHours(IReadOnlyList<OpenInterval> Intervals)
{
    /// <summary>A closed day.</summary>
    public static DayHours Closed { get; } = new([]);

    /// <summary>Open around the clock.</summary>
    public static DayHours WholeDay { get; } = new([OpenInterval.WholeDay]);

    /// <summary>The first two intervals that overlap; null when none do.</summary>
    public (OpenInterval First, OpenInterval Second)? Overlap()
    {
        for (var i = 1; i < Intervals.Count; i++)
        {
            if (Intervals[i].StartMinute < Intervals[i - 1].EndMinute) return (Intervals[i - 1], Intervals[i]);
        }

        return null;
    }
}

/// <summary>A day whose hours are not its weekday's.</summary>
/// <param name="Date">The day.</param>
/// <param name="Hours">Its hours.</param>
/// <param name="Reason">Why, as people call it.</param>
public sealed record ExceptionDay(LocalDate Date, DayHours Hours, string? Reason);

/// <summary>The opening hours that hold from a time on.</summary>
public sealed record CalendarVersion
{
    /// <summary>From when, by the wall clock of the calendar's zone; null is since always.</summary>
    public required LocalDateTime? ValidFrom { get; init; }

    /// <summary>The hours of Monday (index 0) to Sunday (index 6).</summary>
    public required IReadOnlyList<DayHours> Weekdays { get; init; }

    /// <summary>Whether Swedish public holidays are closed.</summary>
    public required bool ClosedOnPublicHolidays { get; init; }

    /// <summary>The hours of eves, by their name; an eve that is not here is its weekday.</summary>
    public IReadOnlyDictionary<string, DayHours> Eves { get; init; } = new Dictionary<string, DayHours>();

    /// <summary>Whether no weekday opens.</summary>
    public bool NeverOpens => Weekdays.All(d => d.Intervals.Count == 0);

    /// <summary>The hours of a day, exceptions aside, and the named day that made them other than its weekday's.</summary>
    public (DayHours Hours, string? Because) On(LocalDate date)
    {
        var weekday = Weekdays[(int)date.DayOfWeek - 1];
        if (SwedishDays.Of(date) is not { } day || weekday.Intervals.Count == 0) return (weekday, null);
        if (day.Kind == SwedishDayKind.PublicHoliday) return ClosedOnPublicHolidays ? (DayHours.Closed, day.Name) : (weekday, null);
        // An eve's hours shorten a day that opens; they never open a closed one.
        return Eves.TryGetValue(day.Name, out var hours) ? (hours, day.Name) : (weekday, null);
    }
}
