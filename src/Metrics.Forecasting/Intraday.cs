using MathNet.Numerics.Distributions;
using Metrics.ServiceDesk.Calendars;

namespace Metrics.Forecasting;

/// <summary>A past day, by its intervals.</summary>
/// <param name="Place">The day's place in its week, from 0.</param>
/// <param name="Kind">What makes it unlike others of its weekday.</param>
/// <param name="Counts">What each interval brought.</param>
public sealed record DayOfIntervals(int Place, DayKind Kind, double[] Counts);

/// <summary>
/// Half-hours of days to come: the day's forecast, spread as the last days of its weekday were. Counts are Poisson with a rate that is gamma-distributed, since neither
/// the day nor its shape is known for sure (Jongbloed and Koole, "Managing uncertainty in call centres using Poisson mixtures", 2001). What a running day has
/// brought changes what its rest is expected to bring: the gamma's conjugate update, as Weinberg, Brown and Stroud ("Bayesian forecasting of an inhomogeneous
/// Poisson process with applications to call center data", 2007) do for a day's level.
/// </summary>
public static class Intraday
{
    private const int Weeks = 8;
    private const double NormalBetween80 = 2.5631;

    // Above it a Poisson mixture is as good as normal, and its terms leave a double's range.
    private const double LargestCounted = 400;

    /// <summary>Forecasts the intervals of a day.</summary>
    /// <param name="past">The days known, the oldest first; all of as many intervals.</param>
    /// <param name="place">The day's place in its week.</param>
    /// <param name="kind">What makes it unlike others of its weekday.</param>
    /// <param name="day">What the whole day was forecast to bring before it began.</param>
    /// <param name="soFar">What its first intervals have brought; null or empty where it hasn't begun.</param>
    /// <returns>The intervals to come.</returns>
    public static IReadOnlyList<Forecast> Of(IReadOnlyList<DayOfIntervals> past, int place, DayKind kind, Forecast day, double[]? soFar = null)
    {
        soFar ??= [];
        var like = Like(past, place, kind);
        var intervals = past[0].Counts.Length;
        var total = like.Sum(d => d.Counts.Sum());
        double[] shape = [.. Enumerable.Range(0, intervals).Select(i => total > 0 ? like.Sum(d => d.Counts[i]) / total : 0)];
        var sure = day.Mean > 0 ? Math.Pow((day.High80 - day.Low80) / NormalBetween80 / day.Mean, 2) : 0;
        var varies = Spread(like, shape);
        var (level, unsure) = Level(day.Mean, sure, varies, shape, soFar);
        return [.. shape.Skip(soFar.Length).Select(s => Interval(s * day.Mean * level, varies + unsure))];
    }

    // How many times what was forecast the day brings, and that level's variance by its square. Its prior is a gamma with mean 1; intervals that vary by more
    // than chance tell less than as many counts would.
    private static (double Level, double Spread) Level(double day, double sure, double varies, double[] shape, double[] soFar)
    {
        double[] expected = [.. shape.Take(soFar.Length).Select(s => s * day)];
        var sum = expected.Sum();
        if (sum <= 0 || sure <= 0) return (1, sure);
        var over = 1 + (varies * expected.Sum(m => m * m) / sum);
        var prior = 1 / sure;
        var (came, meant) = (prior + (soFar.Sum() / over), prior + (sum / over));
        return (came / meant, 1 / came);
    }

    /// <summary>A quantile of counts whose rate is gamma-distributed: negative binomial; Poisson where nothing varies.</summary>
    /// <param name="share">Which, 0 to 1.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="spread">The rate's variance by its squared mean.</param>
    internal static double Quantile(double share, double mean, double spread)
    {
        if (mean <= 0) return 0;
        if (mean > LargestCounted) return Math.Max(0, Math.Round(Normal.InvCDF(mean, Math.Sqrt(mean + (mean * mean * spread)), share)));
        var shape = spread > 1e-9 ? 1 / spread : 1e9;
        var term = Math.Exp(-shape * Math.Log(1 + (mean / shape)));
        var sum = term;
        var count = 0;
        for (; sum < share && count < 100 * LargestCounted; count++)
        {
            term *= (count + shape) / (count + 1) * (mean / (shape + mean));
            sum += term;
        }

        return count;
    }

    private static Forecast Interval(double mean, double spread)
    {
        double At(double share) => Quantile(share, mean, spread);
        return new Forecast(mean, Math.Min(mean, At(0.1)), Math.Max(mean, At(0.9)), Math.Min(mean, At(0.025)), Math.Max(mean, At(0.975)));
    }

    // The last weeks' days of the same weekday and kind; where there are none, of the same weekday, else of any.
    private static DayOfIntervals[] Like(IReadOnlyList<DayOfIntervals> past, int place, DayKind kind)
    {
        bool Teaches(DayOfIntervals d) => d.Kind != DayKind.Disturbed && d.Counts.Sum() > 0;
        bool IsLike(DayKind one, DayKind other) => one == other || (one is not (DayKind.Closed or DayKind.Short) && other is not (DayKind.Closed or DayKind.Short));
        Func<DayOfIntervals, bool>[] closer = [d => d.Place == place && IsLike(d.Kind, kind), d => d.Place == place, _ => true];
        return closer.Select(c => past.Where(d => Teaches(d) && c(d)).TakeLast(Weeks).ToArray()).FirstOrDefault(d => d.Length > 0) ?? [];
    }

    // By how much more than chance intervals differ from their share of their day, as a part of the squared mean.
    private static double Spread(DayOfIntervals[] like, double[] shape)
    {
        var (over, squares) = (0.0, 0.0);
        foreach (var day in like)
        {
            var total = day.Counts.Sum();
            for (var i = 0; i < shape.Length; i++)
            {
                var mean = shape[i] * total;
                over += Math.Pow(day.Counts[i] - mean, 2) - mean;
                squares += mean * mean;
            }
        }

        return squares > 0 ? Math.Max(0, over / squares) : 0;
    }
}
