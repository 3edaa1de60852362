using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Host.Wall;

/// <summary>
/// Holds the surfaces against each other, for what is over and for what runs: the wall's figures of today against their receipts, which count the facts anew; the reports of
/// the last month and of the one that runs against their receipts; and the wall's month against the report's. What is counted are facts: the log is not looked through.
/// </summary>
/// <param name="warehouse">The warehouse, at one moment.</param>
/// <param name="wall">The wall at that moment.</param>
/// <param name="rest">Called after each receipt; null when somebody waits.</param>
public sealed class Agreement(MetricsWarehouse warehouse, WallView wall, Action? rest = null)
{
    private readonly LocalDate _today = warehouse.Today(wall.Organisation, null);

    /// <summary>What doesn't agree, in words; empty when all does.</summary>
    public IReadOnlyList<string> Differences() => [.. Today(), .. Reported(_today.PlusMonths(-1)), .. Reported(_today)];

    private IEnumerable<string> Today()
    {
        var day = PeriodKey.Of(PeriodKind.Day, _today);
        foreach (var tile in wall.Tiles.Where(t => t.ServiceLevel is not null && t.Unit is not null))
        {
            var only = new Dictionary<Dimension, string> { [Dimension.Unit] = tile.Unit! };
            if (tile.Channel is { } channel) only[Dimension.Channel] = channel;
            var shown = tile.ServiceLevel!;
            var receipt = new Explainer(warehouse).Explain(new KpiQuestion { Organisation = wall.Organisation, Kpis = [shown.Kpi], Only = only, Variant = shown.Variant, CountsEvents = false }, day, null).Kpi!;
            if (!receipt.Agrees || !AreSame(shown, receipt.Figure.Numerator, receipt.Figure.Denominator))
                yield return $"{shown.Kpi} of {tile.Name} {day}: the wall says {Said(shown)}, its receipt {Said(receipt.Figure)}, the facts {receipt.RecountedNumerator} of {receipt.RecountedDenominator}";
            rest?.Invoke();
        }
    }

    private IEnumerable<string> Reported(LocalDate month)
    {
        var period = PeriodKey.Of(PeriodKind.Month, month);
        if (Report(period) is not { } report) yield break;
        foreach (var cell in report.Receipts.Where(r => !r.Agrees)) yield return $"{cell.Row.Indicator.Id}, {cell.Column}, {period}: the report says {cell.Value}, the facts give {cell.Recalculated}";
        if (month != _today) yield break;
        foreach (var row in report.Rows.Where(r => r is { Member: null, Indicator.Only.Count: 0 }))
        {
            var outcome = row.Outcomes.GetValueOrDefault(ReportColumn.OutcomePeriod);
            if (outcome?.Counting.LastOrDefault()?.Figure is not { } counted || Month(row.Indicator.Unit, counted) is not { } shown) continue;
            if (!AreSame(shown, outcome.Numerator, outcome.Denominator)) yield return $"{row.Indicator.Id} {period}: the wall says {Said(shown)}, the report {outcome.Numerator} of {outcome.Denominator}";
        }
    }

    // Nothing is told of the month, or the organisation has no report.
    private Report? Report(string period)
    {
        try
        {
            return new ReportBuilder(warehouse).Build(new ReportQuestion(wall.Organisation, period) { WithReceipts = true, CountsEvents = false, Rest = rest });
        }
        catch (QuestionException)
        {
            return null;
        }
    }

    private KpiRow? Month(string? unit, KpiRow counted) => wall.Tiles.FirstOrDefault(t => t.Channel is null && t.Unit is not null && t.Unit == unit)?.Figures
        .Where(f => f.Key.StartsWith("month:", StringComparison.Ordinal)).Select(f => f.Value).FirstOrDefault(r => r.Kpi == counted.Kpi && r.Variant == counted.Variant);

    private static bool AreSame(KpiRow row, decimal? numerator, decimal? denominator) => row.Numerator == numerator && row.Denominator == denominator;

    private static string Said(KpiRow row) => $"{row.Numerator} of {row.Denominator}";
}
