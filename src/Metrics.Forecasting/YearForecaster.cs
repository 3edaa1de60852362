using Metrics.Forecasting.Methods;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Forecasts;
using NodaTime;

namespace Metrics.Forecasting;

/// <summary>Prognos helår: what has happened, and the forecast of the rest with the interval of its sum.</summary>
public sealed class YearForecaster : IYearForecaster
{
    private const string Happened = "outcome";

    // Of a quarter of a year, of four weeks: the longest that the days are enough for.
    private static readonly int[] LongestWindows = [91, 28];

    /// <inheritdoc/>
    public YearForecast? Of(YearSeries series) => series.Kind switch
    {
        SeriesKind.Rate => Rate(series),
        SeriesKind.Level => Level(series),
        _ => Flow(series, m => m.Numerator, (double?)series.SoFar, (double)series.Planned.Skip(series.BeforeYear).Sum()),
    };

    /// <inheritdoc/>
    public Expectation? Next(YearSeries series)
    {
        SeriesForecast? Of(Func<MonthFigure, decimal?> of) => Ahead(series, Column(series, of), 1);
        var forecast = series.Kind != SeriesKind.Rate ? Of(m => m.Numerator)
            : Of(m => m.Numerator) is { } above && Of(m => m.Denominator) is { } below && Ahead(series with { WorkingDays = [] }, Rates(series), 1) is { } rates
                ? SeriesForecaster.Rate(above, below, rates, Most(series)) : null;
        return forecast?.Values[0] is { } next ? new Expectation(next.Mean, next.Low95, next.High95) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Expectation> Days(IReadOnlyList<decimal?> values, IReadOnlyList<CalendarDay> days)
        => SeriesForecaster.Days([.. values.Select(v => (double?)v ?? double.NaN)], days.Count - values.Count, days)?.Values.Select(f => new Expectation(f.Mean, f.Low95, f.High95)).ToArray() ?? [];

    // The sum's interval is calibrated as a sum; where the year lies further off, the months before it are forecast too, but not summed.
    private static YearForecast? Flow(YearSeries series, Func<MonthFigure, decimal?> of, double? soFar = null, double planned = 0)
    {
        var months = Column(series, of);
        var known = (double)(of(series.HappenedOfYear) ?? 0);
        if (series.ToCome == 0) return months.Length == 0 || double.IsNaN(months[^1]) ? null : Done(series, known);
        if (Ahead(series, months, series.ToCome) is not { } forecast) return null;
        var rest = forecast.Sum(series.BeforeYear, series.ToCome);
        // What has happened stays: a flow's year is never below it.
        double At(double of) => Math.Max(known + of + planned, soFar ?? double.NegativeInfinity);
        return new YearForecast(
            At(rest.Mean), At(rest.Low80), At(rest.High80), At(rest.Low95), At(rest.High95), forecast.Model, series.Origin, Learnt(months),
            [.. Members(forecast, m => At(m.Mean.Skip(series.BeforeYear).Sum())), .. ByDay(series) is { } spectrum ? [spectrum with { Mean = At(spectrum.Mean) }] : Array.Empty<YearMember>()]);
    }

    // Singular spectrum analysis of the days, summed over the rest of the year: it stands beside, whatever the months say.
    private static YearMember? ByDay(YearSeries series)
    {
        var window = LongestWindows.FirstOrDefault(w => series.Days.Count > 4 * w);
        if (window == 0) return null;
        var method = new SingularSpectrum(window);
        var (first, end) = (series.Origin.PlusDays(-series.Days.Count), new LocalDate(series.Year, 12, 31));
        var days = Gaps.Filled([.. series.Days.Select((d, i) => series.Disturbed.Contains(first.PlusDays(i)) ? double.NaN : (double?)d ?? double.NaN)], Step.Day.Season());
        if (days.Length < method.Fewest(Step.Day.Season())) return null;
        var mean = method.Forecast(days, Step.Day.Season(), Period.DaysBetween(series.Origin, end) + 1);
        var inYear = mean.Skip(Math.Max(0, Period.DaysBetween(series.Origin, new LocalDate(series.Year, 1, 1)))).Sum(v => Math.Max(0, v));
        return double.IsFinite(inYear) ? new YearMember(method.Label.Replace("ssa", "ssa by day", StringComparison.Ordinal), inYear, 0) : null;
    }

    private static YearForecast? Level(YearSeries series)
    {
        var months = Column(series, m => m.Numerator);
        if (series.ToCome == 0) return months.Length == 0 || double.IsNaN(months[^1]) ? null : Done(series, months[^1]);
        if (Ahead(series with { WorkingDays = [] }, months, series.ToCome) is not { } forecast) return null;
        var end = forecast.Values[^1];
        // What each month adds to a stock stays in it.
        var planned = (double)series.Planned.Sum();
        return new YearForecast(
            end.Mean + planned, end.Low80 + planned, end.High80 + planned, end.Low95 + planned, end.High95 + planned, forecast.Model, series.Origin, Learnt(months), Members(forecast, m => m.Mean[^1] + planned));
    }

    // By numerator and denominator; how far off it may be is what the monthly rates themselves are off, on the part of the year to come.
    private static YearForecast? Rate(YearSeries series)
    {
        var most = Most(series);
        var rates = Rates(series);
        if (Flow(series, m => m.Numerator) is not { } above || Flow(series, m => m.Denominator) is not { Mean: > 0 } below) return null;
        var mean = Math.Min(above.Mean / below.Mean, most);
        if (series.ToCome == 0) return Done(series, mean);
        if (Ahead(series with { WorkingDays = [] }, rates, series.ToCome) is not { } forecast) return null;
        var known = (double)(series.HappenedOfYear.Denominator ?? 0);
        var share = (1 - (known / below.Mean)) / (series.ToCome - series.BeforeYear);
        var rest = forecast.Sum(series.BeforeYear, series.ToCome);
        double At(double bound) => Math.Clamp(mean + (share * (bound - rest.Mean)), 0, most);
        return new YearForecast(
            mean, At(rest.Low80), At(rest.High80), At(rest.Low95), At(rest.High95), above.Model, series.Origin, Learnt(rates),
            [.. from n in above.Members join d in below.Members on n.Method equals d.Method where d.Mean > 0 select n with { Mean = Math.Min(n.Mean / d.Mean, most) }]);
    }

    private static double[] Rates(YearSeries series) => [.. series.Months.Select(m => m is { Numerator: { } n, Denominator: > 0 and { } d } ? (double)(n / d) : double.NaN)];

    private static double[] Column(YearSeries series, Func<MonthFigure, decimal?> of) => [.. series.Months.Select(m => (double?)of(m) ?? double.NaN)];

    private static double Most(YearSeries series) => (double?)series.Most ?? double.PositiveInfinity;

    private static SeriesForecast? Ahead(YearSeries series, double[] months, int horizon) => series.WorkingDays.Count >= months.Length + horizon
        ? SeriesForecaster.Forecast(months, Step.Month, horizon, [.. series.WorkingDays.Take(months.Length + horizon).Select(d => (double)d)])
        : SeriesForecaster.Forecast(months, Step.Month, horizon);

    private static int Learnt(double[] months) => months.Count(m => !double.IsNaN(m));

    private static YearMember[] Members(SeriesForecast forecast, Func<Member, double> year) => [.. forecast.Outlook!.Members.Select(m => new YearMember(m.Method, year(m), m.Weight))];

    private static YearForecast Done(YearSeries series, double value) => new(value, value, value, value, value, Happened, series.Origin, Learnt(Column(series, m => m.Numerator)), []);
}
