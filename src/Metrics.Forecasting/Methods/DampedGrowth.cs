namespace Metrics.Forecasting.Methods;

/// <summary>The last season times one plus half of its growth on the season before it: what planners do by hand, carefully.</summary>
public sealed class DampedGrowth : IForecastMethod
{
    private const double Damping = 0.5;
    private const double LeastRatio = 0.67;
    private const double MostRatio = 1.5;

    /// <inheritdoc/>
    public string Name => "snd";

    /// <inheritdoc/>
    public int Fewest(int season) => 2 * season;

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        double last = 0, before = 0;
        foreach (var value in values[^season..]) last += value;
        foreach (var value in values[^(2 * season)..^season]) before += value;
        var factor = before > 0 ? Math.Clamp(1 + (Damping * ((last / before) - 1)), LeastRatio, MostRatio) : 1;
        var forecast = new double[horizon];
        for (var i = 0; i < horizon; i++) forecast[i] = values[values.Length - season + (i % season)] * factor;
        return forecast;
    }
}
