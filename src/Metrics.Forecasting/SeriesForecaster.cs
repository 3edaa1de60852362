using Metrics.Forecasting.Intervals;
using Metrics.Forecasting.Methods;

namespace Metrics.Forecasting;

/// <summary>A forecast of one value or of a sum, with what it may turn out to be.</summary>
/// <param name="Mean">The forecast.</param>
/// <param name="Low80">With <paramref name="High80"/>, the bounds that hold 80 % of what comes.</param>
/// <param name="High80">See <paramref name="Low80"/>.</param>
/// <param name="Low95">With <paramref name="High95"/>, the bounds that hold 95 %.</param>
/// <param name="High95">See <paramref name="Low95"/>.</param>
public readonly record struct Forecast(double Mean, double Low80, double High80, double Low95, double High95);

/// <summary>The forecasts of a series.</summary>
/// <param name="Values">Of each value to come.</param>
/// <param name="Total">Of their sum, with an interval of its own: bounds of values don't add up.</param>
/// <param name="Outlook">What stands behind the means; null for a single method.</param>
/// <param name="Model">What made it.</param>
public sealed record SeriesForecast(IReadOnlyList<Forecast> Values, Forecast Total, Outlook? Outlook, string Model);

/// <summary>Forecasts a series from its own past.</summary>
public static class SeriesForecaster
{
    /// <summary>Forecasts.</summary>
    /// <param name="values">The past, the oldest first; NaN is missing.</param>
    /// <param name="step">How far apart they are.</param>
    /// <param name="horizon">How many values to forecast.</param>
    /// <returns>Null when nothing at all is known.</returns>
    public static SeriesForecast? Forecast(ReadOnlySpan<double> values, Step step, int horizon)
    {
        var season = step.Season();
        var series = Gaps.Filled(values, season);
        if (series.Length == 0) return null;
        var outer = OuterSeason.Of(series, step.OuterSeason(), season);
        var inner = outer?.TakenFrom(series) ?? series;
        var portfolio = Portfolio.For(inner, season);
        var backtest = Backtest.Of(portfolio, inner, season, step.LookAhead());
        var outlook = portfolio.Forecast(inner, horizon).Without(backtest.Vetoed);
        if (backtest.IsNaiveBest) outlook = outlook with { Mean = new SeasonalNaive().Forecast(inner, season, horizon) };
        outlook = outlook with { Deviation = [.. outlook.Deviation.Select(d => d * backtest.Stretch)] };
        if (outer is not null) outlook = outer.PutInto(outlook, series.Length);
        // What has never been below 0 will not be.
        var least = Array.TrueForAll(series, v => v >= 0) ? 0 : double.NegativeInfinity;
        var seasons = series.Length / season;
        var forecasts = outlook.Mean.Select((mean, h) => Bounded(mean, outlook.Deviation[h], IntervalTable.Shipped.Of(isSum: false, seasons, h + 1), least)).ToArray();
        var total = Bounded(outlook.Mean.Sum(), Math.Sqrt(outlook.Deviation.Sum(d => d * d)), IntervalTable.Shipped.Of(isSum: true, seasons, horizon), least);
        return new SeriesForecast(forecasts, total, outlook, backtest.IsNaiveBest ? "snaive" : $"middle of {outlook.Members.Count}");
    }

    /// <summary>What one method says by itself: means without intervals.</summary>
    /// <param name="method">The method.</param>
    /// <param name="values">The past, the oldest first; NaN is missing.</param>
    /// <param name="step">How far apart they are.</param>
    /// <param name="horizon">How many values to forecast.</param>
    /// <returns>Null when the series is too short for it.</returns>
    public static SeriesForecast? ByOne(IForecastMethod method, ReadOnlySpan<double> values, Step step, int horizon)
    {
        var series = Gaps.Filled(values, step.Season());
        if (series.Length < Math.Max(1, method.Fewest(step.Season()))) return null;
        static Forecast Alone(double mean) => new(mean, double.NaN, double.NaN, double.NaN, double.NaN);
        var means = method.Forecast(series, step.Season(), horizon);
        return new SeriesForecast([.. means.Select(Alone)], Alone(means.Sum()), null, method.Label);
    }

    private static Forecast Bounded(double mean, double deviation, Reach reach, double least)
    {
        double At(double quantile) => Math.Max(least, mean + (quantile * deviation));
        return new Forecast(Math.Max(least, mean), At(reach.Low80), At(reach.High80), At(reach.Low95), At(reach.High95));
    }
}
