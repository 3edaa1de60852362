using Microsoft.ML.Transforms.TimeSeries;

namespace Microsoft.ML;

/// <summary>The time series parts of the catalogues.</summary>
public static class TimeSeriesCatalog
{
    /// <summary>Forecasts by singular spectrum analysis; the parameters are the library's.</summary>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="outputColumnName">The column of the forecast.</param>
    /// <param name="inputColumnName">The column of the series.</param>
    /// <param name="windowSize">Rows of the trajectory matrix, at least 2.</param>
    /// <param name="seriesLength">How much of the series is kept when observations follow; more than the window.</param>
    /// <param name="trainSize">How much of the series, from its beginning, is learnt from; more than twice the window.</param>
    /// <param name="horizon">Values to forecast.</param>
    /// <param name="isAdaptive">Without effect in the library too.</param>
    /// <param name="discountFactor">In [0, 1]; without effect in the library too.</param>
    /// <param name="rankSelectionMethod">How the rank is chosen.</param>
    /// <param name="rank">The rank where it is fixed, in [1, windowSize).</param>
    /// <param name="maxRank">Without effect in the library too: it loses it on the way.</param>
    /// <param name="shouldStabilize">Whether growing components are held back.</param>
    /// <param name="shouldMaintainInfo">Without effect on a forecast.</param>
    /// <param name="maxGrowth">The growth that stabilising allows.</param>
    /// <param name="confidenceLowerBoundColumn">The column of the lower bound; without it there are none.</param>
    /// <param name="confidenceUpperBoundColumn">The column of the upper bound.</param>
    /// <param name="confidenceLevel">In [0, 1).</param>
    /// <param name="variableHorizon">Whether the horizon may differ when predicting.</param>
    public static SsaForecastingEstimator ForecastBySsa(
        this ForecastingCatalog catalog, string outputColumnName, string inputColumnName, int windowSize, int seriesLength, int trainSize, int horizon,
        bool isAdaptive = false, float discountFactor = 1, RankSelectionMethod rankSelectionMethod = RankSelectionMethod.Exact, int? rank = null,
        int? maxRank = null, bool shouldStabilize = true, bool shouldMaintainInfo = false, GrowthRatio? maxGrowth = null, string? confidenceLowerBoundColumn = null,
        string? confidenceUpperBoundColumn = null, float confidenceLevel = 0.95f, bool variableHorizon = false)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _ = (isAdaptive, maxRank, shouldMaintainInfo, variableHorizon);
        return new SsaForecastingEstimator(catalog.Context, new SsaOptions(
            outputColumnName, inputColumnName ?? outputColumnName, windowSize, seriesLength, trainSize, horizon, discountFactor, rankSelectionMethod, rank, shouldStabilize,
            maxGrowth, confidenceLowerBoundColumn, confidenceUpperBoundColumn, confidenceLevel));
    }
}
