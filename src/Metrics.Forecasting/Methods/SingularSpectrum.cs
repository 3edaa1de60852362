using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Transforms.TimeSeries;

namespace Metrics.Forecasting.Methods;

/// <summary>ML.NET's singular spectrum analysis, through its official API.</summary>
/// <param name="window">Its window; null is one more than a season, since stabilising removes cycles longer than the window.</param>
public sealed class SingularSpectrum(int? window = null) : IForecastMethod
{
    // Asked for late: listing the methods must not load the library.
    private static readonly Lazy<string> Whose = new(() =>
    {
        var library = typeof(SsaForecastingEstimator).Assembly;
        return library.GetCustomAttributes<AssemblyMetadataAttribute>().Any(m => m.Key == "StandIn") ? "ssa (stand-in)" : $"ssa (ML.NET {library.GetName().Version!.ToString(3)})";
    });

    /// <inheritdoc/>
    public string Name => "ssa";

    /// <inheritdoc/>
    public string Label => Whose.Value;

    /// <inheritdoc/>
    public int Fewest(int season) => (2 * (window ?? WindowOf(season))) + 1;

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        var ml = new MLContext();
        var rows = new List<Observation>(values.Length);
        foreach (var value in values) rows.Add(new Observation { Value = (float)value });
        var model = ml.Forecasting.ForecastBySsa(
            nameof(Outlook.Values), nameof(Observation.Value), window ?? WindowOf(season), seriesLength: values.Length, trainSize: values.Length, horizon: horizon)
            .Fit(ml.Data.LoadFromEnumerable(rows));
        return [.. model.CreateTimeSeriesEngine<Observation, Outlook>(ml).Predict().Values.Select(v => (double)v)];
    }

    private static int WindowOf(int season) => Math.Max(season + 1, 3);

    private sealed class Observation
    {
        public float Value { get; set; }
    }

    private sealed class Outlook
    {
        public float[] Values { get; set; } = [];
    }
}
