namespace Metrics.Forecasting.Methods;

/// <summary>The line from the first value through the last (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., 5.2).</summary>
public sealed class Drift : IForecastMethod
{
    /// <inheritdoc/>
    public string Name => "drift";

    /// <inheritdoc/>
    public int Fewest(int season) => 2;

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        var (last, slope) = (values[^1], (values[^1] - values[0]) / (values.Length - 1));
        var forecast = new double[horizon];
        for (var i = 0; i < horizon; i++) forecast[i] = last + (slope * (i + 1));
        return forecast;
    }
}
