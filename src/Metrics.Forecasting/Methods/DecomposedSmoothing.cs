using Metrics.Forecasting.Smoothing;

namespace Metrics.Forecasting.Methods;

/// <summary>
/// A fixed season, taken out by classical decomposition, and exponential smoothing of what is left (Hyndman and Athanasopoulos, "Forecasting:
/// Principles and Practice", 3rd ed., 5.7). Ratios where all values are above 0, differences else.
/// </summary>
public sealed class DecomposedSmoothing : IForecastMethod
{
    /// <inheritdoc/>
    public string Name => "season+ets";

    /// <inheritdoc/>
    public int Fewest(int season) => Math.Max(8, 2 * season);

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        var adjusted = values.ToArray();
        var isRatio = Array.TrueForAll(adjusted, v => v > 0);
        var indices = season > 1 ? ClassicalSeason.Indices(values, season, isRatio) : [isRatio ? 1 : 0];
        for (var t = 0; t < adjusted.Length; t++) adjusted[t] = isRatio ? adjusted[t] / indices[t % season] : adjusted[t] - indices[t % season];
        var model = EtsModel.Choose(EtsForm.Admissible(isRatio, isSeasonal: false), adjusted, 1) ?? EtsModel.Fit(EtsForm.Simple, adjusted, 1);
        var forecast = model.Forecast(horizon);
        for (var h = 0; h < horizon; h++)
        {
            var index = indices[(values.Length + h) % season];
            forecast[h] = isRatio ? forecast[h] * index : forecast[h] + index;
        }

        return forecast;
    }
}
