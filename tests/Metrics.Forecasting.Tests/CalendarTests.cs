namespace Metrics.Forecasting.Tests;

/// <summary>Days unlike others, half-hours of days, and backtests.</summary>
public sealed class CalendarTests
{
    private const int Seed = 20261126;

    [Fact]
    public void A_closed_day_brings_nothing_and_the_day_after_what_such_days_have_brought()
    {
        var random = new Random(Seed);
        var days = Enumerable.Range(0, 400 + 14).Select(t => Kind(t)).ToArray();
        double[] values = [.. Enumerable.Range(0, 400).Select(t => Usual(t) * (days[t].Kind switch { DayKind.Closed => 0, DayKind.After => 1.5, _ => 1 }) * (0.97 + (0.06 * random.NextDouble())))];
        var forecast = SeriesForecaster.Days(values, 14, days)!;
        for (var h = 0; h < 14; h++)
        {
            var expected = Usual(400 + h) * (days[400 + h].Kind switch { DayKind.Closed => 0, DayKind.After => 1.5, _ => 1 });
            forecast.Values[h].Mean.Should().BeApproximately(expected, Math.Max(1, expected * 0.08), "day {0} is {1}", h, days[400 + h].Kind);
        }

        forecast.Values.Where((_, h) => days[400 + h].Kind == DayKind.Closed).Should().NotBeEmpty().And.OnlyContain(f => f.High95 < 1);
        // Every twentieth day is closed, unless it is a weekend.
        static CalendarDay Kind(int t) => t % 20 == 10 && t % 7 < 5 ? new(DayKind.Closed, 0) : t % 20 == 11 && t % 7 is > 0 and < 5 ? new(DayKind.After, 1) : new(DayKind.Usual, 1);
        static double Usual(int t) => t % 7 < 5 ? 100 + (20 * (t % 7)) : 5;
    }

    [Fact]
    public void Weekends_and_nights_that_never_brought_anything_are_closed_for_sure()
    {
        var random = new Random(Seed);
        var days = SeriesForecaster.Forecast([.. Enumerable.Range(0, 70).Select(t => t % 7 < 5 ? 100 + (20 * random.NextDouble()) : 0.0)], Step.Day, 14)!;
        days.Values.Where((_, h) => h % 7 >= 5).Should().OnlyContain(f => f == new Forecast(0, 0, 0, 0, 0));
        days.Values.Where((_, h) => h % 7 < 5).Should().OnlyContain(f => f.Low95 > 0);
        var hours = SeriesForecaster.Forecast([.. Enumerable.Range(0, 24 * 7 * 4).Select(t => t % 24 is >= 8 and < 17 && t / 24 % 7 < 5 ? 10 + random.Next(5) : 0.0)], Step.Hour, 24 * 7)!;
        hours.Values.Where((_, h) => h % 24 is < 8 or >= 17 || h / 24 % 7 >= 5).Should().OnlyContain(f => f == new Forecast(0, 0, 0, 0, 0));
    }

    [Fact]
    public void Half_hours_share_their_days_forecast_as_the_weekdays_last_ones_did()
    {
        DayOfIntervals[] past = [.. Enumerable.Range(0, 70).Select(t => new DayOfIntervals(t % 7, DayKind.Usual, t % 7 == 5 ? [0, 9, 1] : [0, 6, 3]))];
        Intraday.Of(past, 0, DayKind.Usual, new Forecast(90, 90, 90, 90, 90)).Select(f => f.Mean).Should().Equal(0, 60, 30);
        Intraday.Of(past, 5, DayKind.Usual, new Forecast(90, 90, 90, 90, 90)).Select(f => f.Mean).Should().Equal(0, 81, 9);
        Intraday.Of(past, 0, DayKind.Usual, new Forecast(90, 90, 90, 90, 90))[0].High95.Should().Be(0, "it is closed then");
        var (sure, unsure) = (Intraday.Of(past, 0, DayKind.Usual, new Forecast(90, 90, 90, 90, 90))[1], Intraday.Of(past, 0, DayKind.Usual, new Forecast(90, 60, 120, 45, 135))[1]);
        (unsure.High80 - unsure.Low80).Should().BeGreaterThan(sure.High80 - sure.Low80);
    }

    [Theory]
    [InlineData(0.1, 10, 0, 6)]
    [InlineData(0.9, 10, 0, 14)]
    [InlineData(0.975, 10, 0, 17)]
    [InlineData(0.5, 1, 0, 1)]
    [InlineData(0.9, 10, 0.5, 20)]
    [InlineData(0.1, 10, 0.5, 2)]
    [InlineData(0.9, 900, 0, 938)]
    public void Quantiles_of_counts_are_those_of_Poisson_and_negative_binomial_tables(double share, double mean, double spread, double count)
        => Intraday.Quantile(share, mean, spread).Should().Be(count);

    [Fact]
    public void A_backtest_has_every_method_and_step_and_scores_naive_as_its_definition_does()
    {
        double[] values = [.. Enumerable.Range(0, 72).Select(t => 100.0 + (t / 12 * 10))];
        var rows = RollingOrigin.Of(values, Step.Month, 6, 4, 1, CancellationToken.None);
        rows.Select(r => r.Model).Distinct().Should().StartWith([RollingOrigin.Combination, "snaive"]);
        rows.Where(r => r.Model == RollingOrigin.Combination).Should().HaveCount(6).And.OnlyContain(r => r.Coverage80 != null);
        rows.Where(r => r.Model == "snaive").Should().OnlyContain(r => Math.Abs(r.Mase!.Value - 1) < 1e-9 && Math.Abs(r.Wape!.Value - (10.0 / 150)) < 1e-9 && r.Coverage80 == null, "each year is ten more than the last");
        RollingOrigin.Of([1, 2], Step.Month, 6, 4, 1, CancellationToken.None).Should().BeEmpty();
    }
}
