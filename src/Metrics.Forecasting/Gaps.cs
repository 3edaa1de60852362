namespace Metrics.Forecasting;

/// <summary>Missing values, which the methods can't have: leaving them out would move the season.</summary>
internal static class Gaps
{
    /// <summary>
    /// The series without what is missing before its first value, other gaps (NaN) filled with the mean of the nearest known values at the same
    /// place of the season before and after, else of the nearest known ones.
    /// </summary>
    public static double[] Filled(ReadOnlySpan<double> values, int season)
    {
        var first = 0;
        while (first < values.Length && double.IsNaN(values[first])) first++;
        var series = values[first..].ToArray();
        double[] known = [.. series];
        for (var t = 0; t < series.Length; t++)
        {
            if (double.IsNaN(series[t])) series[t] = Near(known, t, season) ?? Near(known, t, 1) ?? 0;
        }

        return series;
    }

    private static double? Near(double[] known, int at, int step)
    {
        double sum = 0;
        var count = 0;
        foreach (var direction in new[] { -step, step })
        {
            var t = at + direction;
            while (t >= 0 && t < known.Length && double.IsNaN(known[t])) t += direction;
            if (t < 0 || t >= known.Length) continue;
            sum += known[t];
            count++;
        }

        return count > 0 ? sum / count : null;
    }
}
