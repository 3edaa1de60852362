using System.Globalization;
using Metrics.Forecasting;
using Metrics.Forecasting.Tests;

namespace Metrics.Benchmarks;

/// <summary>Learns the quantiles of the forecasts' intervals from the even half of M3's monthly series, which lie outside the repository.</summary>
internal static class IntervalCalibration
{
    private const int Steps = 18;
    private const int OriginsApart = 3;

    // Cut to two and three years, and as they are: four years and more.
    private static readonly (int Years, int Months)[] Lengths = [(2, 24), (3, 36), (4, 1_000_000)];

    /// <summary>Writes the table.</summary>
    /// <param name="table">The file.</param>
    public static void Write(string table)
    {
        var series = SharedSeries.Monthly().Where(s => (s.Key[^1] - '0') % 2 == 0).Select(s => s.Value).ToArray();
        using var output = new StreamWriter(table);
        output.WriteLine("# Quantiles of the portfolio's errors in deviations, learnt on the even half (last digit of the id) of M3's monthly series");
        output.WriteLine("# (Makridakis and Hibon, 2000), cut to 24 and 36 months and whole: made by `make calibrate`, never by hand.");
        output.WriteLine("of,years,horizon,q025,q10,q90,q975");
        foreach (var (years, months) in Lengths)
        {
            var errors = series.AsParallel().AsOrdered().Select(s => Errors([.. s.Past, .. s.Future], months).ToArray()).ToArray();
            for (var h = 0; h < Steps; h++) output.WriteLine(Line("value", years, h, errors.Select(e => e[0].Values)));
            for (var h = 0; h < Steps; h++) output.WriteLine(Line("sum", years, h, errors.SelectMany(e => e).Select(e => e.Sums)));
        }
    }

    // Values are learnt from the competition's own origin; sums from those whose last months they reach, as prognos helår reaches the end of its year.
    private static IEnumerable<(double[] Values, double[] Sums)> Errors(double[] series, int months)
    {
        for (var steps = Steps; steps > 0; steps -= OriginsApart)
            yield return Errors(series[Math.Max(0, series.Length - steps - months)..^steps], series[^steps..]);
    }

    private static (double[] Values, double[] Sums) Errors(double[] past, double[] future)
    {
        var outlook = SeriesForecaster.Forecast(past, Step.Month, future.Length)!.Outlook!;
        var (values, sums) = (new double[future.Length], new double[future.Length]);
        double sum = 0, variance = 0;
        for (var h = 0; h < future.Length; h++)
        {
            sum += future[h] - outlook.Mean[h];
            variance += outlook.Deviation[h] * outlook.Deviation[h];
            var reachesTheEnd = h >= future.Length - OriginsApart;
            (values[h], sums[h]) = ((future[h] - outlook.Mean[h]) / outlook.Deviation[h], reachesTheEnd ? sum / Math.Sqrt(variance) : double.NaN);
        }

        return (values, sums);
    }

    // Neighbouring horizons tell of each other.
    private static string Line(string of, int years, int h, IEnumerable<double[]> errors)
    {
        var near = errors.SelectMany(e => e.Take(h + 2).Skip(Math.Max(0, h - 1))).Where(double.IsFinite).Order().ToArray();
        double At(double share)
        {
            var place = Math.Clamp((share * (near.Length + 1)) - 1, 0, near.Length - 1);
            var below = (int)place;
            return near[below] + ((place - below) * (near[Math.Min(below + 1, near.Length - 1)] - near[below]));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{of},{years},{h + 1},{At(.025):F3},{At(.1):F3},{At(.9):F3},{At(.975):F3}");
    }
}
