using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting.Tests;

/// <summary>Göteborg's layout filled with numbers as long as theirs, and with everything a report can say of a row.</summary>
internal static class SampleReport
{
    private static readonly LocalDate Last = new(2023, 11, 30);

    public static Organisation Goteborg { get; } = new PipelineFolder(Path.Combine(AppContext.BaseDirectory, "pipelines")).Organisation("goteborg-intraservice");

    /// <summary>November 2023, whose tertial still runs; <paramref name="copies"/> of each row make it longer.</summary>
    public static Report November(int copies = 1) => new(Goteborg, "2023-11", new LocalDate(2023, 11, 1), Last.PlusDays(1), false, Rows(Goteborg, copies));

    /// <summary>The same in the middle of the month.</summary>
    public static Report Running() => November() with { Until = new LocalDate(2023, 11, 13), IsRunning = true };

    private static ReportRow[] Rows(Organisation organisation, int copies) =>
    [
        .. organisation.Report.Sections.SelectMany(s => Enumerable.Repeat(s.Indicators, copies).SelectMany(i => i).Select(id => (Section: s, Indicator: organisation.Report.Indicators.First(i => i.Id == id))))
            .Select((r, n) => Row(r.Section, r.Indicator, n)),
    ];

    private static ReportRow Row(ReportSection section, Indicator indicator, int number)
    {
        var target = indicator.TargetOf(Last.Year, Last);
        var unit = indicator.PrintedAs == PrintUnit.Percent ? 80m : 1_686_467m;
        var row = new ReportRow
        {
            Section = section,
            Indicator = indicator,
            Label = indicator.LabelOn(Last),
            OutcomeYtdLastYear = decimal.Round(unit * 0.913m, indicator.Decimals),
            // Nobody knows customer invoices.
            OutcomeYtd = indicator.Id == "customer-invoices" ? null : decimal.Round((unit * 1.021m) + number, indicator.Decimals),
            R12 = decimal.Round(unit * 1.1m, indicator.Decimals),
            Decided = number % 2 == 0 ? new DecidedPrognosis(indicator.Id, indicator.Unit, Last.Year, decimal.Round(unit * 1.2m, indicator.Decimals), new LocalDate(2023, 10, 31), "ledningen") : null,
            ReadFrom = indicator.Formulas[^1].IsEntered ? "verksamhetssystemet" : null,
            Target = target,
            TargetYtd = target?.Until(Last.Month) is { } until ? decimal.Round(until, indicator.Decimals) : null,
        };
        return row with { Status = Judgement.Of(row) };
    }
}
