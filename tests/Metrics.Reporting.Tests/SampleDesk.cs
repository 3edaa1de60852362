using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.Reporting.Tests;

/// <summary>An organisation of which nothing more is said.</summary>
internal static class SampleDesk
{
    private static readonly OpeningCalendar Always = new(
        "always", new Label("", ""), DateTimeZone.Utc, [new CalendarVersion { ValidFrom = null, Weekdays = Enumerable.Repeat(DayHours.WholeDay, 7).ToArray(), ClosedOnPublicHolidays = false }], []);

    /// <summary>Always open, without promises, units or report.</summary>
    public static Organisation Plain { get; } = new("desk", new Label("Desken", "The desk"), DateTimeZone.Utc, [120], 11, [16], new ServiceTerms(Always, [], []));
}
