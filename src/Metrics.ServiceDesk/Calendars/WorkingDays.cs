using NodaTime;

namespace Metrics.ServiceDesk.Calendars;

/// <summary>A calendar by whole days: how much of a day or month is open.</summary>
public static class WorkingDays
{
    /// <summary>Whether anything of a day is open.</summary>
    public static bool IsOpen(this OpeningCalendar calendar, LocalDate day) => calendar.On(day).Hours.Intervals.Count > 0;

    /// <summary>The first open day from a day on; where none comes before another day, that one.</summary>
    public static LocalDate FirstOpen(this OpeningCalendar calendar, LocalDate day, LocalDate before)
    {
        while (day < before && !calendar.IsOpen(day)) day = day.PlusDays(1);
        return day;
    }

    /// <summary>How many days of a month are open.</summary>
    /// <param name="calendar">The calendar.</param>
    /// <param name="month">Its first day.</param>
    public static int OpenDays(this OpeningCalendar calendar, LocalDate month)
        => Enumerable.Range(0, month.Calendar.GetDaysInMonth(month.Year, month.Month)).Count(d => calendar.IsOpen(month.PlusDays(d)));

    /// <summary>The first day of the first month that is known as a whole, when nothing is before a day: one whose first open days are missing is none.</summary>
    public static LocalDate FirstWholeMonth(this OpeningCalendar calendar, LocalDate first)
    {
        var month = first.With(DateAdjusters.StartOfMonth);
        for (var day = month; day < first; day = day.PlusDays(1))
        {
            if (calendar.IsOpen(day)) return month.PlusMonths(1);
        }

        return month;
    }

    /// <summary>How much of its weekday's usual hours a day is open: 1 on a common day, also on one that is always closed; 0 on a holiday.</summary>
    public static double ShareOfUsual(this OpeningCalendar calendar, LocalDate day)
    {
        var version = calendar.VersionAt(calendar.Zone.AtStartOfDay(day).ToInstant());
        var usual = Minutes(version.Weekdays[(int)day.DayOfWeek - 1]);
        return usual == 0 ? 1 : Math.Min(1, Minutes(calendar.On(day).Hours) / (double)usual);
    }

    private static int Minutes(DayHours hours) => hours.Intervals.Sum(i => i.EndMinute - i.StartMinute);
}
