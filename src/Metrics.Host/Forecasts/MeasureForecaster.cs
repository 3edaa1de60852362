using Metrics.Forecasting;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Host.Forecasts;

/// <summary>What of a measure is forecast.</summary>
/// <param name="Kpi">One KPI and its cut, as anybody can ask it; by nothing, from nowhere.</param>
/// <param name="Step">By month, day or half-hour.</param>
/// <param name="Horizon">How many values.</param>
/// <param name="Origin">The first day to forecast, nothing from it on is looked at; null is the first that is not wholly known.</param>
public sealed record MeasureQuestion(KpiQuestion Kpi, Step Step, int Horizon, LocalDate? Origin);

/// <summary>What a measure is forecast to be in a period.</summary>
/// <param name="Period">The period: 2023-12, 2023-12-01 or 2023-12-01T08:30.</param>
/// <param name="Forecast">The forecast, in the KPI's unit.</param>
/// <param name="Model">What made it.</param>
public sealed record MeasureRow(string Period, Forecast Forecast, string Model);

/// <summary>Forecasts what the warehouse knows: the same cells as every other figure, on the organisation's calendar.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class MeasureForecaster(MetricsWarehouse warehouse)
{
    private const int DaysOfWeek = 7;
    private const int HalfHoursOfDay = 48;
    private const int DaysOfProfile = 20 * 7;

    /// <summary>Forecasts.</summary>
    /// <returns>A row a period; empty when nothing is known to forecast from.</returns>
    /// <exception cref="QuestionException">The KPI is unknown, or its cells can't answer for such periods.</exception>
    public IReadOnlyList<MeasureRow> Forecast(MeasureQuestion question)
    {
        if (question.Step is not (Step.Month or Step.Day)) return HalfHours(question);
        return Series(question) is not { } series || Ahead(series, question) is not { } forecast ? []
            : [.. forecast.Values.Select((f, h) => new MeasureRow(Period(series.At(series.Values.Length + h), question.Step), f, forecast.Model))];
    }

    /// <summary>How each method would have fared on the measure's own history.</summary>
    /// <param name="question">The measure.</param>
    /// <param name="origins">From how many moments.</param>
    /// <param name="apart">How many steps between them.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="QuestionException">The KPI is unknown, or its cells can't answer for such periods.</exception>
    public IReadOnlyList<BacktestRow> Backtest(MeasureQuestion question, int origins, int apart, CancellationToken stop)
    {
        if (question.Step is not (Step.Month or Step.Day)) throw new QuestionException($"a backtest is by month or day; half-hours are their day's forecast, spread as its weekday's last days were");
        if (Series(question) is not { } series) return [];
        return RollingOrigin.Of(series.Values, question.Step, question.Horizon, origins, apart, known => Ahead(series.Until(known), question), stop);
    }

    private static SeriesForecast? Ahead(MeasureSeries series, MeasureQuestion question)
    {
        if (series.Figure.IsLevel) return SeriesForecaster.Forecast(series.Values, question.Step, question.Horizon);
        if (!series.Figure.IsRatio) return Flow(series, series.Values, question);
        var rates = SeriesForecaster.Forecast(series.Values, question.Step, question.Horizon);
        return Flow(series, series.Numerators, question) is { } above && Flow(series, series.Denominators, question) is { } below && rates is not null
            ? SeriesForecaster.Rate(above, below, rates, series.Figure.ValueUnit == KpiUnit.Share ? 1 : double.PositiveInfinity)
            : null;
    }

    private static SeriesForecast? Flow(MeasureSeries series, double[] values, MeasureQuestion question)
    {
        var calendar = question.Kpi.Organisation.Terms.Calendar;
        var all = Enumerable.Range(0, values.Length + question.Horizon).Select(t => series.At(t));
        return question.Step == Step.Month
            ? SeriesForecaster.Forecast(values, Step.Month, question.Horizon, [.. all.Select(m => (double)calendar.OpenDays(m))])
            : SeriesForecaster.Days(values, question.Horizon, [.. all.Select(d => DayOf(calendar, d))]);
    }

    private MeasureRow[] HalfHours(MeasureQuestion question)
    {
        var days = (question.Horizon + HalfHoursOfDay - 1) / HalfHoursOfDay;
        var daily = question with { Step = Step.Day, Horizon = days };
        if (Series(daily) is not { } series || Ahead(series, daily) is not { } forecast) return [];
        if (series.Figure.IsRatio || series.Figure.IsLevel) throw new QuestionException($"{question.Kpi.Kpis[0]}: by half-hours only what adds up is forecast");
        var calendar = question.Kpi.Organisation.Terms.Calendar;
        var origin = series.At(series.Values.Length);
        var past = Past(question, LocalDate.Max(series.First, origin.PlusDays(-DaysOfProfile)), origin).Select(d => new DayOfIntervals((int)d.Day.DayOfWeek, DayOf(calendar, d.Day).Kind, d.Counts)).ToArray();
        if (past.Length == 0) return [];
        return
        [
            .. Enumerable.Range(0, days).SelectMany(d => Intraday.Of(past, (int)origin.PlusDays(d).DayOfWeek, DayOf(calendar, origin.PlusDays(d)).Kind, forecast.Values[d])
                .Select((f, i) => new MeasureRow($"{Period(origin.PlusDays(d), Step.Day)}T{i / 2:00}:{i % 2 * 30:00}", f, forecast.Model))).Take(question.Horizon),
        ];
    }

    // By the wall clock: an hour that the clock shows twice is one of twice as much.
    private IEnumerable<(LocalDate Day, double[] Counts)> Past(MeasureQuestion question, LocalDate from, LocalDate to)
    {
        var zone = question.Kpi.Organisation.Zone;
        var days = new Dictionary<LocalDate, double[]>();
        foreach (var row in new KpiQuery(warehouse).Answer(question.Kpi with { By = PeriodKind.Quarter, From = from, To = to }).Where(r => r.Contractual))
        {
            if (row.Numerator is not { } count || !PeriodKey.TryParseShort(row.Period, out _, out var at, out _)) continue;
            var local = at.InZone(zone).LocalDateTime;
            if (!days.TryGetValue(local.Date, out var counts)) days[local.Date] = counts = new double[HalfHoursOfDay];
            counts[((local.Hour * 60) + local.Minute) / 30] += (double)count;
        }

        return days.OrderBy(d => d.Key).Select(d => (d.Key, d.Value));
    }

    private MeasureSeries? Series(MeasureQuestion question)
    {
        var organisation = question.Kpi.Organisation;
        var by = question.Step == Step.Month ? PeriodKind.Month : PeriodKind.Day;
        if (new ReportQuery(warehouse).AsKnown(organisation, question.Kpi.AsOf, k => k.Span()) is not { } span) return null;
        var until = question.Origin ?? LocalDate.Min(span.Last.PlusDays(1), warehouse.Today(organisation, question.Kpi.AsOf));
        if (question.Step == Step.Month)
        {
            // Closed days at its end are waited for by nobody.
            if (question.Origin is null) until = organisation.Terms.Calendar.FirstOpen(until, PeriodKey.EndOf(PeriodKind.Month, until.PlusDays(-1)));
            until = PeriodKey.StartOf(PeriodKind.Month, until);
        }

        var first = by == PeriodKind.Month ? organisation.Terms.Calendar.FirstWholeMonth(span.First) : span.First;
        if (question.Origin is { } origin && origin > span.Last.PlusDays(1)) throw new QuestionException($"--origin {origin:uuuu-MM-dd}: nothing is known after {span.Last:uuuu-MM-dd}, and days between would have to be forecast too; ask for more of them with --horizon");
        if (first >= until) return null;
        var rows = new KpiQuery(warehouse).Answer(question.Kpi with { By = by, From = first, To = until }).Where(r => r.Contractual).ToArray();
        // What nobody has told yet is still to come; what came before the first count is no part of the measure.
        var before = rows.TakeWhile(r => r.Numerator is null).Count();
        var known = question.Origin is null ? rows.Length - rows.Reverse().TakeWhile(r => r.Numerator is null).Count() : rows.Length;
        (rows, first) = (rows[Math.Min(before, known)..known], question.Step == Step.Month ? first.PlusMonths(before) : first.PlusDays(before));
        return rows.Length == 0 ? null : MeasureSeries.Of(first, question.Step, rows, day => by == PeriodKind.Day && !organisation.Terms.Calendar.IsOpen(day));
    }

    private static CalendarDay DayOf(OpeningCalendar calendar, LocalDate day)
    {
        var share = calendar.ShareOfUsual(day);
        if (share < 1) return new CalendarDay(share == 0 ? DayKind.Closed : DayKind.Short, share);
        bool IsHoliday(LocalDate other) => calendar.ShareOfUsual(other) == 0;
        bool IsClosed(LocalDate other) => !calendar.IsOpen(other);
        if (IsClosed(day)) return new CalendarDay(DayKind.Usual, 1);
        var (before, after) = (day.PlusDays(-1), day.PlusDays(1));
        if (IsClosed(before) && IsClosed(after) && (IsHoliday(before) || IsHoliday(after))) return new CalendarDay(DayKind.Squeeze, 1);
        while (IsClosed(before) && !IsHoliday(before) && NodaTime.Period.DaysBetween(before, day) < DaysOfWeek) before = before.PlusDays(-1);
        return new CalendarDay(IsHoliday(before) ? DayKind.After : DayKind.Usual, 1);
    }

    private static string Period(LocalDate day, Step step) => PeriodKey.Of(step == Step.Month ? PeriodKind.Month : PeriodKind.Day, day);

    /// <summary>A measure's past: its values, and a rate's numerators and denominators.</summary>
    private sealed record MeasureSeries(LocalDate First, Step Step, double[] Values, double[] Numerators, double[] Denominators, KpiRow Figure)
    {
        public static MeasureSeries Of(LocalDate first, Step step, KpiRow[] rows, Func<LocalDate, bool> isClosed)
        {
            // Nothing on a closed day is none; on an open one it is unknown.
            double[] Column(Func<KpiRow, decimal?> of, bool isRate) => [.. rows.Select((r, t) => (double?)of(r) ?? (!isRate && isClosed(first.PlusDays(t)) ? 0 : double.NaN))];
            return new MeasureSeries(first, step, Column(r => r.Value, rows[0].IsRatio || rows[0].IsLevel), Column(r => r.Numerator, rows[0].IsLevel), Column(r => r.Denominator, false), rows[0]);
        }

        public LocalDate At(int place) => Step == Step.Month ? First.PlusMonths(place) : First.PlusDays(place);

        public MeasureSeries Until(int known) => this with { Values = Values[..known], Numerators = Numerators[..known], Denominators = Denominators[..known] };
    }
}
