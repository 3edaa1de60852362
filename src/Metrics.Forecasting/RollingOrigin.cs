using Metrics.Forecasting.Methods;

namespace Metrics.Forecasting;

/// <summary>How a method fared at so many steps ahead.</summary>
/// <param name="Model">The method; <see cref="RollingOrigin.Combination"/> for all together.</param>
/// <param name="Horizon">Steps ahead, from 1.</param>
/// <param name="Mase">Mean absolute error by the seasonal naive method's own within what was known (Hyndman and Koehler, 2006); null where that is 0.</param>
/// <param name="Wape">Absolute errors by what came, summed; null where nothing came.</param>
/// <param name="Coverage80">Share of what came that lay within the 80 % bounds; null for methods that tell none.</param>
/// <param name="Coverage95">The same for 95 %.</param>
public sealed record BacktestRow(string Model, int Horizon, double? Mase, double? Wape, double? Coverage80, double? Coverage95);

/// <summary>Forecasts a series from earlier moments of itself, by every method, and holds it against what came (Tashman, 2000).</summary>
public static class RollingOrigin
{
    /// <summary>What the combination is called.</summary>
    public const string Combination = "combination";

    /// <summary>Tests every method.</summary>
    /// <param name="values">The series, the oldest first; NaN is missing, and tests nothing.</param>
    /// <param name="step">How far apart values are.</param>
    /// <param name="horizon">How far ahead.</param>
    /// <param name="origins">From how many moments, each with the whole horizon known.</param>
    /// <param name="apart">How many steps between them.</param>
    /// <param name="together">What the combination says when so many values are known.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>A row for each method that the series is long enough for, and each step; empty when it is too short for any.</returns>
    public static IReadOnlyList<BacktestRow> Of(double[] values, Step step, int horizon, int origins, int apart, Func<int, SeriesForecast?> together, CancellationToken stop)
    {
        var tests = new List<(string Model, Forecast[] Said, double[] Came, double Scale)>();
        for (var origin = 0; origin < origins; origin++)
        {
            var known = values.Length - horizon - (origin * apart);
            if (known < 1) break;
            stop.ThrowIfCancellationRequested();
            var (past, came) = (values[..known], values[known..(known + horizon)]);
            var scale = Scale(past, step.Season());
            if (together(known) is { } combined) tests.Add((Combination, [.. combined.Values], came, scale));
            foreach (var method in Portfolio.Methods)
            {
                if (SeriesForecaster.ByOne(method, past, step, horizon) is { } alone) tests.Add((alone.Model, [.. alone.Values], came, scale));
            }
        }

        return
        [
            .. from model in tests.GroupBy(t => t.Model, StringComparer.Ordinal)
               from h in Enumerable.Range(0, horizon)
               select Row(model.Key, h + 1, [.. model.Where(t => !double.IsNaN(t.Came[h])).Select(t => (t.Said[h], t.Came[h], t.Scale))]),
        ];
    }

    /// <summary>The same of a series that no calendar is known of.</summary>
    public static IReadOnlyList<BacktestRow> Of(double[] values, Step step, int horizon, int origins, int apart, CancellationToken stop)
        => Of(values, step, horizon, origins, apart, known => SeriesForecaster.Forecast(values.AsSpan(0, known), step, horizon), stop);

    private static BacktestRow Row(string model, int horizon, (Forecast Said, double Came, double Scale)[] tests)
    {
        double? Mean(IEnumerable<double> of) => of.ToArray() is { Length: > 0 } known ? known.Average() : null;
        var bounded = tests.Where(t => double.IsFinite(t.Said.Low80)).ToArray();
        var all = tests.Sum(t => Math.Abs(t.Came));
        return new BacktestRow(
            model,
            horizon,
            Mean(tests.Where(t => t.Scale > 0).Select(t => Math.Abs(t.Came - t.Said.Mean) / t.Scale)),
            all > 0 ? tests.Sum(t => Math.Abs(t.Came - t.Said.Mean)) / all : null,
            Mean(bounded.Select(t => t.Came >= t.Said.Low80 && t.Came <= t.Said.High80 ? 1.0 : 0)),
            Mean(bounded.Select(t => t.Came >= t.Said.Low95 && t.Came <= t.Said.High95 ? 1.0 : 0)));
    }

    private static double Scale(double[] past, int season)
    {
        double[] errors = [.. past.Skip(season).Select((v, t) => Math.Abs(v - past[t])).Where(double.IsFinite)];
        return errors.Length == 0 ? 0 : errors.Average();
    }
}
