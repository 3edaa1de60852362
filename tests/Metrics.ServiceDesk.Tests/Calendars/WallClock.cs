using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Calendars;

/// <summary>
/// Whether a calendar is open, found by asking each interval of the day and the day before for its instants: slow, and
/// without an index.
/// </summary>
internal static class WallClock
{
    public static bool IsOpen(OpeningCalendar calendar, Instant at)
    {
        var version = calendar.Versions[0];
        foreach (var next in calendar.Versions)
        {
            if (next.ValidFrom is { } from && calendar.Zone.AtLeniently(from).ToInstant() <= at) version = next;
        }

        var date = at.InZone(calendar.Zone).Date;
        for (var back = 2; back >= 0; back--)
        {
            var day = date.PlusDays(-back);
            foreach (var interval in HoursOf(calendar, version, day).Intervals)
            {
                if (First(calendar.Zone, day.AtMidnight().PlusMinutes(interval.StartMinute)) <= at
                    && at < Last(calendar.Zone, day.AtMidnight().PlusMinutes(interval.EndMinute)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static DayHours HoursOf(OpeningCalendar calendar, CalendarVersion version, LocalDate day)
    {
        if (calendar.Exceptions.FirstOrDefault(e => e.Date == day) is { } exception) return exception.Hours;
        var weekday = version.Weekdays[(int)day.DayOfWeek - 1];
        if (weekday.Intervals.Count == 0) return weekday;
        var named = SwedishDays.In(day.Year).Where(d => d.Date == day).ToArray();
        if (named.Any(d => d.Kind == SwedishDayKind.PublicHoliday)) return version.ClosedOnPublicHolidays ? DayHours.Closed : weekday;
        foreach (var eve in named)
        {
            if (version.Eves.TryGetValue(eve.Name, out var hours)) return hours;
        }

        return weekday;
    }

    private static Instant First(DateTimeZone zone, LocalDateTime local)
    {
        var map = zone.MapLocal(local);
        return map.Count == 0 ? map.LateInterval.Start : map.First().ToInstant();
    }

    private static Instant Last(DateTimeZone zone, LocalDateTime local)
    {
        var map = zone.MapLocal(local);
        return map.Count == 0 ? map.LateInterval.Start : map.Last().ToInstant();
    }
}
