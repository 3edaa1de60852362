using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Time;

public sealed class PeriodKeyTests
{
    private static readonly DateTimeZone Stockholm = DateTimeZoneProviders.Tzdb["Europe/Stockholm"];

    [Theory]
    [InlineData("2021-03-31", PeriodKind.Day, "2021-03-31", "2021-04-01")]
    [InlineData("2021-03", PeriodKind.Month, "2021-03-01", "2021-04-01")]
    [InlineData("2021-T3", PeriodKind.Tertial, "2021-09-01", "2022-01-01")]
    [InlineData("2021", PeriodKind.Year, "2021-01-01", "2022-01-01")]
    [InlineData("2020-W53", PeriodKind.Week, "2020-12-28", "2021-01-04")]
    public void A_period_has_a_first_day_and_a_first_day_after(string text, PeriodKind kind, string from, string to)
    {
        PeriodKey.TryParse(text, out var parsed, out var first, out var after).Should().BeTrue();
        parsed.Should().Be(kind);
        first.Should().Be(Day(from));
        after.Should().Be(Day(to));
        PeriodKey.Of(kind, first).Should().Be(text);
        PeriodKey.Of(kind, after.PlusDays(-1)).Should().Be(text);
        PeriodKey.Of(kind, after).Should().NotBe(text);
    }

    [Theory]
    [InlineData("2021-13")]
    [InlineData("2021-02-29")]
    [InlineData("2021-T4")]
    [InlineData("2021-W53")]
    [InlineData("21-01")]
    [InlineData("2021-1")]
    [InlineData("")]
    [InlineData("2021-03-31T00:00")]
    public void What_is_no_period_is_refused(string text) => PeriodKey.TryParse(text, out _, out _, out _).Should().BeFalse();

    [Fact]
    public void The_hour_that_occurs_twice_is_two_hours()
    {
        var first = Instant.FromUtc(2023, 10, 29, 0, 30);
        PeriodKey.Of(PeriodKind.Hour, first, Stockholm).Should().Be("2023-10-29T02+02:00");
        PeriodKey.Of(PeriodKind.Hour, first + Duration.FromHours(1), Stockholm).Should().Be("2023-10-29T02+01:00");
    }

    [Theory]
    [InlineData(PeriodKind.Hour, 60)]
    [InlineData(PeriodKind.Quarter, 15)]
    public void An_hour_and_a_quarter_read_back(PeriodKind kind, int minutes)
    {
        var instant = Instant.FromUtc(2023, 10, 29, 1, 52);
        PeriodKey.TryParseShort(PeriodKey.Of(kind, instant, Stockholm), out var read, out var from, out var to).Should().BeTrue();
        read.Should().Be(kind);
        (to - from).Should().Be(Duration.FromMinutes(minutes));
        (from <= instant && instant < to).Should().BeTrue();
    }

    [Theory]
    [InlineData("2023-10-29T02:07+01:00")]
    [InlineData("2023-10-29T02:00")]
    [InlineData("2023-10-29")]
    public void What_is_no_quarter_is_refused(string text) => PeriodKey.TryParseShort(text, out _, out _, out _).Should().BeFalse();

    [Fact]
    public void A_day_begins_at_local_midnight()
        => PeriodKey.Of(PeriodKind.Day, Instant.FromUtc(2023, 6, 30, 22, 0), Stockholm).Should().Be("2023-07-01");

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
