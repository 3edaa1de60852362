using Metrics.ServiceDesk.Forecasts;

namespace Metrics.Forecasting;

/// <summary>Prognos helår: what has happened, and the forecast of the rest with the interval of its sum.</summary>
public sealed class YearForecaster : IYearForecaster
{
    private const string Happened = "outcome";

    /// <inheritdoc/>
    public YearForecast? Of(YearSeries series) => series.Kind switch
    {
        SeriesKind.Rate => Rate(series),
        SeriesKind.Level => Level(series),
        _ => Flow(series, m => m.Numerator, (double?)series.SoFar),
    };

    // The sum's interval is calibrated as a sum; where the year lies further off, the months before it are forecast too, but not summed.
    private static YearForecast? Flow(YearSeries series, Func<MonthFigure, decimal?> of, double? soFar)
    {
        double[] months = [.. series.Months.Select(m => (double?)of(m) ?? double.NaN)];
        var known = Sum(months[..^0].Skip(Math.Max(0, months.Length - KnownOfYear(series))));
        if (series.ToCome == 0) return months.Length == 0 || double.IsNaN(months[^1]) ? null : Done(series, known);
        if (Ahead(series, months) is not { } forecast) return null;
        var rest = forecast.Sum(series.BeforeYear, series.ToCome);
        // What has happened stays: a flow's year is never below it.
        double At(double of) => Math.Max(known + of, soFar ?? double.NegativeInfinity);
        return new YearForecast(
            At(rest.Mean), At(rest.Low80), At(rest.High80), At(rest.Low95), At(rest.High95), forecast.Model, series.Origin, Learnt(months),
            Members(forecast, m => At(m.Mean.Skip(series.BeforeYear).Sum())));
    }

    private static YearForecast? Level(YearSeries series)
    {
        double[] months = [.. series.Months.Select(m => (double?)m.Numerator ?? double.NaN)];
        if (series.ToCome == 0) return months.Length == 0 || double.IsNaN(months[^1]) ? null : Done(series, months[^1]);
        if (Ahead(series with { WorkingDays = [] }, months) is not { } forecast) return null;
        var end = forecast.Values[^1];
        return new YearForecast(end.Mean, end.Low80, end.High80, end.Low95, end.High95, forecast.Model, series.Origin, Learnt(months), Members(forecast, m => m.Mean[^1]));
    }

    // By numerator and denominator; how far off it may be is what the monthly rates themselves are off, on the part of the year to come.
    private static YearForecast? Rate(YearSeries series)
    {
        var most = (double?)series.Most ?? double.PositiveInfinity;
        double[] rates = [.. series.Months.Select(m => m is { Numerator: { } n, Denominator: > 0 and { } d } ? (double)(n / d) : double.NaN)];
        if (Flow(series, m => m.Numerator, null) is not { } above || Flow(series, m => m.Denominator, null) is not { Mean: > 0 } below) return null;
        var mean = Math.Min(above.Mean / below.Mean, most);
        if (series.ToCome == 0) return Done(series, mean);
        if (Ahead(series with { WorkingDays = [] }, rates) is not { } forecast) return null;
        var known = Sum(series.Months.Skip(Math.Max(0, rates.Length - KnownOfYear(series))).Select(m => (double?)m.Denominator ?? double.NaN));
        var share = (1 - (known / below.Mean)) / (series.ToCome - series.BeforeYear);
        var rest = forecast.Sum(series.BeforeYear, series.ToCome);
        double At(double bound) => Math.Clamp(mean + (share * (bound - rest.Mean)), 0, most);
        return new YearForecast(
            mean, At(rest.Low80), At(rest.High80), At(rest.Low95), At(rest.High95), above.Model, series.Origin, Learnt(rates),
            [.. from n in above.Members join d in below.Members on n.Method equals d.Method where d.Mean > 0 select n with { Mean = Math.Min(n.Mean / d.Mean, most) }]);
    }

    private static SeriesForecast? Ahead(YearSeries series, double[] months) => series.WorkingDays.Count == months.Length + series.ToCome
        ? SeriesForecaster.Forecast(months, Step.Month, series.ToCome, [.. series.WorkingDays.Select(d => (double)d)])
        : SeriesForecaster.Forecast(months, Step.Month, series.ToCome);

    private static int KnownOfYear(YearSeries series) => series.Origin.Year == series.Year ? series.Origin.Month - 1 : series.Origin.Year > series.Year ? 12 : 0;

    private static int Learnt(double[] months) => months.Count(m => !double.IsNaN(m));

    private static double Sum(IEnumerable<double> months) => months.Where(m => !double.IsNaN(m)).Sum();

    private static YearMember[] Members(SeriesForecast forecast, Func<Member, double> year) => [.. forecast.Outlook!.Members.Select(m => new YearMember(m.Method, year(m), m.Weight))];

    private static YearForecast Done(YearSeries series, double value) => new(value, value, value, value, value, Happened, series.Origin, Learnt([.. series.Months.Select(m => (double?)m.Numerator ?? double.NaN)]), []);
}
