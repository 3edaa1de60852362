namespace Metrics.Forecasting.Methods;

/// <summary>A way of forecasting a series from its own past.</summary>
public interface IForecastMethod
{
    /// <summary>What users call it by: <c>snaive</c>, <c>theta</c>, …</summary>
    string Name { get; }

    /// <summary>Its name where figures of it are shown, with whose implementation computed them where a user could think otherwise.</summary>
    string Label => Name;

    /// <summary>The fewest values it can learn from.</summary>
    /// <param name="season">Values in a season; 1 is none.</param>
    int Fewest(int season);

    /// <summary>Forecasts.</summary>
    /// <param name="values">The past, the oldest first, without gaps.</param>
    /// <param name="season">Values in a season; 1 is none.</param>
    /// <param name="horizon">How many values; positive.</param>
    /// <returns>The next values' means; finite, unless the method fails on the series.</returns>
    double[] Forecast(ReadOnlySpan<double> values, int season, int horizon);
}
