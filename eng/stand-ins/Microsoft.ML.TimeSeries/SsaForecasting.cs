using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.TimeSeries;

/// <summary>How the rank of the signal is chosen.</summary>
public enum RankSelectionMethod
{
    /// <summary>It is given.</summary>
    Fixed,

    /// <summary>By the error of predicting the series' end, from the whole reconstructed signal.</summary>
    Exact,

    /// <summary>By the error of predicting the series' end, from a part of the signal.</summary>
    Fast,
}

/// <summary>The growth that stabilising allows.</summary>
public struct GrowthRatio
{
    /// <summary>Over how many steps; positive.</summary>
    public int TimeSpan;

    /// <summary>How much; not negative.</summary>
    public double Growth;

    /// <summary>The growth a step.</summary>
    public readonly double Ratio => Math.Pow(Growth, 1d / TimeSpan);
}

internal sealed record SsaOptions(
    string Output, string Input, int WindowSize, int SeriesLength, int TrainSize, int Horizon, float DiscountFactor, RankSelectionMethod RankSelection, int? Rank,
    bool ShouldStabilize, GrowthRatio? MaxGrowth, string? LowerBound, string? UpperBound, float ConfidenceLevel);

/// <summary>Forecasts by singular spectrum analysis.</summary>
public sealed class SsaForecastingEstimator : IEstimator<SsaForecastingTransformer>
{
    private readonly MLContext _context;
    private readonly SsaOptions _options;

    internal SsaForecastingEstimator(MLContext context, SsaOptions options) => (_context, _options) = (context, options);

    /// <summary>Learns from a series.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is outside of its range, or the column is missing or not of <see cref="float"/>.</exception>
    /// <exception cref="InvalidOperationException">The training size isn't greater than twice the window.</exception>
    public SsaForecastingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SsaForecastingTransformer(_context, _options, input);
    }
}

/// <summary>A series that was learnt.</summary>
public sealed class SsaForecastingTransformer : ITransformer
{
    internal SsaForecastingTransformer(MLContext context, SsaOptions options, IDataView input)
    {
        Check(options);
        Options = options;
        var column = input.Schema.GetColumnOrNull(options.Input)
            ?? throw new ArgumentOutOfRangeException(nameof(input), $"Could not find feature column '{options.Input}'");
        if (column.Type != nameof(Single))
            throw new ArgumentOutOfRangeException(nameof(input), $"Schema mismatch for feature column '{options.Input}': expected Single, got {column.Type}");
        // The first values are learnt from, and gaps are left out, which moves the season.
        float[] series = [.. ((IColumnSource)input).Singles(options.Input).Where(v => !float.IsNaN(v)).Take(options.TrainSize)];
        if (series.Length > 2 * options.WindowSize) Model = SsaModel.Train(series, options, message => context.Warn("Train", message));
        else context.Warn("Train", "Training cannot be completed because the input series for training does not have enough points.");
    }

    internal SsaOptions Options { get; }

    /// <summary>Null when there was too little to learn from: the library forecasts 0 then.</summary>
    internal SsaModel? Model { get; }

    // The library's own checks, in its words.
    private static void Check(SsaOptions o)
    {
        Require(o.DiscountFactor is >= 0 and <= 1, nameof(o.DiscountFactor), "Must be in the range [0, 1].");
        Require(o.WindowSize >= 2, "windowSize", "The window size should be at least 2.");
        Require(o.SeriesLength > o.WindowSize, "seriesLength", "The series length should be greater than the window size.");
        if (o.TrainSize <= 2 * o.WindowSize) throw new InvalidOperationException("The input size for training should be greater than twice the window size.");
        Require(o.MaxGrowth is null or { TimeSpan: > 0 }, nameof(GrowthRatio.TimeSpan), "The time span must be strictly positive.");
        Require(o.MaxGrowth is null or { Growth: >= 0 }, nameof(GrowthRatio.Growth), "The growth must be non-negative.");
        Require(o.RankSelection != RankSelectionMethod.Fixed || o.Rank is null || (o.Rank >= 1 && o.Rank < o.WindowSize), "rank", "The rank should be in [1, windowSize).");
    }

    private static void Require(bool holds, string parameter, string message)
    {
        if (!holds) throw new ArgumentOutOfRangeException(parameter, message);
    }
}
