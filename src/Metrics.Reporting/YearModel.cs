using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Forecasts;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>What the model expects of an indicator's year, in the unit that the document prints.</summary>
/// <param name="Value">The forecast.</param>
/// <param name="Low80">With <paramref name="High80"/>, the bounds that hold 80 %.</param>
/// <param name="High80">See <paramref name="Low80"/>.</param>
/// <param name="Low95">With <paramref name="High95"/>, the bounds that hold 95 %.</param>
/// <param name="High95">See <paramref name="Low95"/>.</param>
/// <param name="Series">The months behind it.</param>
/// <param name="Forecast">The forecast in the series' own unit, with what each method makes of it.</param>
/// <param name="Maker">Who made it.</param>
public sealed record ModelPrognosis(decimal Value, decimal Low80, decimal High80, decimal Low95, decimal High95, YearSeries Series, YearForecast Forecast, IYearForecaster Maker)
{
    /// <summary>The forecast of an indicator's year in the document's unit; null when nothing is known to forecast from.</summary>
    public static ModelPrognosis? Of(Indicator indicator, YearSeries series, IYearForecaster maker)
    {
        if (maker.Of(series) is not { } forecast) return null;
        decimal In(double value) => Printed(indicator, value);
        return new ModelPrognosis(In(forecast.Mean), In(forecast.Low80), In(forecast.High80), In(forecast.Low95), In(forecast.High95), series, forecast, maker);
    }

    /// <summary>A number of the series as the document prints it.</summary>
    public static decimal Printed(Indicator indicator, double value) => indicator.Rounded((decimal)value * (indicator.PrintedAs == PrintUnit.Percent ? 100 : 1));

    /// <summary>Whether a figure of the year lies where the model expects one year in twenty at most.</summary>
    public bool IsOutOfReach(decimal year) => year < Low95 || year > High95;

    /// <summary>What the months to come would have to bring of a flow for its year to end at a figure; null for others.</summary>
    public decimal? Needed(decimal year) => Series.Kind == SeriesKind.Flow ? year - Happened : null;

    /// <summary>What has happened of a flow in the year, by whole months.</summary>
    public decimal Happened => Series.Months.Skip(Math.Max(0, Series.Months.Count - Known)).Sum(m => m.Numerator ?? 0);

    /// <summary>What the same months as those to come brought of a flow last year; null when unknown.</summary>
    public decimal? RestLastYear
    {
        get
        {
            var first = Series.Months.Count - 12;
            var same = first < 0 ? [] : Series.Months.Skip(first).Take(12 - Known).ToArray();
            return same.Length == 0 || Array.Exists(same, m => m.Numerator is null) ? null : same.Sum(m => m.Numerator);
        }
    }

    private int Known => Series.Origin.Year == Series.Year ? Series.Origin.Month - 1 : 12;
}

/// <summary>Asks the model what it expects of indicators' years.</summary>
/// <param name="forecaster">The model.</param>
/// <param name="question">The report.</param>
/// <param name="known">The figures.</param>
/// <param name="days">The report's days.</param>
internal sealed class YearModel(IYearForecaster forecaster, ReportQuestion question, KnownFigures known, ReportDays days)
{
    private readonly IndicatorQuestions _asked = new(question, known);
    private readonly Dictionary<Indicator, ModelPrognosis?> _prognoses = [];

    private OpeningCalendar Calendar => question.Organisation.Terms.Calendar;

    /// <summary>What it expects of the report's year; null for what is entered, and where nothing is known to forecast from.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="soFar">What the report says has happened of it, in the document's unit.</param>
    /// <param name="breaks">The days from which it is not the same thing as before.</param>
    public ModelPrognosis? Of(Indicator indicator, decimal? soFar, IEnumerable<LocalDate> breaks)
    {
        if (_prognoses.TryGetValue(indicator, out var made)) return made;
        return _prognoses[indicator] = Series(indicator, soFar, breaks) is { } series ? ModelPrognosis.Of(indicator, series, forecaster) : null;
    }

    private YearSeries? Series(Indicator indicator, decimal? soFar, IEnumerable<LocalDate> breaks)
    {
        if (indicator.Formulas[^1].IsEntered || known.Span() is not { } span) return null;
        // What is entered is no part of what is counted; nor is what came before the last break the same thing.
        var since = breaks.Where(b => b <= days.Last).Concat(indicator.Formulas.SkipLast(1).Any(f => f.IsEntered) ? [indicator.Formulas.First(f => !f.IsEntered).From!.Value] : [])
            .Append(Calendar.FirstWholeMonth(span.First)).Max();
        var first = since.Day == 1 ? since : PeriodKey.EndOf(PeriodKind.Month, since);
        var months = _asked.Months(indicator, first, PeriodKey.StartOf(PeriodKind.Month, days.Until));
        if (months.Select(m => m.Outcome.Counting.FirstOrDefault()?.Figure).OfType<KpiRow>().FirstOrDefault() is not { } figure) return null;
        var kind = figure.IsRatio ? SeriesKind.Rate : figure.IsLevel ? SeriesKind.Level : SeriesKind.Flow;
        var series = new YearSeries(kind, first, [.. months.Select(m => new MonthFigure(m.Outcome.Numerator, m.Outcome.Denominator))], days.Last.Year)
        {
            SoFar = soFar,
            Most = figure.ValueUnit == KpiUnit.Share ? 1 : null,
        };
        return kind == SeriesKind.Level ? series : series with { WorkingDays = [.. Enumerable.Range(0, months.Count + series.ToCome).Select(m => (decimal)Calendar.OpenDays(first.PlusMonths(m)))] };
    }
}
