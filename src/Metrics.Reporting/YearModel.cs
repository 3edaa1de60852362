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
/// <param name="Changes">The planned changes that it counts in.</param>
public sealed record ModelPrognosis(decimal Value, decimal Low80, decimal High80, decimal Low95, decimal High95, YearSeries Series, YearForecast Forecast, IYearForecaster Maker, IReadOnlyList<AnnouncedChange> Changes)
{
    /// <summary>The forecast of an indicator's year in the document's unit; null when nothing is known to forecast from.</summary>
    public static ModelPrognosis? Of(Indicator indicator, YearSeries series, IYearForecaster maker, IReadOnlyList<AnnouncedChange> changes)
    {
        if (maker.Of(series) is not { } forecast) return null;
        decimal In(double value) => Printed(indicator, value);
        return new ModelPrognosis(In(forecast.Mean), In(forecast.Low80), In(forecast.High80), In(forecast.Low95), In(forecast.High95), series, forecast, maker, changes);
    }

    /// <summary>A number of the series as the document prints it.</summary>
    public static decimal Printed(Indicator indicator, double value) => indicator.Rounded((decimal)value * (indicator.PrintedAs == PrintUnit.Percent ? 100 : 1));

    /// <summary>What the planned changes add to the year, in the unit that the document prints; 0 where none is counted in.</summary>
    public decimal Planned(Indicator indicator) => Changes.Count == 0 ? 0 : Printed(indicator, (double)Series.Planned.Skip(Series.Kind == SeriesKind.Level ? 0 : Series.BeforeYear).Sum());

    /// <summary>Whether a figure of the year lies where the model expects one year in twenty at most.</summary>
    public bool IsOutOfReach(decimal year) => !IsOver && (year < Low95 || year > High95);

    /// <summary>Whether nothing of the year is to come: the forecast is the outcome.</summary>
    public bool IsOver => Series.ToCome == 0;

    /// <summary>What the months to come would have to bring of a flow for its year to end at a figure; null for others.</summary>
    public decimal? Needed(decimal year) => Series.Kind == SeriesKind.Flow ? year - Happened : null;

    /// <summary>What has happened of a flow in the year, by whole months.</summary>
    public decimal Happened => Series.HappenedOfYear.Numerator ?? 0;

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

/// <summary>A month or day that is far from what the model expected of it, in the unit that the document prints.</summary>
/// <param name="First">The day, or the month's first.</param>
/// <param name="Value">What it was.</param>
/// <param name="Low95">With <paramref name="High95"/>, the bounds of what was expected in nineteen cases of twenty.</param>
/// <param name="High95">See <paramref name="Low95"/>.</param>
public sealed record UnusualFigure(LocalDate First, decimal Value, decimal Low95, decimal High95);

/// <summary>Asks the model what it expects of indicators' years.</summary>
/// <param name="forecaster">The model.</param>
/// <param name="question">The report.</param>
/// <param name="known">The figures.</param>
/// <param name="days">The report's days.</param>
internal sealed class YearModel(IYearForecaster forecaster, ReportQuestion question, KnownFigures known, ReportDays days)
{
    private const int MonthsBeforeUnusual = 24;
    private const int YearsOfDays = 3;
    private const int DaysBeforeUnusual = 56;
    private const int DaysThatTeach = 365;
    private const int MonthsToLearnChange = 12;

    private readonly IndicatorQuestions _asked = new(question, known);
    private readonly Dictionary<(Indicator, int), ModelPrognosis?> _prognoses = [];

    private OpeningCalendar Calendar => question.Organisation.Terms.Calendar;

    /// <summary>What it expects of a year; null for what is entered, and where nothing is known to forecast from.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="soFar">What the report says has happened of it, in the document's unit.</param>
    /// <param name="breaks">The days from which it is not the same thing as before.</param>
    /// <param name="announced">The changes announced of it.</param>
    /// <param name="of">The year; null is the report's.</param>
    public ModelPrognosis? Of(Indicator indicator, decimal? soFar, IEnumerable<LocalDate> breaks, IEnumerable<AnnouncedChange> announced, int? of = null)
    {
        var year = of ?? days.Last.Year;
        if (_prognoses.TryGetValue((indicator, year), out var made)) return made;
        if (Series(indicator, soFar, breaks, year) is not { } series) return _prognoses[(indicator, year)] = null;
        // What began long before is part of what was learnt; what began lately is taken out of what teaches, and added again.
        var since = series.Kind == SeriesKind.Flow ? series.Origin.PlusMonths(-MonthsToLearnChange) : series.Origin;
        AnnouncedChange[] changes = series.Kind == SeriesKind.Rate ? [] : [.. announced.Where(c => c.From >= since && c.From.Year <= series.Year)];
        if (changes.Length > 0)
        {
            series = series with
            {
                Happened = series.HappenedOfYear,
                Months = [.. series.Months.Select((m, t) => m with { Numerator = m.Numerator - Added(changes, series.First.PlusMonths(t)) })],
                Planned = [.. Enumerable.Range(0, series.ToCome).Select(m => Added(changes, series.Origin.PlusMonths(m)))],
            };
        }

        return _prognoses[(indicator, year)] = ModelPrognosis.Of(indicator, series, forecaster, changes);
    }

    /// <summary>The last whole month, when it is far from what the model, knowing the months before it, expects; null when it isn't, and with less than two years before it.</summary>
    public UnusualFigure? Unusual(Indicator indicator, ModelPrognosis prognosis)
    {
        var series = prognosis.Series;
        if (series.Months.Count(m => m.Numerator is not null) <= MonthsBeforeUnusual || series.Months[^1] is not { Numerator: { } numerator } last) return null;
        if (series.Kind == SeriesKind.Rate && last.Denominator is null or 0) return null;
        var value = (double)(series.Kind == SeriesKind.Rate ? numerator / last.Denominator!.Value : numerator);
        if (forecaster.Next(series with { Months = [.. series.Months.SkipLast(1)] }) is not { } expected || !expected.IsFar(value)) return null;
        var announced = (double)Added([.. prognosis.Changes], series.Origin.PlusMonths(-1));
        decimal In(double number) => ModelPrognosis.Printed(indicator, number + announced);
        return new UnusualFigure(series.Origin.PlusMonths(-1), In(value), In(expected.Low95), In(expected.High95));
    }

    /// <summary>The last whole month's days that are far from what the model, knowing those before the month, expects of them; none where it isn't counted by the day, or hardly known before.</summary>
    public IReadOnlyList<UnusualFigure> UnusualDays(Indicator indicator, ModelPrognosis prognosis)
    {
        var (month, end) = (prognosis.Series.Origin.PlusMonths(-1), prognosis.Series.Origin);
        var count = Period.DaysBetween(month, end);
        var before = prognosis.Series.Days.SkipLast(count).TakeLast(DaysThatTeach).ToArray();
        if (before.Length < DaysBeforeUnusual) return [];
        var came = prognosis.Series.Days.TakeLast(count).ToArray();
        var calendar = CalendarDay.Of(Calendar, month.PlusDays(-before.Length), before.Length, prognosis.Series.Disturbed).Concat(CalendarDay.Of(Calendar, month, count, new HashSet<LocalDate>()));
        return
        [
            .. forecaster.Days(before, [.. calendar]).Select((e, d) => (Expected: e, Day: month.PlusDays(d), Came: came[d])).Where(d => d.Came is { } value && d.Expected.IsFar((double)value))
                .Select(d => new UnusualFigure(d.Day, ModelPrognosis.Printed(indicator, (double)d.Came!.Value), ModelPrognosis.Printed(indicator, d.Expected.Low95), ModelPrognosis.Printed(indicator, d.Expected.High95))),
        ];
    }

    // In a month that it begins within, for the working days that are left.
    private decimal Added(AnnouncedChange[] changes, LocalDate month)
    {
        decimal Of(AnnouncedChange change)
        {
            if (change.From <= month) return change.SizePerMonth;
            var (all, left) = (Calendar.OpenDays(month), Enumerable.Range(0, Math.Max(0, Period.DaysBetween(change.From, month.PlusMonths(1)))).Count(d => Calendar.IsOpen(change.From.PlusDays(d))));
            return all == 0 ? 0 : change.SizePerMonth * left / all;
        }

        return changes.Sum(Of);
    }

    private YearSeries? Series(Indicator indicator, decimal? soFar, IEnumerable<LocalDate> breaks, int year)
    {
        if (indicator.Formulas[^1].IsEntered || known.Span() is not { } span) return null;
        // What is entered is no part of what is counted; nor is what came before the last break the same thing.
        var counted = indicator.Formulas.Reverse().TakeWhile(f => !f.IsEntered).Last().From;
        var since = breaks.Where(b => b <= days.Last).Concat(indicator.Formulas.Any(f => f.IsEntered) && counted is { } from ? [from] : [])
            .Append(Calendar.FirstWholeMonth(span.First)).Max();
        var first = since.Day == 1 ? since : PeriodKey.EndOf(PeriodKind.Month, since);
        var months = _asked.Figures(indicator, PeriodKind.Month, first, PeriodKey.StartOf(PeriodKind.Month, days.Until)).ToList();
        // What nobody has told yet is still to come.
        while (months.Count > 0 && months[^1].Outcome.Numerator is null) months.RemoveAt(months.Count - 1);
        if (months.Select(m => m.Outcome.Counting.FirstOrDefault()?.Figure).OfType<KpiRow>().FirstOrDefault() is not { } figure) return null;
        var kind = figure.IsRatio ? SeriesKind.Rate : figure.IsLevel ? SeriesKind.Level : SeriesKind.Flow;
        var series = new YearSeries(kind, first, [.. months.Select(m => new MonthFigure(m.Outcome.Numerator, m.Outcome.Denominator))], year)
        {
            SoFar = soFar,
            Most = figure.ValueUnit == KpiUnit.Share ? 1 : null,
        };
        if (kind != SeriesKind.Level && first > new LocalDate(series.Year, 1, 1)) series = series with { Happened = Happened(indicator, series) };
        if (kind == SeriesKind.Flow) series = series with { Days = Days(indicator, LocalDate.Max(first, series.Origin.PlusYears(-YearsOfDays)), series.Origin), Disturbed = known.DisturbedDays(indicator.Unit) };
        return kind == SeriesKind.Level ? series : series with { WorkingDays = [.. Enumerable.Range(0, months.Count + series.ToCome).Select(m => (decimal)Calendar.OpenDays(first.PlusMonths(m)))] };
    }

    // Of the whole year, also what came before the first month that teaches.
    private MonthFigure Happened(Indicator indicator, YearSeries series)
    {
        var year = new LocalDate(series.Year, 1, 1);
        var months = _asked.Figures(indicator, PeriodKind.Month, year, LocalDate.Min(series.Origin, year.PlusYears(1)));
        return new MonthFigure(months.Sum(m => m.Outcome.Numerator ?? 0), months.Sum(m => m.Outcome.Denominator ?? 0));
    }

    // Nothing on a closed day is none, once anything was.
    private decimal?[] Days(Indicator indicator, LocalDate from, LocalDate to)
    {
        try
        {
            var told = _asked.Figures(indicator, PeriodKind.Day, from, to).SkipWhile(d => d.Outcome.Numerator is null).ToArray();
            var open = told.Where(d => Calendar.IsOpen(d.First)).ToArray();
            // What is told on one day a month, as payslips are, isn't counted by the day either: the days between are no gaps.
            if (open.Count(d => d.Outcome.Numerator is not null) * 2 < open.Length) return [];
            return [.. told.Select(d => d.Outcome.Numerator ?? (Calendar.IsOpen(d.First) ? null : 0))];
        }
        catch (QuestionException)
        {
            // Counted by the month alone.
            return [];
        }
    }
}
