using Metrics.ServiceDesk.Calendars;
using NodaTime;
using static Metrics.ServiceDesk.Tests.Calendars.Hours;

namespace Metrics.ServiceDesk.Tests.Calendars;

public sealed class OpeningCalendarTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void Nights_and_weekends_are_not_counted()
    {
        Office.Elapsed(At(2023, 3, 17, 16), At(2023, 3, 20, 9)).Should().Be(2 * Hour, "Friday 16 to Monday 9");
        Office.Elapsed(At(2023, 3, 18, 3), At(2023, 3, 19, 22)).Should().Be(Duration.Zero, "a weekend");
    }

    [Fact]
    public void A_time_that_runs_out_at_closing_is_due_at_closing()
    {
        Office.Add(At(2023, 3, 17, 16), Hour).Should().Be(At(2023, 3, 17, 17));
        Office.Add(At(2023, 3, 17, 16), Hour + Duration.FromMinutes(1)).Should().Be(At(2023, 3, 20, 8, 1));
        Office.Add(At(2023, 3, 18, 3), Duration.Zero).Should().Be(At(2023, 3, 18, 3), "nothing is added");
    }

    [Fact]
    public void A_deadline_over_the_nights_when_clocks_change_stays_on_the_wall_clock()
    {
        Office.Add(At(2023, 3, 24, 12), 9 * Hour).Should().Be(At(2023, 3, 27, 12), "clocks went forward on the Sunday");
        Office.Add(At(2023, 10, 27, 12), 9 * Hour).Should().Be(At(2023, 10, 30, 12), "clocks went back on the Sunday");
    }

    [Fact]
    public void Days_of_23_and_25_hours_have_so_many_hours_around_the_clock()
    {
        Always.Elapsed(At(2023, 3, 26), At(2023, 3, 27)).Should().Be(23 * Hour);
        Always.Elapsed(At(2023, 10, 29), At(2023, 10, 30)).Should().Be(25 * Hour);
        Always.Add(At(2023, 10, 29), 25 * Hour).Should().Be(At(2023, 10, 30));
        Always.WorkingDays(At(2023, 10, 29), At(2023, 10, 30)).Should().Be(1);
    }

    [Fact]
    public void A_night_is_an_hour_shorter_or_longer_when_clocks_change()
    {
        Nights.Elapsed(At(2023, 3, 25, 22), At(2023, 3, 26, 6)).Should().Be(7 * Hour);
        Nights.Elapsed(At(2023, 10, 28, 22), At(2023, 10, 29, 6)).Should().Be(9 * Hour);
        Nights.Elapsed(At(2023, 3, 13, 12), At(2023, 3, 14, 12)).Should().Be(8 * Hour);
    }

    [Fact]
    public void An_interval_that_ends_in_the_hour_that_occurs_twice_ends_the_last_time()
    {
        var late = Of(Stockholm, Version(Enumerable.Repeat(Day("20:00-02:30"), 7)));
        late.Elapsed(At(2023, 10, 28, 20), At(2023, 10, 29, 12)).Should().Be(Duration.FromMinutes(450), "20 to 02:30 and the hour again");
        late.Elapsed(At(2023, 3, 25, 20), At(2023, 3, 26, 12)).Should().Be(6 * Hour, "02:30 never comes: the clock jumps at 2");
    }

    [Fact]
    public void A_night_before_a_holiday_is_worked_to_its_end_and_the_night_of_the_holiday_is_not_begun()
    {
        var nights = Of(Stockholm, Version(Enumerable.Repeat(Day("22:00-06:00"), 7)) with { ClosedOnPublicHolidays = true });
        nights.Elapsed(At(2023, 4, 30, 12), At(2023, 5, 1, 12)).Should().Be(8 * Hour);
        nights.Elapsed(At(2023, 5, 1, 12), At(2023, 5, 2, 12)).Should().Be(Duration.Zero);
    }

    [Fact]
    public void A_version_takes_over_at_its_minute()
    {
        var calendar = Of(
            Stockholm,
            Version(Enumerable.Repeat(Day("08:00-17:00"), 7)),
            Version(Enumerable.Repeat(Day("10:00-12:00"), 7), new LocalDateTime(2023, 3, 15, 10, 30)));
        calendar.Elapsed(At(2023, 3, 14), At(2023, 3, 15)).Should().Be(9 * Hour);
        calendar.Elapsed(At(2023, 3, 15), At(2023, 3, 16)).Should().Be(4 * Hour, "8 to 10:30 by the old hours, to 12 by the new");
        calendar.WorkingDays(At(2023, 3, 15), At(2023, 3, 16)).Should().Be(1, "it is one day still");
        calendar.Elapsed(At(2023, 3, 16), At(2023, 3, 17)).Should().Be(2 * Hour);
    }

    [Fact]
    public void Half_a_half_day_is_half_a_working_day()
    {
        var eves = Of(Stockholm, Version(Enumerable.Range(0, 7).Select(d => d < 5 ? Day("08:00-16:00") : DayHours.Closed)) with
        {
            Eves = new Dictionary<string, DayHours> { ["skärtorsdagen"] = Day("08:00-12:00") },
        });
        eves.WorkingDays(At(2023, 4, 6), At(2023, 4, 6, 10)).Should().Be(0.5m);
        eves.WorkingDays(At(2023, 4, 5, 12), At(2023, 4, 6, 12)).Should().Be(1.5m);
    }

    [Fact]
    public void A_calendar_that_never_opens_again_never_reaches_anything()
    {
        var closing = Of(
            Stockholm, Version(Enumerable.Repeat(DayHours.WholeDay, 7)), Version(Enumerable.Repeat(DayHours.Closed, 7), new LocalDateTime(2023, 1, 2, 0, 0)));
        closing.Add(At(2023, 1, 1), 24 * Hour).Should().Be(At(2023, 1, 2));
        closing.Add(At(2023, 1, 1), 24 * Hour + Duration.FromTicks(1)).Should().BeNull();
        closing.IsOpen(At(2024, 1, 1)).Should().BeFalse();
    }

    [Fact]
    public void It_knows_when_it_opens_and_closes_next()
    {
        Office.NextChange(At(2023, 3, 17, 16)).Should().Be(((Instant?)At(2023, 3, 17, 17), (bool?)false));
        Office.NextChange(At(2023, 3, 17, 17)).Should().Be(((Instant?)At(2023, 3, 20, 8), (bool?)true));
        Office.IsOpen(At(2023, 3, 17, 16)).Should().BeTrue();
        Office.IsOpen(At(2023, 3, 17, 17)).Should().BeFalse("the end is not part of an interval");
        Always.NextChange(At(2023, 3, 17, 16)).Should().Be(((Instant?)null, (bool?)false), "it never closes");
        Always.IsOpen(At(2023, 3, 17, 16)).Should().BeTrue();
    }

    [Theory]
    [InlineData("08:00-17:00", 480, 1020)]
    [InlineData("22:00-06:00", 1320, 1800)]
    [InlineData("00:00-24:00", 0, 1440)]
    [InlineData("17:00-00:00", 1020, 1440)]
    public void An_interval_is_read(string text, int start, int end)
        => (OpenInterval.TryParse(text, out var interval) ? (interval.StartMinute, interval.EndMinute) : (-1, -1)).Should().Be((start, end));

    [Theory]
    [InlineData("8-17")]
    [InlineData("08:00")]
    [InlineData("08:60-17:00")]
    [InlineData("24:00-08:00")]
    [InlineData("08:00-24:01")]
    [InlineData("0a:00-17:00")]
    [InlineData("")]
    public void What_is_no_interval_is_refused(string text) => OpenInterval.TryParse(text, out _).Should().BeFalse();
}
