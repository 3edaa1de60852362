using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Calendars;

/// <summary>Opening hours to try the clock on.</summary>
internal static class Hours
{
    public static readonly DateTimeZone Stockholm = DateTimeZoneProviders.Tzdb["Europe/Stockholm"];

    public static OpeningCalendar Office { get; } = Weekdays(Stockholm, "08:00-17:00");

    public static OpeningCalendar Always { get; } = Of(Stockholm, Version(Enumerable.Repeat(DayHours.WholeDay, 7)));

    /// <summary>Every night from 22 to 06.</summary>
    public static OpeningCalendar Nights { get; } = Of(Stockholm, Version(Enumerable.Repeat(Day("22:00-06:00"), 7)));

    public static OpeningCalendar Weekdays(DateTimeZone zone, params string[] intervals)
        => Of(zone, Version(Enumerable.Range(0, 7).Select(d => d < 5 ? Day(intervals) : DayHours.Closed)));

    public static OpeningCalendar Of(DateTimeZone zone, params CalendarVersion[] versions) => new("hours", new Label("Tider", "Hours"), zone, versions, []);

    public static CalendarVersion Version(IEnumerable<DayHours> week, LocalDateTime? validFrom = null) => new()
    {
        ValidFrom = validFrom,
        Weekdays = week.ToArray(),
        ClosedOnPublicHolidays = false,
    };

    public static DayHours Day(params string[] intervals) => new(intervals.Select(i => OpenInterval.TryParse(i, out var interval)
        ? interval
        : throw new ArgumentException($"'{i}' is no interval", nameof(intervals))).ToArray());

    /// <summary>An instant by Stockholm's wall clock.</summary>
    public static Instant At(int year, int month, int day, int hour = 0, int minute = 0)
        => Stockholm.AtStrictly(new LocalDateTime(year, month, day, hour, minute)).ToInstant();
}
