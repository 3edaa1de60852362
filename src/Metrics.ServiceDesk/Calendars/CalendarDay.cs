using NodaTime;

namespace Metrics.ServiceDesk.Calendars;

/// <summary>What makes a day unlike others of its weekday.</summary>
public enum DayKind
{
    /// <summary>Nothing.</summary>
    Usual,

    /// <summary>Closed, on a weekday that is open: a holiday, an eve.</summary>
    Closed,

    /// <summary>Open for a part of its weekday's hours.</summary>
    Short,

    /// <summary>A working day alone between closed ones (klämdag).</summary>
    Squeeze,

    /// <summary>The first open day after one that is closed: what waited comes too.</summary>
    After,

    /// <summary>One of a major incident: nobody plans for it, and no other day is like it.</summary>
    Disturbed,
}

/// <summary>A day as the calendar has it.</summary>
/// <param name="Kind">What makes it unlike others of its weekday.</param>
/// <param name="Share">How much of its weekday's usual hours it is open.</param>
public readonly record struct CalendarDay(DayKind Kind, double Share)
{
    private const int DaysOfWeek = 7;

    /// <summary>A day of a calendar.</summary>
    public static CalendarDay Of(OpeningCalendar calendar, LocalDate day)
    {
        var share = calendar.ShareOfUsual(day);
        if (share < 1) return new CalendarDay(share == 0 ? DayKind.Closed : DayKind.Short, share);
        bool IsHoliday(LocalDate other) => calendar.ShareOfUsual(other) == 0;
        bool IsClosed(LocalDate other) => !calendar.IsOpen(other);
        if (IsClosed(day)) return new CalendarDay(DayKind.Usual, 1);
        var (before, after) = (day.PlusDays(-1), day.PlusDays(1));
        if (IsClosed(before) && IsClosed(after) && (IsHoliday(before) || IsHoliday(after))) return new CalendarDay(DayKind.Squeeze, 1);
        while (IsClosed(before) && !IsHoliday(before) && Period.DaysBetween(before, day) < DaysOfWeek) before = before.PlusDays(-1);
        return new CalendarDay(IsHoliday(before) ? DayKind.After : DayKind.Usual, 1);
    }

    /// <summary>The days from one on.</summary>
    /// <param name="calendar">The calendar.</param>
    /// <param name="first">The first.</param>
    /// <param name="count">How many.</param>
    /// <param name="disturbed">Those of major incidents.</param>
    public static IReadOnlyList<CalendarDay> Of(OpeningCalendar calendar, LocalDate first, int count, IReadOnlySet<LocalDate> disturbed)
        => [.. Enumerable.Range(0, count).Select(first.PlusDays).Select(day => disturbed.Contains(day) ? Of(calendar, day) with { Kind = DayKind.Disturbed } : Of(calendar, day))];
}
