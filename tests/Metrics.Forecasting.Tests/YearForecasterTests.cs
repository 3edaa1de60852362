using Metrics.ServiceDesk.Forecasts;
using NodaTime;

namespace Metrics.Forecasting.Tests;

/// <summary>A year is what has happened and the forecast of the rest.</summary>
public sealed class YearForecasterTests
{
    private const int Seed = 20261126;

    private static readonly YearForecaster Forecaster = new();

    [Fact]
    public void A_flow_is_what_has_happened_and_the_forecast_of_the_rest_with_the_interval_of_that_sum()
    {
        var series = Flow(4, 9);
        var year = Forecaster.Of(series)!;
        double[] months = [.. series.Months.Select(m => (double)m.Numerator!.Value)];
        var rest = SeriesForecaster.Forecast(months, Step.Month, 3)!.Total;
        var known = months[^9..].Sum();
        year.Mean.Should().BeApproximately(known + rest.Mean, 1e-6);
        (year.Low80, year.High95).Should().Be((known + rest.Low80, known + rest.High95));
        (year.Origin, year.Learnt).Should().Be((new LocalDate(2023, 10, 1), 45));
    }

    [Fact]
    public void Each_method_stands_beside_it_with_its_weight_ssa_too_where_it_has_no_say()
    {
        foreach (var years in (int[])[3, 6])
        {
            var members = Forecaster.Of(Flow(years, 6))!.Members;
            members.Sum(m => m.Weight).Should().BeApproximately(1, 1e-9);
            var ssa = members.Single(m => m.Method.StartsWith("ssa", StringComparison.Ordinal));
            ssa.Mean.Should().BePositive();
            if (years == 3) ssa.Weight.Should().Be(0);
        }
    }

    [Fact]
    public void Where_days_are_known_ssa_of_the_days_stands_beside_too()
    {
        var months = Flow(4, 9);
        decimal?[] days = [.. Enumerable.Range(0, 1_000).Select(t => t % 7 < 5 ? (decimal?)(40 + (t % 5)) : 0)];
        var member = Forecaster.Of(months with { Days = days })!.Members.Single(m => m.Method.StartsWith("ssa by day (", StringComparison.Ordinal));
        var known = months.Months.TakeLast(9).Sum(m => m.Numerator!.Value);
        member.Weight.Should().Be(0);
        // October to December has 92 days: 66 of five times 42.
        member.Mean.Should().BeApproximately((double)known + (66 * 42), 200);
        Forecaster.Of(months with { Days = days[..50] })!.Members.Should().NotContain(m => m.Method.Contains("by day"));
    }

    [Fact]
    public void A_flow_never_ends_below_what_has_happened()
    {
        var months = Enumerable.Range(0, 45).Select(t => new MonthFigure(t < 36 ? 100 : -80)).ToArray();
        var year = Forecaster.Of(new YearSeries(SeriesKind.Flow, new LocalDate(2020, 1, 1), months, 2023) { SoFar = 500 })!;
        (year.Mean, year.Low95).Should().Be((500, 500));
    }

    [Fact]
    public void A_year_that_is_over_is_its_outcome()
    {
        var year = Forecaster.Of(Flow(3, 12))!;
        (year.Mean, year.Low95, year.High95, year.Model).Should().Be((year.Mean, year.Mean, year.Mean, "outcome"));
    }

    [Fact]
    public void Next_year_is_forecast_over_the_months_between_and_is_less_sure()
    {
        var (now, next) = (Forecaster.Of(Flow(6, 9))!, Forecaster.Of(Flow(6, 9) with { Year = 2024 })!);
        next.Mean.Should().BeInRange(now.Mean * 0.8, now.Mean * 1.2);
        (next.High80 - next.Low80).Should().BeGreaterThan(now.High80 - now.Low80);
    }

    [Fact]
    public void A_rate_is_by_numerator_and_denominator_and_a_share_never_above_one()
    {
        var random = new Random(Seed);
        MonthFigure[] months = [.. Enumerable.Range(0, 45).Select(t => new MonthFigure((t % 12 == 6 ? 100 : 1_000) * (0.97m + (0.03m * (decimal)random.NextDouble())), t % 12 == 6 ? 100 : 1_000))];
        var year = Forecaster.Of(new YearSeries(SeriesKind.Rate, new LocalDate(2020, 1, 1), months, 2023) { Most = 1 })!;
        year.Mean.Should().BeInRange(0.97, 1);
        (year.Low95 <= year.Low80 && year.Low80 <= year.Mean && year.Mean <= year.High80 && year.High95 <= 1).Should().BeTrue();
        year.Low80.Should().BeLessThan(year.High80);
    }

    [Fact]
    public void A_stock_is_its_value_at_the_years_end()
    {
        MonthFigure[] months = [.. Enumerable.Range(0, 45).Select(t => new MonthFigure(1_000 + (10 * t)))];
        Forecaster.Of(new YearSeries(SeriesKind.Level, new LocalDate(2020, 1, 1), months, 2023))!.Mean.Should().BeApproximately(1_470, 10);
    }

    [Fact]
    public void A_month_of_many_working_days_brings_more()
    {
        var random = new Random(Seed);
        decimal[] days = [.. Enumerable.Range(0, 60).Select(_ => (decimal)random.Next(17, 24))];
        MonthFigure[] months = [.. days[..57].Select(d => new MonthFigure(100 * d * (0.99m + (0.02m * (decimal)random.NextDouble()))))];
        var series = new YearSeries(SeriesKind.Flow, new LocalDate(2019, 1, 1), months, 2023) { WorkingDays = days };
        var truth = (double)(months[^9..].Sum(m => m.Numerator!.Value) + (100 * days[57..].Sum()));
        var (with, without) = (Forecaster.Of(series)!, Forecaster.Of(series with { WorkingDays = [] })!);
        Math.Abs(with.Mean - truth).Should().BeLessThan(0.01 * truth).And.BeLessThan(Math.Abs(without.Mean - truth));
        (with.High80 - with.Low80).Should().BeLessThan(without.High80 - without.Low80);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    public void Few_months_have_an_answer_that_says_how_few(int months)
    {
        var year = Forecaster.Of(new YearSeries(SeriesKind.Flow, new LocalDate(2023, 1, 1), [.. Enumerable.Repeat(new MonthFigure(100), months)], 2023));
        if (months == 0) year.Should().BeNull();
        else
        {
            year!.Mean.Should().BeApproximately(1_200, 1);
            year.IsUnsure.Should().BeTrue();
        }
    }

    private static YearSeries Flow(int years, int monthsOfLast)
    {
        var random = new Random(Seed);
        var months = Enumerable.Range(0, ((years - 1) * 12) + monthsOfLast).Select(t => new MonthFigure(1_000 + (decimal)(300 * Math.Sin(t * Math.PI / 6)) + random.Next(100))).ToArray();
        return new YearSeries(SeriesKind.Flow, new LocalDate(2024 - years, 1, 1), months, 2023);
    }
}
