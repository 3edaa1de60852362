using MathNet.Numerics.LinearAlgebra;

namespace Metrics.Forecasting.Methods;

/// <summary>
/// An autoregression of the change since a season ago, its order chosen by the corrected Akaike criterion: ARIMA(p,0,0)(0,1,0) with a mean
/// (Box, Jenkins, Reinsel and Ljung, "Time Series Analysis", 5th ed., chapter 9), by least squares. On logarithms where all values are above 0.
/// </summary>
public sealed class SeasonalAutoregression : IForecastMethod
{
    private const int MostLags = 4;

    /// <inheritdoc/>
    public string Name => "sar";

    /// <inheritdoc/>
    public int Fewest(int season) => season + (2 * MostLags) + 4;

    /// <inheritdoc/>
    public double[] Forecast(ReadOnlySpan<double> values, int season, int horizon)
    {
        var series = values.ToArray();
        var isLog = Array.TrueForAll(series, v => v > 0);
        if (isLog) series = [.. series.Select(v => Math.Log(v))];
        double[] changes = [.. series.Skip(season).Select((v, t) => v - series[t])];
        var weights = Enumerable.Range(0, MostLags + 1).Select(lags => Fit(changes, lags)).MinBy(f => f.Aicc).Weights;
        List<double> past = [.. series], changed = [.. changes];
        var forecast = new double[horizon];
        for (var h = 0; h < horizon; h++)
        {
            var change = weights[0];
            for (var lag = 1; lag < weights.Length; lag++) change += weights[lag] * changed[^lag];
            changed.Add(change);
            past.Add(past[^season] + change);
            forecast[h] = isLog ? Math.Exp(past[^1]) : past[^1];
        }

        return forecast;
    }

    // All orders are fitted to the same values, else the criterion can't compare them.
    private static (double[] Weights, double Aicc) Fit(double[] changes, int lags)
    {
        var n = changes.Length - MostLags;
        var x = Matrix<double>.Build.Dense(n, lags + 1, (i, j) => j == 0 ? 1 : changes[MostLags + i - j]);
        var y = Vector<double>.Build.Dense(n, i => changes[MostLags + i]);
        // A trace of ridge keeps constant series from being singular.
        var weights = (x.TransposeThisAndMultiply(x) + (Matrix<double>.Build.DenseIdentity(lags + 1) * 1e-9)).Cholesky().Solve(x.TransposeThisAndMultiply(y));
        var squares = Math.Max(1e-12, (y - (x * weights)).DotProduct(y - (x * weights)));
        var k = lags + 2;
        return ([.. weights], (n * Math.Log(squares / n)) + (2 * k) + (2.0 * k * (k + 1) / Math.Max(1, n - k - 1)));
    }
}
