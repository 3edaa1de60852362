using Metrics.Forecasting.Smoothing;

namespace Metrics.Forecasting.Methods;

/// <summary>Exponential smoothing whose form the corrected Akaike criterion chooses, as R's <c>ets()</c> does (Hyndman et al., 2008, 2.8).</summary>
/// <param name="mustDamp">Only forms with a trend that fades.</param>
public sealed class ExponentialSmoothing(bool mustDamp = false) : IForecastMethod
{
    // A longer season has more states than a series has values for.
    private const int LongestSeason = 24;

    /// <inheritdoc/>
    public string Name => mustDamp ? "ets-damped" : "ets";

    /// <inheritdoc/>
    public int Fewest(int season) => 8;

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        var series = values.ToArray();
        var isSeasonal = season is > 1 and <= LongestSeason && series.Length > season;
        var forms = EtsForm.Admissible(Array.TrueForAll(series, v => v > 0), isSeasonal).Where(f => f.IsDamped || !mustDamp);
        var model = EtsModel.Choose(forms, series, season) ?? EtsModel.Fit(EtsForm.Simple, series, season);
        return model.Forecast(horizon);
    }
}
