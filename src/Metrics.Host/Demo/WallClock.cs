using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.Host.Demo;

/// <summary>Moments as generators think of them.</summary>
internal static class WallClock
{
    /// <summary>So many seconds after midnight, by the wall clock.</summary>
    public static Instant At(this DateTimeZone zone, LocalDate day, int second) => zone.AtLeniently(day.AtMidnight().PlusSeconds(second)).ToInstant();

    /// <summary>So much opening time later.</summary>
    public static Instant After(this OpeningCalendar calendar, Instant from, Duration open)
        => calendar.Add(from, open) ?? throw new InvalidOperationException($"{calendar.Id} never opens again");
}
