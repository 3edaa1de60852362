using Metrics.Forecasting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
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
        return question.Step == Step.Month
            ? SeriesForecaster.Forecast(values, Step.Month, question.Horizon, [.. Enumerable.Range(0, values.Length + question.Horizon).Select(t => (double)calendar.OpenDays(series.At(t)))])
            : SeriesForecaster.Days(values, question.Horizon, CalendarDay.Of(calendar, series.First, values.Length + question.Horizon, series.Disturbed));
    }

    private MeasureRow[] HalfHours(MeasureQuestion question)
    {
        // What a running day has brought already is not forecast, and moves its rest.
        var days = ((question.Horizon + HalfHoursOfDay - 1) / HalfHoursOfDay) + 1;
        var daily = question with { Step = Step.Day, Horizon = days };
        if (Series(daily) is not { } series || Ahead(series, daily) is not { } forecast) return [];
        if (series.Figure.IsRatio || series.Figure.IsLevel) throw new QuestionException($"{question.Kpi.Kpis[0]}: by half-hours only what adds up is forecast");
        var calendar = question.Kpi.Organisation.Terms.Calendar;
        var origin = series.At(series.Values.Length);
        var start = LocalDate.Max(series.First, origin.PlusDays(-DaysOfProfile));
        var kinds = CalendarDay.Of(calendar, start, NodaTime.Period.DaysBetween(start, origin), series.Disturbed);
        var past = Counts(question, start, origin).Select(d => new DayOfIntervals((int)d.Day.DayOfWeek, kinds[NodaTime.Period.DaysBetween(start, d.Day)].Kind, d.Counts)).ToArray();
        if (past.Length == 0) return [];
        var soFar = SoFar(question, origin);
        IEnumerable<MeasureRow> Of(int d)
        {
            var day = origin.PlusDays(d);
            var known = d == 0 ? soFar : [];
            return Intraday.Of(past, (int)day.DayOfWeek, CalendarDay.Of(calendar, day).Kind, forecast.Values[d], known)
                .Select((f, i) => (Forecast: f, Place: known.Length + i)).Select(f => new MeasureRow($"{Period(day, Step.Day)}T{f.Place / 2:00}:{f.Place % 2 * 30:00}", f.Forecast, forecast.Model));
        }

        return [.. Enumerable.Range(0, days).SelectMany(Of).Take(question.Horizon)];
    }

    // The half-hours of today that are over and told of, when it is what comes next.
    private double[] SoFar(MeasureQuestion question, LocalDate day)
    {
        var organisation = question.Kpi.Organisation;
        if (question.Origin is not null || day != warehouse.Today(organisation, question.Kpi.AsOf)) return [];
        var told = warehouse.Sources(question.Kpi.AsOf).Where(s => s.Organisation == organisation.Id && s.Family == EventFamily.Contact).Select(s => s.LastEvent).DefaultIfEmpty(Instant.MinValue).Max();
        var until = Instant.Min(question.Kpi.AsOf ?? warehouse.Now, told).InZone(organisation.Zone).LocalDateTime;
        if (until.Date < day) return [];
        var over = until.Date > day ? HalfHoursOfDay : ((until.Hour * 60) + until.Minute) / 30;
        return Counts(question, day, day.PlusDays(1)).Select(d => d.Counts[..over]).FirstOrDefault() ?? new double[over];
    }

    // By the wall clock: an hour that the clock shows twice is one of twice as much.
    private IEnumerable<(LocalDate Day, double[] Counts)> Counts(MeasureQuestion question, LocalDate from, LocalDate to)
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
        var (told, disturbed) = new ReportQuery(warehouse).AsKnown(organisation, question.Kpi.AsOf, k => (k.Span(), k.DisturbedDays(question.Kpi.Only.GetValueOrDefault(Dimension.Unit))));
        if (told is not { } span) return null;
        var today = warehouse.Today(organisation, question.Kpi.AsOf);
        // Closed days are told of by nobody: after a weekend today comes next.
        var until = question.Origin ?? (organisation.Terms.Calendar.FirstOpen(span.Last.PlusDays(1), today) == today ? today : LocalDate.Min(span.Last.PlusDays(1), today));
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
        var silent = rows.Reverse().TakeWhile(r => r.Numerator is null).Count();
        if (question.Origin is not null || (by == PeriodKind.Day && until == today && Enumerable.Range(1, silent).All(d => !organisation.Terms.Calendar.IsOpen(until.PlusDays(-d))))) silent = 0;
        var known = rows.Length - silent;
        (rows, first) = (rows[Math.Min(before, known)..known], question.Step == Step.Month ? first.PlusMonths(before) : first.PlusDays(before));
        return rows.Length == 0 ? null : MeasureSeries.Of(first, question.Step, rows, day => by == PeriodKind.Day && !organisation.Terms.Calendar.IsOpen(day)) with { Disturbed = disturbed };
    }

    private static string Period(LocalDate day, Step step) => PeriodKey.Of(step == Step.Month ? PeriodKind.Month : PeriodKind.Day, day);

    /// <summary>A measure's past: its values, and a rate's numerators and denominators.</summary>
    private sealed record MeasureSeries(LocalDate First, Step Step, double[] Values, double[] Numerators, double[] Denominators, KpiRow Figure)
    {
        public IReadOnlySet<LocalDate> Disturbed { get; init; } = new HashSet<LocalDate>();

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
