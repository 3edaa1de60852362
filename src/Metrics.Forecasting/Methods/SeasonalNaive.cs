namespace Metrics.Forecasting.Methods;

/// <summary>Each value as a season ago; without a season, as the last one. What every other method must beat.</summary>
public sealed class SeasonalNaive : IForecastMethod
{
    /// <inheritdoc/>
    public string Name => "snaive";

    /// <inheritdoc/>
    public int Fewest(int season) => season;

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        var last = values[^season..];
        var forecast = new double[horizon];
        for (var i = 0; i < horizon; i++) forecast[i] = last[i % season];
        return forecast;
    }
}
