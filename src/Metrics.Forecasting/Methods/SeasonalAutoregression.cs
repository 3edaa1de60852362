using MathNet.Numerics.LinearAlgebra;

namespace Metrics.Forecasting.Methods;

/// <summary>
/// An autoregression of the change since a season ago, its lags chosen by the corrected Akaike criterion: ARIMA(p,0,0)(0,1,0) with a mean
/// (Box, Jenkins, Reinsel and Ljung, "Time Series Analysis", 5th ed., chapter 9), by least squares. On logarithms where all values are above 0.
/// </summary>
/// <param name="hasSeasonalLags">Whether the changes one to four seasons ago may speak too, which asks for many seasons.</param>
public sealed class SeasonalAutoregression(bool hasSeasonalLags = false) : IForecastMethod
{
    private const int MostLags = 4;

    /// <inheritdoc/>
    public string Name => hasSeasonalLags ? "sar-seasonal" : "sar";

    private int SeasonalLags => hasSeasonalLags ? MostLags : 0;

    /// <inheritdoc/>
    public int Fewest(int season) => ((1 + (2 * SeasonalLags)) * season) + (2 * MostLags) + 4;

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        var series = new SeasonalChanges(values, season);
        var (lags, weights) = Chosen(series.Known, season);
        List<double> changes = [.. series.Known];
        for (var h = 0; h < horizon; h++)
        {
            var change = weights[0];
            for (var i = 0; i < lags.Length; i++) change += weights[i + 1] * changes[^lags[i]];
            changes.Add(change);
        }

        return series.Values(changes.Skip(series.Known.Length));
    }

    // All choices are fitted to the same values, else the criterion can't compare them.
    private (int[] Lags, double[] Weights) Chosen(double[] changes, int season)
    {
        var choices =
            from near in Enumerable.Range(0, MostLags + 1)
            from far in Enumerable.Range(0, SeasonalLags + 1)
            let lags = Enumerable.Range(1, near).Concat(Enumerable.Range(1, far).Select(k => k * season)).Distinct().ToArray()
            select (Lags: lags, Fit: Fit(changes, lags, MostLags + (SeasonalLags * season)));
        var best = choices.MinBy(c => c.Fit.Aicc);
        return (best.Lags, best.Fit.Weights);
    }

    private static (double[] Weights, double Aicc) Fit(double[] changes, int[] lags, int skipped)
    {
        var n = changes.Length - skipped;
        var x = Matrix<double>.Build.Dense(n, lags.Length + 1, (i, j) => j == 0 ? 1 : changes[skipped + i - lags[j - 1]]);
        var y = Vector<double>.Build.Dense(n, i => changes[skipped + i]);
        // A trace of ridge keeps constant series from being singular.
        var weights = (x.TransposeThisAndMultiply(x) + (Matrix<double>.Build.DenseIdentity(lags.Length + 1) * 1e-9)).Cholesky().Solve(x.TransposeThisAndMultiply(y));
        var squares = Math.Max(1e-12, (y - (x * weights)).DotProduct(y - (x * weights)));
        var k = lags.Length + 2;
        return ([.. weights], (n * Math.Log(squares / n)) + (2 * k) + (2.0 * k * (k + 1) / Math.Max(1, n - k - 1)));
    }
}
