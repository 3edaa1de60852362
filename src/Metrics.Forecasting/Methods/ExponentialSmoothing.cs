using Metrics.Forecasting.Smoothing;

namespace Metrics.Forecasting.Methods;

/// <summary>Exponential smoothing whose form the corrected Akaike criterion chooses, as R's <c>ets()</c> does (Hyndman et al., 2008, 2.8).</summary>
/// <param name="mustDamp">Only forms with a trend that fades.</param>
/// <param name="form">A form that was chosen before, on a longer part of the same series; null chooses.</param>
public sealed class ExponentialSmoothing(bool mustDamp = false, EtsForm? form = null) : IForecastMethod
{
    // A longer season has more states than a series has values for.
    internal const int LongestSeason = 24;

    /// <inheritdoc/>
    public string Name => mustDamp ? "ets-damped" : "ets";

    /// <inheritdoc/>
    public int Fewest(int season) => 6;

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon) => Model(values.ToArray(), season).Forecast(horizon);

    /// <summary>The model fitted to a series.</summary>
    /// <param name="series">The past, the oldest first, without gaps.</param>
    /// <param name="season">Values in a season.</param>
    public EtsModel Model(double[] series, int season)
    {
        if (form is not null && series.Length > form.Parameters(season) + 1) return EtsModel.Fit(form, series, season);
        return EtsModel.Choose(Forms(series, season).Where(f => f.IsDamped || !mustDamp), series, season) ?? EtsModel.Fit(EtsForm.Simple, series, 1);
    }

    /// <summary>The forms to choose among.</summary>
    public static IEnumerable<EtsForm> Forms(double[] series, int season)
        => EtsForm.Admissible(Array.TrueForAll(series, v => v > 0), season is > 1 and <= LongestSeason && series.Length >= 2 * season);
}
