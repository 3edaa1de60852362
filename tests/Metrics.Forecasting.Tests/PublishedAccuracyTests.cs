using System.Collections.Concurrent;
using Metrics.Forecasting.Methods;
using Xunit.Abstractions;

namespace Metrics.Forecasting.Tests;

/// <summary>
/// Each method on the 1 428 monthly series of the M3 competition, against what others' implementations reach (R's forecast package): half the sum
/// of sMAPE and MASE, each divided by Naive2's.
/// </summary>
public sealed class PublishedAccuracyTests(ITestOutputHelper output)
{
    private const int Season = 12;
    private const double Naive2Smape = 16.89;
    private const double Naive2Mase = 1.037;
    private const double AtMostWorse = 1.005;

    [SharedSeriesTheory]
    [InlineData("snaive", 1.063)]
    [InlineData("theta", 0.827)]
    [InlineData("ets", 0.836)]
    public void A_method_does_as_well_on_all_series_as_elsewhere(string method, double elsewhere)
        => Accuracy(method, _ => true).Should().BeLessThanOrEqualTo(elsewhere * AtMostWorse);

    [SharedSeriesTheory]
    [InlineData(0, 0.815)]
    [InlineData(1, 0.854)]
    public void Damped_smoothing_does_as_well_on_each_half_as_elsewhere(int digitsRest, double elsewhere)
        => Accuracy("ets-damped", id => (id[^1] - '0') % 2 == digitsRest).Should().BeLessThanOrEqualTo(elsewhere * AtMostWorse);

    private double Accuracy(string name, Func<string, bool> which)
    {
        var method = Portfolio.Methods.Single(m => m.Name == name);
        var scores = new ConcurrentBag<(double Smape, double Mase)>();
        Parallel.ForEach(SharedSeries.Monthly().Where(s => which(s.Key)), series => scores.Add(Score(method, series.Value.Past, series.Value.Future)));
        scores.Count.Should().BeGreaterThan(700);
        var (smape, mase) = (scores.Average(s => s.Smape), scores.Average(s => s.Mase));
        var both = ((smape / Naive2Smape) + (mase / Naive2Mase)) / 2;
        output.WriteLine(FormattableString.Invariant($"{name}: {scores.Count} series, sMAPE {smape:F3}, MASE {mase:F4}, OWA {both:F4}"));
        return both;
    }

    private static (double Smape, double Mase) Score(IForecastMethod method, double[] past, double[] future)
    {
        var forecast = method.Forecast(past, Season, future.Length);
        var scale = past.Skip(Season).Zip(past, (now, before) => Math.Abs(now - before)).Average();
        return (
            forecast.Zip(future, (f, y) => 200 * Math.Abs(f - y) / (Math.Abs(f) + Math.Abs(y))).Average(),
            forecast.Zip(future, (f, y) => Math.Abs(f - y)).Average() / scale);
    }
}
