using NodaTime;

namespace Metrics.Forecasting.Tests;

/// <summary>Values on their steps, gaps, and the middle of what methods say.</summary>
public sealed class SeriesTests
{
    private const int Seed = 20261126;

    [Fact]
    public void A_gap_is_filled_from_the_same_place_of_the_seasons_beside_it()
        => Gaps.Filled([double.NaN, 1, 10, 3, double.NaN, 5, 30], 2).Should().Equal(1, 10, 3, 20, 5, 30);

    [Fact]
    public void A_gap_without_neighbouring_seasons_is_filled_from_its_neighbours()
        => Gaps.Filled([4, double.NaN, 8], 12).Should().Equal(4, 6, 8);

    [Fact]
    public void Months_are_steps_whatever_their_length()
    {
        var series = RegularSeries.Of([(new(2023, 12, 31, 0, 0), 2), (new(2023, 10, 31, 0, 0), 1), (new(2024, 1, 31, 0, 0), 3)], Step.Month);
        series.Values.Should().Equal(1, double.NaN, 2, 3);
        series.At(4).Should().Be(new LocalDateTime(2024, 2, 29, 0, 0));
    }

    [Fact]
    public void A_value_between_steps_and_two_of_one_step_are_errors_that_name_them()
    {
        var between = () => RegularSeries.Of([(new(2024, 3, 1, 9, 0), 1), (new(2024, 3, 1, 9, 45), 2)], Step.HalfHour);
        between.Should().Throw<FormatException>().WithMessage("2024-03-01 09:45:00 lies between the steps of 30min from 2024-03-01 09:00");
        var twice = () => RegularSeries.Of([(new(2024, 3, 1, 0, 0), 1), (new(2024, 3, 7, 0, 0), 2)], Step.Month);
        twice.Should().Throw<FormatException>().WithMessage("there are two values of 2024-03-07 00:00");
    }

    [Theory]
    [InlineData(new double[] { 5 }, 5)]
    [InlineData(new double[] { 5, 7 }, 6)]
    [InlineData(new double[] { 9, 1, 2 }, 2)]
    [InlineData(new double[] { 1, 2, 4, 100 }, 3)]
    [InlineData(new double[] { 100, 1, 2, 3, -50 }, 2)]
    [InlineData(new double[] { 1e9, 1, 2, 3, 4, -1e9 }, 2.5)]
    [InlineData(new double[] { 1e9, 1, 2, 3, 4, -1e9, 5 }, 3)]
    public void The_middle_is_what_the_extremes_dont_move(double[] values, double middle) => Outlook.Middle([.. Enumerable.Range(0, values.Length)], i => values[i]).Average(i => values[i]).Should().Be(middle);

    [Fact]
    public void Where_nothing_beats_last_year_last_year_is_the_forecast_and_named()
    {
        var random = new Random(Seed);
        double[] year = [.. Enumerable.Range(0, 12).Select(_ => 100.0 + random.Next(900))];
        var forecast = SeriesForecaster.Forecast([.. Enumerable.Repeat(year, 7).SelectMany(y => y)], Step.Month, 12)!;
        forecast.Model.Should().Be("snaive");
        forecast.Values.Select(f => f.Mean).Should().Equal(year);
    }

    [Fact]
    public void A_method_that_is_clearly_worse_than_last_year_on_this_series_has_no_say()
    {
        var silenced = 0;
        foreach (var seed in Enumerable.Range(Seed, 30))
        {
            var random = new Random(seed);
            var level = 1000.0;
            double[] series = [.. Enumerable.Range(0, 96).Select(t => (level *= 1 + (0.2 * (random.NextDouble() - 0.5))) * (1 + (0.5 * Math.Sin(t * Math.PI / 6))))];
            var backtest = Backtest.Of(Portfolio.For(series, 12), series, 12, 18);
            if (!backtest.IsNaiveBest) silenced += backtest.Vetoed.Count;
            SeriesForecaster.Forecast(series, Step.Month, 12)!.Outlook!.Members.Where(m => m.Weight > 0).Select(m => m.Method).Should().NotIntersectWith(backtest.Vetoed).And.NotBeEmpty();
        }

        silenced.Should().BePositive("in some of these series a method fails");
    }

    [Fact]
    public void What_is_said_of_a_month_depends_on_no_more_months_being_asked_for()
    {
        var random = new Random(Seed);
        double[] series = [.. Enumerable.Range(0, 70).Select(t => 500 + (90 * Math.Sin(t * Math.PI / 6)) + (80 * random.NextDouble()))];
        SeriesForecaster.Forecast(series, Step.Month, 3)!.Values.Should().Equal(SeriesForecaster.Forecast(series, Step.Month, 18)!.Values.Take(3));
    }
}
