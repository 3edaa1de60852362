using System.Globalization;
using Metrics.Forecasting.Tests;
using Microsoft.ML.Transforms.TimeSeries;
using Xunit.Abstractions;

namespace Microsoft.ML.TimeSeries.Tests;

/// <summary>The stand-in against what the real library computed.</summary>
public sealed class RealOutputsTests(ITestOutputHelper output)
{
    [SharedSeriesFact]
    public void Monthly_forecasts_are_the_real_librarys()
    {
        var series = SharedSeries.Monthly().ToDictionary(s => s.Key, s => Array.ConvertAll(s.Value.Past, v => (float)v));
        Compare(SharedSeries.Rows("mlnet_ssa_golden.csv.gz"), series);
    }

    [SharedSeriesFact]
    public void Daily_forecasts_are_the_real_librarys()
        => Compare(SharedSeries.Rows("mlnet_ssa_golden_daily.csv.gz"), new() { ["series"] = [.. SharedSeries.Rows("telecom_calls_daily.csv").Select(r => (float)SharedSeries.Number(r[1]))] });

    private void Compare(IEnumerable<string[]> rows, Dictionary<string, float[]> series)
    {
        var (compared, misses) = (0, new List<string>());
        foreach (var model in rows.GroupBy(r => (Id: r[0], Variant: r[1], Window: int.Parse(r[2], CultureInfo.InvariantCulture))))
        {
            var values = series[model.Key.Id];
            var forecast = Forecast(values, model.Key.Variant, model.Key.Window, model.Count());
            var tolerance = 1e-3 * values.Average(v => Math.Abs((double)v));
            foreach (var (row, i) in model.Select((r, i) => (r, i)))
            {
                compared++;
                double[] apart = [forecast.Mean[i] - SharedSeries.Number(row[4]), forecast.Lower[i] - SharedSeries.Number(row[5]), forecast.Upper[i] - SharedSeries.Number(row[6])];
                if (!Array.TrueForAll(apart, d => Math.Abs(d) <= tolerance)) misses.Add($"{model.Key.Id} {model.Key.Variant} {model.Key.Window}");
            }
        }

        foreach (var miss in misses.GroupBy(m => m)) output.WriteLine($"{miss.Key}: {miss.Count()} rows");
        output.WriteLine($"{compared - misses.Count} of {compared} rows");
        compared.Should().BePositive();
        ((double)misses.Count / compared).Should().BeLessThanOrEqualTo(0.005, "these differ: " + string.Join(", ", misses.Distinct()));
    }

    private static Bounds Forecast(float[] values, string variant, int window, int horizon)
    {
        var ml = new MLContext();
        var estimator = ml.Forecasting.ForecastBySsa(
            nameof(Bounds.Mean), nameof(Observation.Value), window, variant == "half-train" ? values.Length / 2 : values.Length, values.Length, horizon,
            rankSelectionMethod: variant == "rank3" ? RankSelectionMethod.Fixed : RankSelectionMethod.Exact,
            rank: variant == "rank3" ? 3 : null,
            maxRank: variant == "maxrank4" ? 4 : null,
            discountFactor: variant == "discount0.9" ? 0.9f : 1,
            shouldStabilize: variant != "no-stabilize",
            confidenceLowerBoundColumn: nameof(Bounds.Lower), confidenceUpperBoundColumn: nameof(Bounds.Upper));
        return estimator.Fit(ml.Data.LoadFromEnumerable(values.Select(v => new Observation { Value = v }))).CreateTimeSeriesEngine<Observation, Bounds>(ml).Predict();
    }

    private sealed class Observation
    {
        public float Value { get; set; }
    }

    private sealed class Bounds
    {
        public float[] Mean { get; set; } = [];

        public float[] Lower { get; set; } = [];

        public float[] Upper { get; set; } = [];
    }
}
