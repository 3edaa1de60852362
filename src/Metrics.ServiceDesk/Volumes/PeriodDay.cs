using System.Globalization;
using NodaTime;

namespace Metrics.ServiceDesk.Volumes;

/// <summary>The day that a period's text begins with.</summary>
public static class PeriodDay
{
    /// <summary>The day, or the first of the month.</summary>
    public static (LocalDate Day, Granularity Granularity) Of(string period)
    {
        var month = period.Length == 7;
        var day = DateTime.ParseExact(month ? period + "-01" : period, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (LocalDate.FromDateTime(day), month ? Granularity.Month : Granularity.Day);
    }
}
