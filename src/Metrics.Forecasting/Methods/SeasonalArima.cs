namespace Metrics.Forecasting.Methods;

/// <summary>
/// The one of two seasonal ARIMA models that fits better: the airline model (0,1,1)(0,1,1), or (1,0,0)(0,1,1) around a drift (Box, Jenkins, Reinsel and Ljung, "Time
/// Series Analysis", 5th ed., chapter 9), which is where automatic choices mostly end (Hyndman and Khandakar, "Automatic time series forecasting", 2008). Fitted by
/// conditional least squares; on logarithms where all values are above 0.
/// </summary>
public sealed class SeasonalArima : IForecastMethod
{
    // A grid first, then steps around the best, halved when none helps: the same answer every time.
    private static readonly double[] Near = [-0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9];
    private static readonly double[] Far = [-0.9, -0.6, -0.3, 0];
    private const double FirstStep = 0.15;
    private const int Rounds = 8;
    private const double Edge = 0.98;

    /// <inheritdoc/>
    public string Name => "arima";

    /// <inheritdoc/>
    public int Fewest(int season) => 3 * Math.Max(season, 2);

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        var series = new SeasonalChanges(values, season);
        var changes = series.Known;
        var drift = changes.Average();
        double[] around = [.. changes.Select(c => c - drift)];
        double[] turns = [.. changes.Skip(1).Select((c, t) => c - changes[t])];
        var airline = Fit((near, far) => Airline(turns, season, near, far).Squares, turns.Length, parameters: 3);
        var drifting = Fit((near, far) => Drifting(around, season, near, far).Squares, around.Length - 1, parameters: 4);
        return series.Values(airline.Criterion < drifting.Criterion
            ? Undone(Airline(turns, season, airline.Near, airline.Far).Errors, turns.Length, season, horizon, airline, changes[^1])
            : Back(Drifting(around, season, drifting.Near, drifting.Far).Errors, around, season, horizon, drifting, drift));
    }

    // The changes since a season ago that are to come: what their own turns add up to, the errors to come being none.
    private static IEnumerable<double> Undone(double[] errors, int known, int season, int horizon, Fitted fit, double change)
    {
        for (var t = known; t < known + horizon; t++) yield return change += Expected(errors, t, season, fit.Near, fit.Far);
    }

    private static IEnumerable<double> Back(double[] errors, double[] around, int season, int horizon, Fitted fit, double drift)
    {
        var last = around[^1];
        for (var t = around.Length; t < around.Length + horizon; t++)
        {
            last = (fit.Near * last) + (t - season < around.Length ? fit.Far * errors[t - season] : 0);
            yield return drift + last;
        }
    }

    private static (double Squares, double[] Errors) Airline(double[] turns, int season, double near, double far)
    {
        var (errors, squares) = (new double[turns.Length], 0.0);
        for (var t = 0; t < turns.Length; t++)
        {
            errors[t] = turns[t] - Expected(errors, t, season, near, far);
            squares += errors[t] * errors[t];
        }

        return (squares, errors);
    }

    private static double Expected(double[] errors, int t, int season, double near, double far)
    {
        double At(int place) => place >= 0 && place < errors.Length ? errors[place] : 0;
        return (near * At(t - 1)) + (far * At(t - season)) + (near * far * At(t - season - 1));
    }

    private static (double Squares, double[] Errors) Drifting(double[] around, int season, double near, double far)
    {
        var (errors, squares) = (new double[around.Length], 0.0);
        for (var t = 0; t < around.Length; t++)
        {
            errors[t] = around[t] - (t > 0 ? near * around[t - 1] : 0) - (t >= season ? far * errors[t - season] : 0);
            if (t > 0) squares += errors[t] * errors[t];
        }

        return (squares, errors);
    }

    // The criterion of Akaike a value, since the two are fitted to different numbers of them.
    private static Fitted Fit(Func<double, double, double> squares, int values, int parameters)
    {
        var best = (from near in Near from far in Far select (Squares: squares(near, far), Near: near, Far: far)).MinBy(c => c.Squares);
        var step = FirstStep;
        for (var round = 0; round < Rounds; round++)
        {
            var around =
                from near in (double[])[-step, 0, step]
                from far in (double[])[-step, 0, step]
                let at = (Near: Math.Clamp(best.Near + near, -Edge, Edge), Far: Math.Clamp(best.Far + far, -Edge, Edge))
                select (Squares: squares(at.Near, at.Far), at.Near, at.Far);
            var better = around.MinBy(c => c.Squares);
            if (better.Squares < best.Squares) best = better;
            else step /= 2;
        }

        return new Fitted(best.Near, best.Far, Math.Log(Math.Max(best.Squares / values, 1e-300)) + (2.0 * parameters / values));
    }

    private readonly record struct Fitted(double Near, double Far, double Criterion);
}
