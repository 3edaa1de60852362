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
public sealed class Agreement(MetricsWarehouse warehouse, WallView wall)
{
    private readonly LocalDate _today = warehouse.Today(wall.Organisation, null);

    private IEnumerable<string> Months => ((LocalDate[])[_today.PlusMonths(-1), _today]).Select(d => PeriodKey.Of(PeriodKind.Month, d));

    /// <summary>What doesn't agree, in words; empty when all does.</summary>
    public IReadOnlyList<string> Differences() => [.. Today(_ => true), .. Months.SelectMany(m => Reported(m, null)), .. Shown()];

    /// <summary>The parts of it, each about a tile or a row of a report: any of them can be asked at another moment.</summary>
    public IReadOnlyList<Func<Agreement, IEnumerable<string>>> Parts() =>
    [
        .. wall.Tiles.Select(t => new Func<Agreement, IEnumerable<string>>(a => a.Today(other => (other.Unit, other.Channel) == (t.Unit, t.Channel)))),
        .. Months.SelectMany(m => Report(m, _ => false)?.Rows.Select(r => new Func<Agreement, IEnumerable<string>>(a => a.Reported(m, other => IsSame(other, r)))) ?? []),
        a => a.Shown(),
    ];

    private static bool IsSame(ReportRow one, ReportRow other) => (one.Section.Id, one.Indicator.Id, one.Member) == (other.Section.Id, other.Indicator.Id, other.Member);

    private IEnumerable<string> Today(Func<WallTile, bool> of)
    {
        var day = PeriodKey.Of(PeriodKind.Day, _today);
        foreach (var tile in wall.Tiles.Where(t => t.ServiceLevel is not null && t.Unit is not null && of(t)))
        {
            var only = new Dictionary<Dimension, string> { [Dimension.Unit] = tile.Unit! };
            if (tile.Channel is { } channel) only[Dimension.Channel] = channel;
            var shown = tile.ServiceLevel!;
            var receipt = new Explainer(warehouse).Explain(new KpiQuestion { Organisation = wall.Organisation, Kpis = [shown.Kpi], Only = only, Variant = shown.Variant, CountsEvents = false }, day, null).Kpi!;
            if (!receipt.Agrees || !AreSame(shown, receipt.Figure.Numerator, receipt.Figure.Denominator))
                yield return $"{shown.Kpi} of {tile.Name} {day}: the wall says {Said(shown)}, its receipt {Said(receipt.Figure)}, the facts {receipt.RecountedNumerator} of {receipt.RecountedDenominator}";
        }
    }

    private IEnumerable<string> Reported(string period, Func<ReportRow, bool>? of) => Report(period, of)?.Receipts.Where(r => !r.Agrees)
        .Select(cell => $"{cell.Row.Indicator.Id}, {cell.Column}, {period}: the report says {cell.Value}, the facts give {cell.Recalculated}") ?? [];

    private IEnumerable<string> Shown()
    {
        var period = Months.Last();
        foreach (var row in Report(period, _ => false)?.Rows.Where(r => r is { Member: null, Indicator.Only.Count: 0 }) ?? [])
        {
            var outcome = row.Outcomes.GetValueOrDefault(ReportColumn.OutcomePeriod);
            if (outcome?.Counting.LastOrDefault()?.Figure is not { } counted || Month(row.Indicator.Unit, counted) is not { } shown) continue;
            if (!AreSame(shown, outcome.Numerator, outcome.Denominator)) yield return $"{row.Indicator.Id} {period}: the wall says {Said(shown)}, the report {outcome.Numerator} of {outcome.Denominator}";
        }
    }

    // Nothing is told of the month, or the organisation has no report.
    private Report? Report(string period, Func<ReportRow, bool>? receiptsOf)
    {
        try
        {
            return new ReportBuilder(warehouse).Build(new ReportQuestion(wall.Organisation, period) { WithReceipts = true, ReceiptsOf = receiptsOf, CountsEvents = false });
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
