using System.Globalization;
using Metrics.Reporting.Xlsx;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>A report as a spreadsheet: a sheet a section, every number one that can be counted with and that leads to its receipt.</summary>
public static class XlsxReport
{
    private const double LabelWidth = 44;
    private const double NumberWidth = 16;
    private const double DayWidth = 12;
    private const double StatusWidth = 18;
    private const double NotesWidth = 8;

    /// <summary>Writes it; the stream need not be able to seek, and stays open.</summary>
    public static void Write(Report report, CultureInfo culture, Stream stream)
    {
        var book = new XlsxBook();
        var sections = report.Rows.GroupBy(r => r.Section).Select(s => (s.Key, Rows: s.ToArray(), Sheet: book.Sheet(s.Key.Label.In(culture)))).ToArray();
        var receipts = report.Receipts.Count > 0 ? new XlsxReceipts(book, report, culture) : null;
        foreach (var (section, rows, sheet) in sections) Section(sheet, report, section, rows, receipts, culture);
        XlsxFile.Write(book, stream);
    }

    private static void Section(XlsxSheet sheet, Report report, ReportSection section, ReportRow[] rows, XlsxReceipts? receipts, CultureInfo culture)
    {
        sheet.Row(XlsxCell.Text($"{report.Title(culture)} · {report.Period}", XlsxFace.Title));
        sheet.Row(XlsxCell.Text(Printed.Reach(report, culture), XlsxFace.Remark));
        if (Printed.Running(report, section, culture) is { } running) sheet.Row(XlsxCell.Text(running, XlsxFace.Remark));
        sheet.Row();
        var notes = new Footnotes(culture);
        var marks = rows.ToDictionary(r => r, r => string.Join(", ", notes.Of(r)));
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var label = new XlsxColumn<ReportRow>(sv ? "Indikator" : "Indicator", LabelWidth, false, r => XlsxCell.Text(report.Name(r) is { Unit.Length: > 0 } name ? $"{name.Unit}: {name.Label}" : r.Label));
        // A label stays one that can be looked up: the notes' numbers have a column of their own.
        var noted = new XlsxColumn<ReportRow>(sv ? "Noter" : "Notes", NotesWidth, false, r => XlsxCell.Text(marks[r]));
        sheet.Table([label, .. section.Columns.SelectMany(c => Columns(report, c.Key, c.Heading, receipts, culture)), .. notes.All.Count > 0 ? [noted] : Array.Empty<XlsxColumn<ReportRow>>()], rows);
        if (notes.All.Count > 0 || rows.Any(r => r.Commentary is { Length: > 0 })) sheet.Row();
        foreach (var row in rows.Where(r => r.Commentary is { Length: > 0 })) sheet.Row(XlsxCell.Text($"{row.Label}: {row.Commentary!.ReplaceLineEndings(" ")}"));
        for (var i = 0; i < notes.All.Count; i++) sheet.Row(XlsxCell.Text(string.Create(CultureInfo.InvariantCulture, $"[{i + 1}] {notes.All[i]}"), XlsxFace.Remark));
    }

    // A column of the layout: one of the sheet, or more where a day or bounds belong to the number.
    private static IEnumerable<XlsxColumn<ReportRow>> Columns(Report report, string key, string heading, XlsxReceipts? receipts, CultureInfo culture)
    {
        if (ReportColumn.IsWord(key))
        {
            yield return new(heading, StatusWidth, false, r => XlsxCell.Text(Printed.Cell(r, key, culture, report.Organisation.Report.Words)));
            yield break;
        }

        yield return new(heading, NumberWidth, true, r => Number(r, key) is var cell && receipts?.PlaceOf(r, key) is { } place && cell.Value is not null ? cell.To(place) : cell);
        if (key == ReportColumn.ForecastModel)
        {
            yield return new($"{heading}, 10 %", NumberWidth, true, r => Number(r, r.Model?.Low80));
            yield return new($"{heading}, 90 %", NumberWidth, true, r => Number(r, r.Model?.High80));
        }

        if (key == ReportColumn.ForecastDecided)
            yield return new(culture.TwoLetterISOLanguageName == "sv" ? $"{heading}, beslutad" : $"{heading}, decided", DayWidth, true, r => XlsxCell.Day(r.Decided?.DecidedOn));
    }

    /// <summary>A row's number as a cell.</summary>
    internal static XlsxCell Number(ReportRow row, string key)
    {
        var target = key switch { ReportColumn.TargetYear => row.Target, ReportColumn.TargetNextYear => row.TargetNextYear, _ => null };
        return Number(row, row.Number(key), Printed.Sign(target));
    }

    /// <summary>A number in a row's unit as a cell.</summary>
    internal static XlsxCell Number(ReportRow row, decimal? value, string sign = "") => row.Indicator.PrintedAs == PrintUnit.Percent
        ? XlsxCell.Percent(value, row.Indicator.Decimals, sign)
        : XlsxCell.Number(value, row.Indicator.Decimals, sign);
}
