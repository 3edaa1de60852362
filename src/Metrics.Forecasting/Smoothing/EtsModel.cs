using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Metrics.Forecasting.Smoothing;

/// <summary>A form of exponential smoothing, fitted to a series by maximum likelihood.</summary>
public sealed class EtsModel
{
    private const double GradientTolerance = 1e-5;
    private const double StepTolerance = 1e-7;
    private const double ProgressTolerance = 1e-8;
    private const int MostIterations = 100;

    private readonly EtsLikelihood.Weights _weights;
    private readonly EtsState _state;
    private readonly int _observations;

    private EtsModel(EtsForm form, EtsLikelihood.Weights weights, EtsState state, double likelihood, int season, int observations)
    {
        (Form, _weights, _state, _observations) = (form, weights, state, observations);
        var k = form.Parameters(season);
        Aicc = likelihood + (2 * k) + (2.0 * k * (k + 1) / (observations - k - 1));
    }

    /// <summary>The form.</summary>
    public EtsForm Form { get; }

    /// <summary>The weight of the level.</summary>
    public double Alpha => _weights.Alpha;

    /// <summary>Akaike's criterion, corrected for short series; lower is better, among forms on one series.</summary>
    public double Aicc { get; }

    /// <summary>Fits a form.</summary>
    /// <param name="form">The form.</param>
    /// <param name="values">The series, the oldest first; above 0 where something multiplies.</param>
    /// <param name="season">Values in a season.</param>
    public static EtsModel Fit(EtsForm form, double[] values, int season)
    {
        var likelihood = new EtsLikelihood(form, values, season);
        var best = Minimum(likelihood);
        var value = likelihood.Value(best, new double[best.Length]);
        return new EtsModel(form, likelihood.WeightsAt(best), likelihood.State with { Season = [.. likelihood.State.Season] }, value, season, values.Length);
    }

    /// <summary>The models of those forms that have parameters few enough for the series, the best by <see cref="Aicc"/> first.</summary>
    /// <param name="forms">The forms.</param>
    /// <param name="values">The series, the oldest first.</param>
    /// <param name="season">Values in a season.</param>
    public static IReadOnlyList<EtsModel> Ranked(IEnumerable<EtsForm> forms, double[] values, int season) =>
    [
        .. forms.Where(f => values.Length > f.Parameters(season) + 1)
            .Select(f => Fit(f, values, season))
            .Where(m => double.IsFinite(m.Aicc))
            .OrderBy(m => m.Aicc),
    ];

    /// <summary>The form with the best <see cref="Aicc"/> among those with parameters few enough for the series.</summary>
    /// <param name="forms">The forms.</param>
    /// <param name="values">The series, the oldest first.</param>
    /// <param name="season">Values in a season.</param>
    public static EtsModel? Choose(IEnumerable<EtsForm> forms, double[] values, int season) => Ranked(forms, values, season) is [var best, ..] ? best : null;

    /// <summary>The next values' means.</summary>
    public double[] Forecast(int horizon)
    {
        var forecast = new double[horizon];
        var (trend, fading) = (0.0, 1.0);
        for (var h = 0; h < horizon; h++)
        {
            fading *= _weights.Phi;
            trend += fading * _state.Trend;
            var line = _state.Level + trend;
            var index = Form.Season == Entry.None ? 0 : _state.Season[(_state.Place + h) % _state.Season.Length];
            forecast[h] = Form.Season switch { Entry.Additive => line + index, Entry.Multiplicative => line * index, _ => line };
        }

        return forecast;
    }

    /// <summary>
    /// The next values' standard deviations (Hyndman et al., 2008, 6.1, class 1: how far an error of today reaches); with multiplicative errors in
    /// proportion to the means.
    /// </summary>
    public double[] Deviation(int horizon)
    {
        var mean = Forecast(horizon);
        var sigma = Math.Sqrt(_state.Squares / Math.Max(1, _observations - Form.Parameters(_state.Season.Length) + 1));
        var deviation = new double[horizon];
        var (variance, reach, fading) = (1.0, 0.0, 1.0);
        for (var h = 0; h < horizon; h++)
        {
            deviation[h] = sigma * Math.Sqrt(variance) * (Form.Error == Entry.Multiplicative ? Math.Abs(mean[h]) : 1);
            fading *= _weights.Phi;
            reach += fading;
            var season = Form.Season != Entry.None && (h + 1) % _state.Season.Length == 0 ? _weights.Gamma : 0;
            var share = (_weights.Alpha * (1 + (Form.HasTrend ? _weights.Beta * reach : 0))) + season;
            variance += share * share;
        }

        return deviation;
    }

    // The line search may give up near the minimum; what it has seen best counts.
    private static double[] Minimum(EtsLikelihood likelihood)
    {
        var best = likelihood.Start;
        var gradient = new double[best.Length];
        var least = likelihood.Value(best, gradient);
        if (!double.IsFinite(least)) return best;
        var objective = ObjectiveFunction.Gradient(point =>
        {
            var value = likelihood.Value(point, gradient);
            if (double.IsFinite(value) && value < least) (best, least) = (point.ToArray(), value);
            return (double.IsFinite(value) ? value : 1e30, Vector<double>.Build.DenseOfArray(gradient));
        });
        try
        {
            new BfgsMinimizer(GradientTolerance, StepTolerance, ProgressTolerance, MostIterations).FindMinimum(objective, Vector<double>.Build.DenseOfArray(best));
        }
        catch (Exception e) when (e is OptimizationException or MathNet.Numerics.NonConvergenceException)
        {
        }

        return best;
    }
}
