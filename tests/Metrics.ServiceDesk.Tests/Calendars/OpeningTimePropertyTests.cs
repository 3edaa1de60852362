using FsCheck;
using FsCheck.Fluent;
using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Calendars;

public sealed class OpeningTimePropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void Elapsed_time_adds_up_over_any_instant_between() => Check((calendar, a, b, c) =>
        (calendar.Elapsed(a, b) + calendar.Elapsed(b, c)).Should().Be(calendar.Elapsed(a, c)));

    [Fact]
    public void Elapsed_time_there_and_back_is_nothing() => Check((calendar, a, b, _) =>
        calendar.Elapsed(a, b).Should().Be(-calendar.Elapsed(b, a)));

    [Fact]
    public void Elapsed_time_is_never_longer_than_the_time_around_the_clock_and_never_negative_forwards() => Check((calendar, a, b, _) =>
    {
        var (from, to) = (Instant.Min(a, b), Instant.Max(a, b));
        calendar.Elapsed(from, to).Should().BeGreaterThanOrEqualTo(Duration.Zero).And.BeLessThanOrEqualTo(to - from);
    });

    [Fact]
    public void Adding_time_is_the_inverse_of_elapsed_time() => Check((calendar, a, b, _) =>
    {
        var (from, to) = (Instant.Min(a, b), Instant.Max(a, b));
        var open = calendar.Elapsed(from, to);
        var reached = calendar.Add(from, open);
        reached.Should().NotBeNull("{0} was reached", to);
        reached!.Value.Should().BeLessThanOrEqualTo(to, "it is the first such instant");
        calendar.Elapsed(from, reached.Value).Should().Be(open);
        if (open > Duration.Zero) calendar.Elapsed(from, reached.Value - Duration.FromTicks(1)).Should().Be(open - Duration.FromTicks(1), "a tick earlier less had passed");
    });

    [Fact]
    public void Subtracting_time_is_the_inverse_from_the_other_end() => Check((calendar, a, b, _) =>
    {
        var (from, to) = (Instant.Min(a, b), Instant.Max(a, b));
        var open = calendar.Elapsed(from, to);
        var start = calendar.Subtract(to, open);
        start.Should().NotBeNull();
        start!.Value.Should().BeGreaterThanOrEqualTo(from, "it is the last such instant").And.BeLessThanOrEqualTo(to);
        calendar.Elapsed(start.Value, to).Should().Be(open);
    });

    [Fact]
    public void The_index_agrees_with_looking_at_every_minute_of_the_wall_clock() => Check((calendar, a, b, _) =>
    {
        var from = Floor(Instant.Min(a, b));
        var to = Instant.Min(from + Duration.FromDays(4), Floor(Instant.Max(a, b)));
        var open = 0;
        for (var at = from; at < to; at += Duration.FromMinutes(1))
        {
            if (WallClock.IsOpen(calendar, at)) open++;
        }

        calendar.Elapsed(from, to).Should().Be(Duration.FromMinutes(open), "from {0} to {1} in {2}", from, to, calendar.Zone);
    });

    [Fact]
    public void Which_zone_an_instant_is_written_in_changes_nothing() => Prop.ForAll(
        Instants(), Instants(), Gen.Choose(-12, 12).ToArbitrary(), (a, b, hours) =>
        {
            var zone = DateTimeZone.ForOffset(Offset.FromHours(hours));
            var utc = Hours.Of(DateTimeZone.Utc, Hours.Version(Enumerable.Repeat(Hours.Day("12:00-14:30"), 7)));
            var shifted = (12 + hours) * 60;
            var there = Hours.Of(zone, Hours.Version(Enumerable.Repeat(new DayHours([new OpenInterval(shifted % OpenInterval.Day, (shifted % OpenInterval.Day) + 150)]), 7)));
            there.Elapsed(a.InZone(zone).ToInstant(), b.InZone(Hours.Stockholm).ToInstant()).Should().Be(utc.Elapsed(a, b));
        }).Check(Often);

    [Fact]
    public void Working_days_add_up_and_a_day_is_one() => Check((calendar, a, b, c) =>
    {
        (calendar.WorkingDays(a, b) + calendar.WorkingDays(b, c)).Should().BeApproximately(calendar.WorkingDays(a, c), 1e-20m);
        if (calendar.Elapsed(a, b) == Duration.Zero) calendar.WorkingDays(a, b).Should().Be(0);
    });

    [Fact]
    public void An_index_made_for_other_years_gives_the_same() => Check((calendar, a, b, c) =>
    {
        var again = new OpeningCalendar(calendar.Id, calendar.Label, calendar.Zone, calendar.Versions, calendar.Exceptions);
        again.Elapsed(c, c + Duration.FromDays(20000));
        again.Elapsed(a, b).Should().Be(calendar.Elapsed(a, b));
    });

    private static Instant Floor(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);

    private static Arbitrary<Instant> Instants() => AnyCalendar.Instants.ToArbitrary();

    private static void Check(Action<OpeningCalendar, Instant, Instant, Instant> holds) => Prop.ForAll(
        AnyCalendar.All.Zip(AnyCalendar.Instants).ToArbitrary(), Instants(), Instants(),
        (pair, b, c) => holds(pair.Item1, pair.Item2, b, c)).Check(Often);
}
