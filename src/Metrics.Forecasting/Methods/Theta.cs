using Metrics.Forecasting.Smoothing;

namespace Metrics.Forecasting.Methods;

/// <summary>
/// Theta (Assimakopoulos and Nikolopoulos, 2000), in the form of Hyndman and Billah ("Unmasking the Theta method", 2003): simple exponential
/// smoothing with half the slope of the series' line, after taking out a multiplicative season where there is one.
/// </summary>
public sealed class Theta : IForecastMethod
{
    /// <inheritdoc/>
    public string Name => "theta";

    /// <inheritdoc/>
    public int Fewest(int season) => 4;

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        var adjusted = values.ToArray();
        double[]? indices = null;
        if (ClassicalSeason.IsThere(values, season))
        {
            indices = ClassicalSeason.Indices(values, season, isRatio: true);
            if (Array.TrueForAll(indices, i => i > 1e-10))
            {
                for (var t = 0; t < adjusted.Length; t++) adjusted[t] /= indices[t % season];
            }
            else
            {
                indices = null;
            }
        }

        var n = adjusted.Length;
        var halfSlope = StraightLine.Of(adjusted).Slope / 2;
        var model = EtsModel.Fit(EtsForm.Simple, adjusted, 1);
        var alpha = Math.Max(1e-10, model.Alpha);
        var level = model.Forecast(1)[0];
        var forecast = new double[horizon];
        for (var h = 0; h < horizon; h++)
        {
            forecast[h] = level + (halfSlope * (h + ((1 - Math.Pow(1 - alpha, n)) / alpha)));
            if (indices is not null) forecast[h] *= indices[(n + h) % season];
        }

        return forecast;
    }
}
