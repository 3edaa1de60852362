using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Calendars;

/// <summary>A calendar by whole days.</summary>
public sealed class WorkingDaysTests
{
    private static readonly OpeningCalendar Calendar = Hours.Of(
        Hours.Stockholm, Hours.Version(Enumerable.Range(0, 7).Select(d => d < 5 ? Hours.Day("08:00-17:00") : DayHours.Closed)) with { ClosedOnPublicHolidays = true });

    [Theory]
    [InlineData("2023-04-01", 18)]
    [InlineData("2023-10-01", 22)]
    [InlineData("2024-02-01", 21)]
    public void A_month_has_its_weekdays_less_its_holidays(string month, int days) => Calendar.OpenDays(Day(month)).Should().Be(days);

    [Theory]
    [InlineData("2023-04-06", 1)]
    [InlineData("2023-04-07", 0)]
    [InlineData("2023-04-08", 1)]
    public void A_holiday_is_nothing_of_its_weekday_and_a_day_that_is_always_closed_is_all_of_it(string day, double share) => Calendar.ShareOfUsual(Day(day)).Should().Be(share);

    [Theory]
    [InlineData("2023-01-01", "2023-01-01")]
    [InlineData("2023-01-02", "2023-01-01")]
    [InlineData("2023-01-03", "2023-02-01")]
    [InlineData("2023-12-29", "2024-01-01")]
    public void A_month_whose_first_open_days_are_missing_is_not_whole(string first, string whole) => Calendar.FirstWholeMonth(Day(first)).Should().Be(Day(whole));

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
