using MathNet.Numerics.Distributions;
using Metrics.ServiceDesk.Calendars;

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

    [Fact]
    public void A_day_of_a_major_incident_teaches_neither_days_nor_half_hours()
    {
        double[] values = [.. Enumerable.Range(0, 140).Select(t => t == 133 ? 900 : 100.0 + (t * 7 % 5))];
        CalendarDay[] Days(DayKind kind) => [.. Enumerable.Range(0, 147).Select(t => new CalendarDay(t == 133 ? kind : DayKind.Usual, 1))];
        var (taught, spared) = (SeriesForecaster.Days(values, 7, Days(DayKind.Usual))!, SeriesForecaster.Days(values, 7, Days(DayKind.Disturbed))!);
        spared.Values.Should().OnlyContain(f => Math.Abs(f.Mean - 102) < 3 && f.High95 < 120);
        taught.Values[0].High95.Should().BeGreaterThan(150, "such a day makes all others unsure");
        DayOfIntervals[] past = [new(0, DayKind.Usual, [5, 5]), new(0, DayKind.Disturbed, [90, 10])];
        Intraday.Of(past, 0, DayKind.Usual, new Forecast(100, 90, 110, 80, 120)).Select(f => f.Mean).Should().Equal(50, 50);
    }

    [Fact]
    public void What_a_running_day_has_brought_moves_its_rest_as_far_as_the_day_was_unsure()
    {
        DayOfIntervals[] past = [.. Enumerable.Range(0, 8).Select(_ => new DayOfIntervals(0, DayKind.Usual, [10, 10, 10, 10]))];
        // A deviation of 10 % is worth 100 counts: with 200 where 100 were expected the level is 300 / 200.
        var half = 0.1 * 200 * 2.5631 / 2;
        var rest = Intraday.Of(past, 0, DayKind.Usual, new Forecast(200, 200 - half, 200 + half, 0, 0), [100, 100]);
        rest.Select(f => Math.Round(f.Mean, 3)).Should().Equal(75, 75);
        Intraday.Of(past, 0, DayKind.Usual, new Forecast(200, 200, 200, 200, 200), [100, 100]).Select(f => f.Mean).Should().Equal([50, 50], "a day that is sure is not moved");
        Intraday.Of(past, 0, DayKind.Usual, new Forecast(200, 200 - half, 200 + half, 0, 0), [50, 50]).Select(f => Math.Round(f.Mean, 9)).Should().Equal([50, 50], "it came as it was expected");
    }

    [Fact]
    public void Bounds_of_the_rest_of_a_day_hold_what_they_promise_and_are_closer_than_those_before_it_began()
    {
        var random = new Random(Seed);
        double[] shape = [4, 10, 14, 12, 8, 10, 12, 6];
        var (inside, all, before, after, squares, squaresBefore) = (0, 0, 0.0, 0.0, 0.0, 0.0);
        double[] Day() => [.. Gamma.Sample(random, 1 / 0.04, 1 / 0.04) is var level ? shape.Select(s => (double)Poisson.Sample(random, s * level)) : []];
        for (var trial = 0; trial < 400; trial++)
        {
            DayOfIntervals[] past = [.. Enumerable.Range(0, 8).Select(_ => new DayOfIntervals(0, DayKind.Usual, Day()))];
            var day = new Forecast(shape.Sum(), shape.Sum() * (1 - (0.2 * 1.28155)), shape.Sum() * (1 + (0.2 * 1.28155)), 0, 0);
            var today = Day();
            var (early, late) = (Intraday.Of(past, 0, DayKind.Usual, day), Intraday.Of(past, 0, DayKind.Usual, day, today[..4]));
            for (var i = 0; i < 4; i++)
            {
                all++;
                if (today[4 + i] >= late[i].Low80 && today[4 + i] <= late[i].High80) inside++;
                (before, after) = (before + early[4 + i].High80 - early[4 + i].Low80, after + late[i].High80 - late[i].Low80);
                (squaresBefore, squares) = (squaresBefore + Math.Pow(today[4 + i] - early[4 + i].Mean, 2), squares + Math.Pow(today[4 + i] - late[i].Mean, 2));
            }
        }

        // Whole counts: a little more than 80 % lies within bounds that include their ends.
        ((double)inside / all).Should().BeInRange(0.78, 0.90);
        after.Should().BeLessThan(before);
        squares.Should().BeLessThan(squaresBefore * 0.95);
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
