namespace Metrics.Forecasting.Tests;

/// <summary>No series makes a forecast throw, be no number, or leave its own interval.</summary>
public sealed class AnySeriesTests
{
    private const int Seed = 20261126;

    public static TheoryData<Step, int> Lengths()
    {
        var data = new TheoryData<Step, int>();
        foreach (var length in (int[])[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 23, 24, 25, 35, 36, 37, 47, 48, 60, 97, 730, 5_000])
        {
            data.Add(Step.Month, length);
            data.Add(Step.Day, length);
            if (length < 1_000) data.Add(Step.HalfHour, length);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_length_and_shape_has_an_answer(Step step, int length)
    {
        var random = new Random(Seed + length);
        var shapes = new Dictionary<string, Func<int, double>>
        {
            ["noise"] = _ => 100 + (20 * random.NextDouble()),
            ["zeros"] = _ => 0,
            ["constant"] = _ => 7,
            ["mostly zero"] = _ => random.Next(10) == 0 ? random.Next(5) : 0,
            ["negative"] = t => -50 + (random.NextDouble() * t),
            ["huge"] = _ => 1e12 * (1 + random.NextDouble()),
            ["tiny"] = _ => 1e-9 * random.NextDouble(),
            ["a level shift"] = t => (t > length / 2 ? 1_000 : 10) + random.NextDouble(),
            ["an outlier"] = t => t == length / 2 ? 1e6 : 100 + random.NextDouble(),
            ["growing"] = t => Math.Exp(t * 20.0 / Math.Max(1, length)),
            ["gaps"] = _ => random.Next(3) == 0 ? double.NaN : random.Next(100),
            ["nothing known"] = _ => double.NaN,
        };
        foreach (var (name, value) in length > 1_000 ? shapes.Where(s => s.Key is "noise" or "gaps" or "zeros") : shapes)
        {
            double[] values = [.. Enumerable.Range(0, length).Select(value)];
            var forecast = SeriesForecaster.Forecast(values, step, 20);
            if (Array.TrueForAll(values, double.IsNaN))
            {
                forecast.Should().BeNull("nothing is known of {0}", name);
                continue;
            }

            foreach (var f in forecast!.Values.Append(forecast.Total))
            {
                double[] inOrder = [f.Low95, f.Low80, f.Mean, f.High80, f.High95];
                inOrder.Should().OnlyContain(v => double.IsFinite(v), "{0} of {1}", name, length).And.BeInAscendingOrder("{0} of {1}", name, length);
                if (name != "negative") inOrder.Should().OnlyContain(v => v >= 0, "{0} of {1} has never been below 0", name, length);
            }
        }
    }

    [Fact]
    public void What_never_changes_goes_on_without_doubt()
    {
        var forecast = SeriesForecaster.Forecast(Enumerable.Repeat(7.0, 40).ToArray(), Step.Month, 6)!;
        forecast.Values.Should().OnlyContain(f => Math.Abs(f.Mean - 7) < 1e-6 && f.High95 - f.Low95 < 1e-3);
        forecast.Total.Mean.Should().BeApproximately(42, 1e-5);
    }

    [Fact]
    public void Two_runs_give_the_same_to_the_last_digit()
    {
        var random = new Random(Seed);
        double[] values = [.. Enumerable.Range(0, 80).Select(t => 500 + (100 * Math.Sin(t * Math.PI / 6)) + (50 * random.NextDouble()))];
        SeriesForecaster.Forecast(values, Step.Month, 18)!.Values.Should().Equal(SeriesForecaster.Forecast(values, Step.Month, 18)!.Values);
    }

    [Fact]
    public void A_sum_is_surer_than_its_values_bounds_added()
    {
        var random = new Random(Seed);
        double[] values = [.. Enumerable.Range(0, 80).Select(_ => 500 + (50 * random.NextDouble()))];
        var forecast = SeriesForecaster.Forecast(values, Step.Month, 12)!;
        (forecast.Total.High80 - forecast.Total.Low80).Should().BeLessThan(forecast.Values.Sum(f => f.High80 - f.Low80));
        forecast.Total.Mean.Should().BeApproximately(forecast.Values.Sum(f => f.Mean), 1e-6);
    }
}
