using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Forecasts;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>How far off forecasts of whole years from their first day would have been.</summary>
/// <param name="OneYear">The mean absolute error of years that begin the next day, as a share of what came; null when none could be tested.</param>
/// <param name="TwoYears">The same of the years after those.</param>
/// <param name="Years">How many years were tested.</param>
public sealed record YearErrors(decimal? OneYear, decimal? TwoYears, int Years);

/// <summary>What a year to come is expected to bring, to plan by.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Customer">The customer that it is cut to; null is all.</param>
/// <param name="Year">The year.</param>
/// <param name="Model">What the model expects.</param>
/// <param name="Proposed">The target of the year that it proposes, in the unit that the report prints: what is expected, to three digits; of a rate, the limit that holds now.</param>
/// <param name="Target">The target that is set already; null when none is.</param>
/// <param name="Errors">How far off such forecasts would have been.</param>
public sealed record PlanRow(Indicator Indicator, string? Customer, int Year, ModelPrognosis Model, decimal Proposed, Target? Target, YearErrors Errors);

/// <summary>What the years to come are expected to bring: budgets are made from it.</summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="forecaster">The model.</param>
public sealed class PlanBuilder(MetricsWarehouse warehouse, IYearForecaster forecaster)
{
    private const int Digits = 3;

    /// <summary>Forecasts years of every indicator that is counted.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="year">The first year; null is the one after the last day known.</param>
    /// <param name="years">How many.</param>
    /// <param name="perCustomer">Of each customer too.</param>
    /// <exception cref="QuestionException">Nothing is known of it, or the year is over.</exception>
    public IReadOnlyList<PlanRow> Build(Organisation organisation, int? year, int years, bool perCustomer) => new ReportQuery(warehouse).AsKnown(organisation, null, known =>
    {
        var last = known.Span()?.Last ?? throw new QuestionException($"nothing is known of {organisation.Id} yet; 'metrics ingest' reads its events");
        if (year < last.Year) throw new QuestionException($"{year} is over: {organisation.Id} is known to {last:uuuu-MM-dd}");
        var until = organisation.Terms.Calendar.FirstOpen(last.PlusDays(1), PeriodKey.EndOf(PeriodKind.Month, last));
        var days = new ReportDays(PeriodKind.Month, PeriodKey.StartOf(PeriodKind.Month, last), PeriodKey.EndOf(PeriodKind.Month, last), until);
        var customers = perCustomer ? known.Customers().Select(c => (string?)c) : [];
        return customers.Prepend(null).SelectMany(c => Rows(organisation, c, known, days, year ?? last.Year + 1, years)).ToArray();
    });

    private IEnumerable<PlanRow> Rows(Organisation organisation, string? customer, KnownFigures known, ReportDays days, int first, int years)
    {
        var question = new ReportQuestion(organisation, "") { Customer = customer };
        var rows = new RowBuilder(question, known, warehouse.Pipelines.Catalogue, days, new YearModel(forecaster, question, known, days));
        foreach (var indicator in organisation.Report.Indicators)
        {
            YearErrors? errors = null;
            for (var year = first; year < first + years; year++)
            {
                if (rows.Expected(indicator, year) is not { } model) break;
                var now = indicator.TargetOf(days.Last.Year, days.Last);
                // Its past is the same, whichever year is asked for.
                errors ??= Tested(model.Series);
                yield return new PlanRow(
                    indicator, customer, year, model, Proposed(indicator, model, now), customer is null ? indicator.TargetOf(year, days.Last) : null, errors);
            }
        }
    }

    private static decimal Proposed(Indicator indicator, ModelPrognosis model, Target? now)
    {
        if (model.Series.Kind == SeriesKind.Rate) return now is { Kind: TargetKind.Limit, Value: { } limit } ? limit : model.Value;
        var step = 1m;
        for (var size = Math.Abs(model.Value); size >= (decimal)Math.Pow(10, Digits); size /= 10) step *= 10;
        return indicator.Rounded(decimal.Round(model.Value / step, 0, MidpointRounding.AwayFromZero) * step);
    }

    // From each January that has two years before it, the year that begins and the one after.
    private YearErrors Tested(YearSeries series)
    {
        var (one, two) = (new List<decimal>(), new List<decimal>());
        for (var known = 24; known < series.Months.Count; known++)
        {
            if (series.First.PlusMonths(known) is not { Month: 1 } origin) continue;
            foreach (var (year, errors) in ((int, List<decimal>)[])[(origin.Year, one), (origin.Year + 1, two)])
            {
                if (Error(series, known, year) is { } error) errors.Add(error);
            }
        }

        decimal? Mean(List<decimal> of) => of.Count == 0 ? null : of.Average();
        return new YearErrors(Mean(one), Mean(two), one.Count);
    }

    private decimal? Error(YearSeries series, int known, int year)
    {
        var start = Period.Between(series.First, new LocalDate(year, 1, 1), PeriodUnits.Months).Months;
        if (start + 12 > series.Months.Count) return null;
        var months = series.Months.Skip(start).Take(12).ToArray();
        if (Array.Exists(months, m => m.Numerator is null)) return null;
        decimal? came = series.Kind switch
        {
            SeriesKind.Level => months[^1].Numerator,
            SeriesKind.Rate => months.Sum(m => m.Denominator ?? 0) is var all and not 0 ? months.Sum(m => m.Numerator) / all : null,
            _ => months.Sum(m => m.Numerator),
        };
        var then = series with { Months = [.. series.Months.Take(known)], Year = year, Happened = null, SoFar = null, Days = [], Planned = [] };
        then = then with { WorkingDays = [.. series.WorkingDays.Take(known + then.ToCome)] };
        return came is { } outcome and not 0 && forecaster.Of(then) is { } forecast ? Math.Abs(((decimal)forecast.Mean - outcome) / outcome) : null;
    }
}
