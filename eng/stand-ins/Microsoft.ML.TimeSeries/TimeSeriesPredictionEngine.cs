using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms.TimeSeries;

/// <summary>Forecasts from what was learnt.</summary>
public sealed class TimeSeriesPredictionEngine<TSrc, TDst>
    where TSrc : class
    where TDst : class, new()
{
    private readonly SsaForecastingTransformer _transformer;

    internal TimeSeriesPredictionEngine(SsaForecastingTransformer transformer) => _transformer = transformer;

    /// <summary>The values after the ones learnt from, in the members named as the columns.</summary>
    /// <param name="horizon">How many; null is what the estimator was made with.</param>
    /// <param name="confidenceLevel">Of the bounds, in [0, 1); null is what the estimator was made with.</param>
    public TDst Predict(int? horizon = null, float? confidenceLevel = null)
    {
        var options = _transformer.Options;
        var steps = horizon ?? options.Horizon;
        if (steps < 1) throw new ArgumentOutOfRangeException(nameof(horizon), "The horizon parameter should be greater than 0.");
        var prediction = new TDst();
        var (mean, deviation) = _transformer.Model is { } model ? model.Forecast(steps) : (new float[steps], new float[steps]);
        Set(prediction, options.Output, mean);
        if (string.IsNullOrEmpty(options.UpperBound)) return prediction;
        var level = confidenceLevel ?? options.ConfidenceLevel;
        if (level is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(confidenceLevel), "The confidence level must be in [0, 1).");
        var z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.5 + (level / 2.0));
        Set(prediction, options.LowerBound, [.. mean.Zip(deviation, (m, sd) => (float)(m - (z * sd)))]);
        Set(prediction, options.UpperBound, [.. mean.Zip(deviation, (m, sd) => (float)(m + (z * sd)))]);
        return prediction;
    }

    private static void Set(TDst prediction, string? column, float[] values)
    {
        if (column is null) return;
        if (typeof(TDst).GetProperty(column) is { } property) property.SetValue(prediction, values);
        else if (typeof(TDst).GetField(column) is { } field) field.SetValue(prediction, values);
    }
}

/// <summary>Makes engines.</summary>
public static class PredictionFunctionExtensions
{
    /// <summary>An engine for what was learnt; not for several threads at once.</summary>
    public static TimeSeriesPredictionEngine<TSrc, TDst> CreateTimeSeriesEngine<TSrc, TDst>(this ITransformer transformer, IHostEnvironment env)
        where TSrc : class
        where TDst : class, new()
    {
        ArgumentNullException.ThrowIfNull(transformer);
        ArgumentNullException.ThrowIfNull(env);
        return new TimeSeriesPredictionEngine<TSrc, TDst>((SsaForecastingTransformer)transformer);
    }
}
