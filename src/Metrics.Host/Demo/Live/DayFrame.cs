using System.Globalization;
using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>The date that is simulated, by half hours from 06:30 to 18:30 by its wall clock.</summary>
/// <param name="zone">The zone of the clock.</param>
/// <param name="date">The date.</param>
internal sealed class DayFrame(DateTimeZone zone, LocalDate date)
{
    /// <summary>Half hours in the day.</summary>
    public const int HalfHours = 24;

    /// <summary>Seconds in a half hour.</summary>
    public const int HalfHour = 1800;

    private const int FirstSecond = (6 * 3600) + HalfHour;

    // The share of a day's work that comes in each half hour from 06:30 on, in per cent: a peak at nine, one after lunch.
    private static readonly double[] Shares =
        [0.5, 1.1, 2.2, 4.8, 6.6, 8.3, 8.1, 7.0, 6.2, 5.2, 4.0, 3.6, 4.7, 6.9, 6.6, 5.4, 4.8, 4.2, 3.4, 2.5, 1.7, 1.1, 0.8, 0.3];

    private static readonly double Sum = Shares.Sum();

    /// <summary>The date.</summary>
    public LocalDate Date => date;

    /// <summary>06:30.</summary>
    public Instant Begins { get; } = zone.At(date, FirstSecond);

    /// <summary>18:30: nothing is told of what comes after.</summary>
    public Instant Ends { get; } = zone.At(date, FirstSecond + (HalfHours * HalfHour));

    /// <summary>Until when contacts come in and are let wait; what is answered then has time to end.</summary>
    public Instant LastExit => Ends - Duration.FromMinutes(10);

    /// <summary>When a half hour begins.</summary>
    public Instant Start(int half) => zone.At(date, FirstSecond + (half * HalfHour));

    /// <summary>The half hour that an instant of the day lies in.</summary>
    public int HalfOf(Instant at) => Math.Clamp((int)((at - Begins).TotalSeconds / HalfHour), 0, HalfHours - 1);

    /// <summary>The share of a day's work that comes in a half hour.</summary>
    public static double Share(int half) => Shares[half] / Sum;

    /// <summary>The clock time of a half hour, as numbers of counts carry it: <c>0930</c>.</summary>
    public static string ClockOf(int half)
    {
        var minute = (FirstSecond + (half * HalfHour)) / 60;
        return string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}{minute % 60:00}");
    }

    /// <summary>A moment of another day.</summary>
    public Instant At(LocalDate day, int second) => zone.At(day, second);

    /// <summary>Whether a calendar opens on the date at all.</summary>
    public bool IsWorkingDay(OpeningCalendar calendar) => calendar.IsOpen(date);
}
