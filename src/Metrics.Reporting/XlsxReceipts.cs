using System.Globalization;
using Metrics.Reporting.Xlsx;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>The sheet of receipts: a row for each number of the report, in words that anybody can follow.</summary>
internal sealed class XlsxReceipts
{
    private readonly XlsxSheet _sheet;
    private readonly int _headings;
    private readonly Dictionary<(ReportRow Row, string Column), int> _places;

    public XlsxReceipts(XlsxBook book, Report report, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        string In(string swedish, string english) => sv ? swedish : english;
        _sheet = book.Sheet(In("Kvitton", "Receipts"));
        _sheet.Row(XlsxCell.Text(In("Varifrån varje tal kommer, och vad det blir om det räknas om", "Where each number comes from, and what it is when it is calculated again"), XlsxFace.Title));
        _headings = _sheet.Row() + 1;
        _places = report.Receipts.Select((c, i) => (c, i)).ToDictionary(r => (r.c.Row, r.c.Column), r => _headings + 1 + r.i);
        var headings = report.Rows.SelectMany(r => r.Section.Columns.Select(c => (r.Section.Id, c.Key, c.Heading))).DistinctBy(c => (c.Id, c.Key)).ToDictionary(c => (c.Id, c.Key), c => c.Heading);
        _sheet.Table<CellReceipt>(
            [
                new(In("Avsnitt", "Section"), 20, false, c => XlsxCell.Text(c.Row.Section.Label.In(culture))),
                new(In("Indikator", "Indicator"), 44, false, c => XlsxCell.Text((c.Row.Unit is { } unit ? unit + ": " : "") + c.Row.Label)),
                new(In("Kolumn", "Column"), 24, false, c => XlsxCell.Text(headings.GetValueOrDefault((c.Row.Section.Id, c.Column), c.Column))),
                new(In("Värde", "Value"), 14, true, c => XlsxReport.Number(c.Row, c.Value)),
                new(In("Räknat om", "Calculated again"), 14, true, c => XlsxReport.Number(c.Row, c.Recalculated)),
                new(In("Lika", "The same"), 8, false, c => XlsxCell.Text(c.Agrees ? In("ja", "yes") : In("NEJ", "NO"))),
                new(In("Dagar", "Days"), 22, false, c => XlsxCell.Text(c.Period)),
                new(In("Täljare", "Numerator"), 14, true, c => XlsxCell.Number(c.Counted.Count == 0 ? null : c.Counted.Sum(r => r.Figure.Numerator), 0)),
                new(In("Nämnare", "Denominator"), 14, true, c => XlsxCell.Number(c.Counted.Any(r => r.Figure.IsRatio) ? c.Counted.Sum(r => r.Figure.Denominator) : null, 0)),
                new(In("Fakta", "Facts"), 12, true, c => XlsxCell.Number(c.Counted.Count == 0 ? null : c.Counted.Sum(r => r.Included), 0)),
                new(In("Händelser", "Events"), 12, true, c => XlsxCell.Number(c.Counted.Count == 0 ? null : c.Counted.Sum(r => r.Events), 0)),
                new(In("Utelämnat", "Left out"), 40, false, c => XlsxCell.Text(string.Join("; ", c.Counted.SelectMany(r => r.Excluded).Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Count} {e.Reason.In(culture)}"))))),
                new(In("Formel", "Formula"), 60, false, c => XlsxCell.Text(Formula(c))),
                new(In("Mål och beslut", "Target and decision"), 40, false, c => XlsxCell.Text(Decision(c))),
                new(In("Kalendrar och avtal", "Calendars and policies"), 40, false, c => XlsxCell.Text(string.Join("; ", c.Counted.SelectMany(r => r.Calendars.Concat(r.Policies)).Select(t => $"{t.Name}: {t.Says.In(culture)}").Distinct()))),
            ],
            report.Receipts);
    }

    /// <summary>Where a number's receipt stands; null when it has none.</summary>
    public string? PlaceOf(ReportRow row, string column) => _places.TryGetValue((row, column), out var at) ? _sheet.Place(at, 1) : null;

    private static string Formula(CellReceipt c)
    {
        if (c.Entered is { } entered) return string.Create(CultureInfo.InvariantCulture, $"{entered.Indicator}: entered for {entered.Day:uuuu-MM-dd}, read from {entered.ReadFrom} ({entered.Source}, {entered.StatementId})");
        if (c.Model is { } m)
            return string.Create(CultureInfo.InvariantCulture, $"{m.Forecast.Model}, from {m.Forecast.Origin:uuuu-MM-dd}, learnt from {m.Forecast.Learnt} months: {string.Join("; ", m.Forecast.Members.Select(x => $"{x.Method} {ModelPrognosis.Printed(c.Row.Indicator, x.Mean)} × {x.Weight.ToString("F2", CultureInfo.InvariantCulture)}"))}");
        return string.Join("; then ", c.Counted.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Figure.Kpi} {r.Figure.Variant} v{r.Version} {r.Figure.Period}: {r.Formula}")));
    }

    private static string Decision(CellReceipt c)
    {
        if (c.Decided is { } decided) return string.Create(CultureInfo.InvariantCulture, $"{decided.Year}: {decided.By}, {decided.DecidedOn:uuuu-MM-dd}");
        return c.Target is { } target ? string.Create(CultureInfo.InvariantCulture, $"{target.Year}: {target.Decision}, {target.DecidedOn:uuuu-MM-dd} ({target.Level}, {Words.Of(target.Kind)})") : "";
    }
}
