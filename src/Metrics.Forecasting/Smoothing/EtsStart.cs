using Metrics.Forecasting.Methods;

namespace Metrics.Forecasting.Smoothing;

/// <summary>Where the search for a model's states begins (Hyndman et al., 2008, 2.6.1).</summary>
internal static class EtsStart
{
    private const int FewestForDecomposition = 3;
    private const double LeastRatio = 1e-2;

    /// <summary>Level, trend, and the season's values by place of the first value.</summary>
    public static (double Level, double Trend, double[] Season) Of(EtsForm form, ReadOnlySpan<double> values, int season)
    {
        var indices = form.Season == Entry.None ? [] : Season(values, season, form.Season == Entry.Multiplicative);
        var length = Math.Min(Math.Max(10, indices.Length > 0 ? 2 * season : 2), values.Length);
        var adjusted = new double[length];
        for (var t = 0; t < length; t++)
        {
            adjusted[t] = form.Season switch
            {
                Entry.Additive => values[t] - indices[t % season],
                Entry.Multiplicative => values[t] / indices[t % season],
                _ => values[t],
            };
        }

        if (!form.HasTrend) return (adjusted.Average(), 0, indices);
        var (intercept, slope) = StraightLine.Of(adjusted);
        return (intercept, slope, indices);
    }

    private static double[] Season(ReadOnlySpan<double> values, int season, bool isRatio)
    {
        var indices = values.Length >= FewestForDecomposition * season ? ClassicalSeason.Indices(values, season, isRatio) : Harmonic(values, season, isRatio);
        if (!isRatio) return indices;
        for (var i = 0; i < season; i++) indices[i] = Math.Max(LeastRatio, indices[i]);
        var mean = indices.Average();
        for (var i = 0; i < season; i++) indices[i] /= mean;
        return indices;
    }

    // Too short for moving averages: what is left of a line, by place in the season.
    private static double[] Harmonic(ReadOnlySpan<double> values, int season, bool isRatio)
    {
        var (intercept, slope) = StraightLine.Of(values.ToArray());
        var (sums, counts) = (new double[season], new int[season]);
        for (var t = 0; t < values.Length; t++)
        {
            var line = intercept + (slope * (t + 1));
            sums[t % season] += isRatio ? values[t] / (line > 0 ? line : values[t]) : values[t] - line;
            counts[t % season]++;
        }

        double[] indices = [.. sums.Select((s, i) => counts[i] > 0 ? s / counts[i] : isRatio ? 1 : 0)];
        var mean = indices.Average();
        return [.. indices.Select(i => isRatio ? i / mean : i - mean)];
    }
}
