namespace Metrics.Forecasting.Methods;

/// <summary>
/// The season of a series by ratios or differences to its centred moving average (Hyndman and Athanasopoulos, "Forecasting: Principles and
/// Practice", 3rd ed., 3.4).
/// </summary>
internal static class ClassicalSeason
{
    // One-sided 95 %, as the M competitions' reference code has it for "is there a season at all".
    private const double SeasonalityQuantile = 1.645;

    /// <summary>The season's indices, by place in the season of the first value; ratios average 1, differences 0.</summary>
    /// <param name="values">At least two seasons.</param>
    /// <param name="season">Values in a season, at least 2.</param>
    /// <param name="isRatio">Ratios, or differences.</param>
    public static double[] Indices(ReadOnlySpan<double> values, int season, bool isRatio)
    {
        var (sums, counts) = (new double[season], new int[season]);
        var half = season / 2;
        for (var t = half; t + half < values.Length; t++)
        {
            double trend = 0;
            if (season % 2 == 0)
            {
                trend = (values[t - half] + values[t + half]) / 2;
                for (var i = t - half + 1; i < t + half; i++) trend += values[i];
            }
            else
            {
                for (var i = t - half; i <= t + half; i++) trend += values[i];
            }

            trend /= season;
            sums[t % season] += isRatio ? values[t] / trend : values[t] - trend;
            counts[t % season]++;
        }

        var indices = new double[season];
        for (var i = 0; i < season; i++) indices[i] = counts[i] > 0 ? sums[i] / counts[i] : isRatio ? 1 : 0;
        var mean = indices.Average();
        for (var i = 0; i < season; i++) indices[i] = isRatio ? indices[i] / mean : indices[i] - mean;
        return indices;
    }

    /// <summary>Whether the autocorrelation at a season's distance is more than chance (Assimakopoulos and Nikolopoulos, "The theta model", 2000).</summary>
    public static bool IsThere(ReadOnlySpan<double> values, int season)
    {
        if (season < 2 || values.Length < 2 * season) return false;
        double mean = 0;
        foreach (var value in values) mean += value / values.Length;
        double variance = 0;
        foreach (var value in values) variance += (value - mean) * (value - mean);
        if (variance == 0) return false;
        double Correlation(ReadOnlySpan<double> of, int lag)
        {
            double sum = 0;
            for (var t = lag; t < of.Length; t++) sum += (of[t] - mean) * (of[t - lag] - mean);
            return sum / variance;
        }

        double squares = 0;
        for (var lag = 1; lag < season; lag++) squares += Math.Pow(Correlation(values, lag), 2);
        return Math.Abs(Correlation(values, season)) > SeasonalityQuantile * Math.Sqrt((1 + (2 * squares)) / values.Length);
    }
}
