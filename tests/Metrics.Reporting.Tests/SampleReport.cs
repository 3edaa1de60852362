using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Forecasts;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting.Tests;

/// <summary>Göteborg's layout filled with numbers as long as theirs, and with everything a report can say of a row.</summary>
internal static class SampleReport
{
    private static readonly LocalDate Last = new(2023, 11, 30);

    private static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));

    public static Organisation Goteborg { get; } = Pipelines.Organisation("goteborg-intraservice");

    /// <summary>November 2023, whose tertial still runs; <paramref name="copies"/> of each row make it longer.</summary>
    public static Report November(int copies = 1) => Of(Goteborg, [.. Goteborg.Report.Sections.Where(s => s.IsIn(PeriodKind.Month))], copies);

    /// <summary>An organisation's own layout, every section of it, or the one that its customers get.</summary>
    public static Report Of(string organisation, bool forCustomers)
    {
        var whose = Pipelines.Organisation(organisation);
        return Of(whose, forCustomers ? whose.Report.ForCustomers : whose.Report.Sections, 1) with { Customer = forCustomers ? "Förskola" : null };
    }

    /// <summary>The same in the middle of the month.</summary>
    public static Report Running() => November() with { Until = new LocalDate(2023, 11, 13), IsRunning = true };

    private static Report Of(Organisation organisation, IReadOnlyList<ReportSection> sections, int copies)
        => new(organisation, "2023-11", new LocalDate(2023, 11, 1), Last.PlusDays(1), false, Rows(organisation, sections, copies));

    private static ReportRow[] Rows(Organisation organisation, IReadOnlyList<ReportSection> sections, int copies) =>
    [
        .. sections.SelectMany(s => Enumerable.Repeat(s.Indicators.Where(i => i.IsThere(Last)), copies).SelectMany(i => i).Select(i => (Section: s, Indicator: organisation.Report.Indicator(i.Indicator))))
            .Select((r, n) => Row(r.Section, r.Indicator, n)),
    ];

    // Of some rows, what was decided is out of its reach.
    private static ModelPrognosis Model(Indicator indicator, decimal unit, int number)
    {
        decimal At(decimal times) => indicator.Rounded(unit * times);
        var months = new YearSeries(SeriesKind.Flow, new LocalDate(2021, 1, 1), [.. Enumerable.Repeat(new MonthFigure(unit / 11), 35)], Last.Year);
        var (mean, high) = (1.15m, number % 4 == 2 ? 1.19m : 1.25m);
        var forecast = new YearForecast((double)(unit * mean), 0, 0, 0, 0, "middle of 7", new LocalDate(2023, 12, 1), 35, [new YearMember("theta", (double)(unit * mean), 0.75), new YearMember("ssa (stand-in)", (double)unit, 0.25)]);
        return new ModelPrognosis(At(mean), At(1.12m), At(1.18m), At(1.1m), At(high), months, forecast, new Nobody(), []);
    }

    private static ReportRow Row(ReportSection section, Indicator indicator, int number)
    {
        var target = indicator.TargetOf(Last.Year, Last);
        var unit = indicator.PrintedAs == PrintUnit.Percent ? 80m : 1_686_467m;
        var row = new ReportRow
        {
            Section = section,
            Indicator = indicator,
            Label = indicator.LabelOn(Last),
            Unit = indicator.Unit,
            Outcomes = new Dictionary<string, Outcome>
            {
                [ReportColumn.OutcomeYtdLastYear] = Of(unit * 0.913m),
                // Nobody knows customer invoices.
                [ReportColumn.OutcomeYtd] = Of(indicator.Id == "customer-invoices" ? null : (unit * 1.021m) + number),
                [ReportColumn.R12] = Of(unit * 1.1m),
                [ReportColumn.OutcomePeriod] = Of(unit / 11),
            },
            Trend = [.. Enumerable.Range(0, 24).Select(m => ($"{2021 + ((m + 11) / 12)}-{((m + 11) % 12) + 1:00}", m == 7 ? null : (decimal?)decimal.Round(unit * (1 + (m % 5)) / 60, indicator.Decimals)))],
            Decided = number % 2 == 0 ? new DecidedPrognosis(indicator.Id, indicator.Unit, Last.Year, decimal.Round(unit * 1.2m, indicator.Decimals), new LocalDate(2023, 10, 31), "ledningen", "sample", indicator.Id) : null,
            Model = indicator.Formulas[^1].IsEntered || indicator.Id == "customer-invoices" ? null : Model(indicator, unit, number),
            Target = target,
            TargetYtd = target?.Until(Last.Month) is { } until ? decimal.Round(until, indicator.Decimals) : null,
        };
        return row with
        {
            Status = Judgement.Of(row.OutcomeYtd, target, row.TargetYtd, row.OutcomeYtdLastYear),
            ForecastStatus = Judgement.Of(row.Expected, target, target?.Until(12), null),
        };

        Outcome Of(decimal? value) => new(new DateInterval(new LocalDate(2023, 1, 1), Last), value is { } v ? decimal.Round(v, indicator.Decimals) : null)
        {
            Entered = indicator.Formulas[^1].IsEntered ? new EnteredValue(indicator.Id, indicator.Unit, Last, value ?? 0, "verksamhetssystemet", "sample", indicator.Id) : null,
        };
    }

    private sealed class Nobody : IYearForecaster
    {
        public YearForecast? Of(YearSeries series) => null;

        public Expectation? Next(YearSeries series) => null;

        public IReadOnlyList<Expectation> Days(IReadOnlyList<decimal?> values, IReadOnlyList<CalendarDay> days) => [];
    }
}
