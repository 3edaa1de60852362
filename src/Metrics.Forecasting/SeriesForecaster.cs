using Metrics.Forecasting.Intervals;
using Metrics.Forecasting.Methods;
using Metrics.ServiceDesk.Calendars;

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
/// <param name="Outlook">What stands behind the means; null for a single method.</param>
/// <param name="Model">What made it.</param>
public sealed record SeriesForecast(IReadOnlyList<Forecast> Values, Outlook? Outlook, string Model)
{
    /// <summary>Of the sum of all values, with an interval of its own: bounds of values don't add up.</summary>
    public Forecast Total => Sum(0, Values.Count);

    /// <summary>Whole seasons that it was learnt from.</summary>
    internal int Seasons { get; init; }

    /// <summary>The least that a value can be.</summary>
    internal double Least { get; init; } = double.NegativeInfinity;

    /// <summary>Of the sum of some of the values.</summary>
    /// <param name="from">The place of the first, from 0.</param>
    /// <param name="to">The place after the last.</param>
    public Forecast Sum(int from, int to)
    {
        var mean = Values.Skip(from).Take(to - from).Sum(v => v.Mean);
        if (Outlook is null) return new Forecast(mean, double.NaN, double.NaN, double.NaN, double.NaN);
        var deviation = Math.Sqrt(Outlook.Deviation[from..to].Sum(d => d * d));
        return Bounded(mean, deviation, IntervalTable.Shipped.Of(isSum: true, Seasons, to), Least);
    }

    /// <summary>A forecast with its bounds.</summary>
    internal static Forecast Bounded(double mean, double deviation, Reach reach, double least)
    {
        double At(double quantile) => Math.Max(least, mean + (quantile * deviation));
        return new Forecast(Math.Max(least, mean), At(reach.Low80), At(reach.High80), At(reach.Low95), At(reach.High95));
    }
}

/// <summary>Forecasts a series from its own past.</summary>
public static class SeriesForecaster
{
    private static readonly SeasonalNaive Naive = new();

    // So many seasons without anything in a place say that it is closed.
    private const int SeasonsOfNothing = 3;

    // By so much a calendar must make the backtest's error smaller to be believed.
    private const double CalendarEarns = 0.97;

    /// <summary>Forecasts.</summary>
    /// <param name="values">The past, the oldest first; NaN is missing.</param>
    /// <param name="step">How far apart they are.</param>
    /// <param name="horizon">How many values to forecast.</param>
    /// <returns>Null when nothing at all is known.</returns>
    public static SeriesForecast? Forecast(ReadOnlySpan<double> values, Step step, int horizon) => Look(values, step, horizon)?.Forecast();

    /// <summary>Forecasts with a calendar: a month of 23 working days is not one of 19, and what is closed brings nothing.</summary>
    /// <param name="values">The past, the oldest first; NaN is missing.</param>
    /// <param name="step">How far apart they are.</param>
    /// <param name="horizon">How many values to forecast.</param>
    /// <param name="open">
    /// How much is open in each, of the past and then of those to come: working days of a month; 0 is closed. It is used where the backtest's errors are
    /// smaller with it, and where something was closed and nothing counted meanwhile.
    /// </param>
    /// <returns>Null when nothing at all is known.</returns>
    public static SeriesForecast? Forecast(ReadOnlySpan<double> values, Step step, int horizon, double[] open)
    {
        if (open.Length != values.Length + horizon) throw new ArgumentException($"{open.Length} values of a calendar for {values.Length} known ones and {horizon} to come", nameof(open));
        var rates = values.ToArray();
        var (closed, counted) = (0, 0);
        for (var t = 0; t < rates.Length; t++)
        {
            if (open[t] <= 0 && rates[t] != 0 && !double.IsNaN(rates[t])) counted++;
            if (open[t] <= 0) closed++;
            rates[t] = open[t] > 0 ? rates[t] / open[t] : double.NaN;
        }

        var (plain, known) = (Look(values, step, horizon), rates.Length);
        if (plain is null || counted > 0 || Look(rates, step, horizon) is not { } rated) return plain?.Forecast();
        var isBetter = rated.Backtest.Error(back => open[known - back]) < CalendarEarns * plain.Backtest.Error(_ => 1);
        if (closed == 0 && !isBetter) return plain.Forecast();
        return rated.Times(h => open[known + h]).Forecast();
    }

    /// <summary>Forecasts days with a calendar: days unlike others of their weekday neither teach nor bring what usual ones do.</summary>
    /// <param name="values">The past, the oldest first, none below 0; NaN is missing.</param>
    /// <param name="horizon">How many days to forecast.</param>
    /// <param name="days">The past days and those to come.</param>
    /// <returns>Null when nothing at all is known.</returns>
    public static SeriesForecast? Days(ReadOnlySpan<double> values, int horizon, IReadOnlyList<CalendarDay> days)
    {
        if (days.Count != values.Length + horizon) throw new ArgumentException($"{days.Count} days of a calendar for {values.Length} known ones and {horizon} to come", nameof(days));
        var masked = SpecialDays.Masked(values, days);
        if (Look(masked, Step.Day, horizon) is not { } usual) return Look(values, Step.Day, horizon)?.Forecast();
        var shares = SpecialDays.Shares(values, Gaps.Filled(masked, Step.Day.Season()), days);
        return usual.Times(h => shares[h]).Forecast();
    }

    /// <summary>A rate's forecast: the mean by numerator and denominator, and as unsure as the rates themselves are.</summary>
    /// <param name="above">Of the numerator.</param>
    /// <param name="below">Of the denominator; where it is 0 the rates' own mean stands.</param>
    /// <param name="rates">Of the rates.</param>
    /// <param name="most">The most that the rate can be.</param>
    public static SeriesForecast Rate(SeriesForecast above, SeriesForecast below, SeriesForecast rates, double most)
    {
        Forecast At(int h)
        {
            var rate = rates.Values[h];
            var mean = below.Values[h].Mean > 0 ? above.Values[h].Mean / below.Values[h].Mean : rate.Mean;
            double Bound(double bound) => Math.Clamp(mean + bound - rate.Mean, 0, most);
            return new Forecast(Bound(rate.Mean), Bound(rate.Low80), Bound(rate.High80), Bound(rate.Low95), Bound(rate.High95));
        }

        return rates with { Values = [.. Enumerable.Range(0, rates.Values.Count).Select(At)], Model = above.Model };
    }

    /// <summary>What one method says by itself: means without intervals.</summary>
    /// <param name="method">The method.</param>
    /// <param name="values">The past, the oldest first; NaN is missing.</param>
    /// <param name="step">How far apart they are.</param>
    /// <param name="horizon">How many values to forecast.</param>
    /// <returns>Null when the series is too short for it, and when it fails on it.</returns>
    public static SeriesForecast? ByOne(IForecastMethod method, ReadOnlySpan<double> values, Step step, int horizon)
    {
        var series = Gaps.Filled(values, step.Season());
        if (series.Length < Math.Max(1, method.Fewest(step.Season()))) return null;
        static Forecast Alone(double mean) => new(mean, double.NaN, double.NaN, double.NaN, double.NaN);
        var means = method.Forecast(series, step.Season(), horizon);
        if (!Array.TrueForAll(means, Portfolio.IsNumber)) return null;
        return new SeriesForecast([.. means.Select(Alone)], null, method.Label);
    }

    private static Looked? Look(ReadOnlySpan<double> values, Step step, int horizon)
    {
        var season = step.Season();
        var series = Gaps.Filled(values, season);
        if (series.Length == 0) return null;
        var outer = OuterSeason.Of(series, step.OuterSeason(), season);
        var inner = outer?.TakenFrom(series) ?? series;
        var portfolio = Portfolio.For(inner, season);
        var backtest = Backtest.Of(portfolio, inner, season, step.LookAhead());
        var outlook = portfolio.Forecast(inner, horizon).Without(backtest.Vetoed);
        if (backtest.IsNaiveBest) outlook = outlook.Only(new Member(Naive.Name, Naive.Forecast(inner, season, horizon)));
        outlook = outlook.Each((mean, _) => mean, (deviation, _) => deviation * backtest.Stretch);
        if (outer is not null) outlook = outer.PutInto(outlook, series.Length);
        var never = Never(series, Math.Max(season, step.OuterSeason()));
        outlook = outlook.Each((mean, h) => never(h) ? 0 : mean, (deviation, h) => never(h) ? 0 : deviation);
        // What has never been below 0 will not be.
        var least = Array.TrueForAll(series, v => v >= 0) ? 0 : double.NegativeInfinity;
        return new Looked(outlook, backtest, series.Length / season, least);
    }

    // Weekends and nights that have never brought anything are closed.
    private static Func<int, bool> Never(double[] series, int season)
    {
        if (series.Length < SeasonsOfNothing * season) return _ => false;
        var brought = new bool[season];
        for (var t = 0; t < series.Length; t++) brought[t % season] |= series[t] != 0;
        return h => !brought[(series.Length + h) % season];
    }

    private sealed record Looked(Outlook Outlook, Backtest Backtest, int Seasons, double Least)
    {
        /// <summary>The same of values that are so many times as much.</summary>
        public Looked Times(Func<int, double> factor) => this with { Outlook = Outlook.Each((mean, h) => mean * factor(h), (deviation, h) => deviation * factor(h)) };

        public SeriesForecast Forecast()
        {
            var values = Outlook.Mean.Select((mean, h) => SeriesForecast.Bounded(mean, Outlook.Deviation[h], IntervalTable.Shipped.Of(isSum: false, Seasons, h + 1), Least)).ToArray();
            return new SeriesForecast(values, Outlook, Backtest.IsNaiveBest ? Naive.Name : $"middle of {Outlook.Speaking}") { Seasons = Seasons, Least = Least };
        }
    }
}
