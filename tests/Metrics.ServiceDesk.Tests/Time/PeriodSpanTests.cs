using FsCheck;
using FsCheck.Fluent;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Time;

/// <summary>Several periods in a row, as they are written.</summary>
public sealed class PeriodSpanTests
{
    private static readonly LocalDate First = new(1970, 1, 1);
    private static readonly int Days = Period.DaysBetween(First, new LocalDate(2199, 12, 31));

    [Theory]
    [InlineData("2021", "2021-01-01", "2022-01-01")]
    [InlineData("2021..2021", "2021-01-01", "2022-01-01")]
    [InlineData("2021..2023", "2021-01-01", "2024-01-01")]
    [InlineData("2021-01..2021-08", "2021-01-01", "2021-09-01")]
    [InlineData("2021-T1..2021-T2", "2021-01-01", "2021-09-01")]
    [InlineData("2021-W01..2021-W02", "2021-01-04", "2021-01-18")]
    [InlineData("2021-03-15..2021-04", "2021-03-15", "2021-05-01")]
    [InlineData("2021-12-31..2022", "2021-12-31", "2023-01-01")]
    public void A_span_is_from_the_first_day_of_one_period_through_the_last_of_another(string text, string from, string to)
    {
        PeriodKey.TryParseSpan(text, out var first, out var after).Should().BeTrue();
        (PeriodKey.Of(PeriodKind.Day, first), PeriodKey.Of(PeriodKind.Day, after)).Should().Be((from, to));
    }

    [Theory]
    [InlineData("2021-08..2021-01")]
    [InlineData("2021-01-02..2021-01-01")]
    [InlineData("2021-01..2021-02..2021-03")]
    [InlineData("2021-01..")]
    [InlineData("..2021-01")]
    [InlineData("..")]
    [InlineData("2021-01...2021-02")]
    [InlineData("2021-13..2022-01")]
    [InlineData("2021-01-2021-02")]
    [InlineData("")]
    public void What_is_no_span_is_refused(string text) => PeriodKey.TryParseSpan(text, out _, out _).Should().BeFalse();

    [Theory]
    [InlineData("2021-01-01", "2021-12-31", "2021")]
    [InlineData("2021-05-01", "2021-08-31", "2021-T2")]
    [InlineData("2024-02-01", "2024-02-29", "2024-02")]
    [InlineData("2021-01-01", "2021-11-30", "2021-01..2021-11")]
    [InlineData("2020-01-01", "2021-12-31", "2020-01..2021-12")]
    [InlineData("2020-12-01", "2021-11-30", "2020-12..2021-11")]
    [InlineData("2021-03-15", "2021-03-15", "2021-03-15")]
    [InlineData("2024-02-01", "2024-02-28", "2024-02-01..2024-02-28")]
    [InlineData("2021-01-04", "2021-01-10", "2021-01-04..2021-01-10")]
    public void Days_are_written_as_short_as_can_be(string first, string last, string text) => PeriodKey.OfSpan(new DateInterval(Day(first), Day(last))).Should().Be(text);

    [Fact]
    public void Any_days_read_back_as_the_same_days() => Prop.ForAll(AnyDay.Zip(Gen.Choose(0, 1500)).ToArbitrary(), pair => { ReadsBack(pair.Item1, pair.Item1.PlusDays(pair.Item2)); })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_whole_months_read_back_as_the_same_days() => Prop.ForAll(AnyDay.Zip(Gen.Choose(1, 30)).ToArbitrary(), pair =>
    {
        var first = PeriodKey.StartOf(PeriodKind.Month, pair.Item1);
        ReadsBack(first, first.PlusMonths(pair.Item2).PlusDays(-1)).Should().NotMatchRegex(@"-\d\d-\d\d", "whole months are written as months");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static Gen<LocalDate> AnyDay => Gen.Choose(0, Days).Select(First.PlusDays);

    private static string ReadsBack(LocalDate first, LocalDate last)
    {
        last = LocalDate.Min(last, First.PlusDays(Days));
        var text = PeriodKey.OfSpan(new DateInterval(first, last));
        PeriodKey.TryParseSpan(text, out var from, out var to).Should().BeTrue("{0} is a span", text);
        (from, to.PlusDays(-1)).Should().Be((first, last), "{0} says so", text);
        return text;
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
