using System.Globalization;
using Metrics.Reporting.Xlsx;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>A report as a spreadsheet: a sheet a section, every number one that can be counted with.</summary>
public static class XlsxReport
{
    private const double LabelWidth = 44;
    private const double NumberWidth = 16;
    private const double DayWidth = 12;
    private const double StatusWidth = 18;

    /// <summary>Writes it; the stream need not be able to seek, and stays open.</summary>
    public static void Write(Report report, CultureInfo culture, Stream stream)
    {
        var book = new XlsxBook();
        foreach (var section in report.Rows.GroupBy(r => r.Section)) Section(book, report, section.Key, section, culture);
        XlsxFile.Write(book, stream);
    }

    private static void Section(XlsxBook book, Report report, ReportSection section, IEnumerable<ReportRow> rows, CultureInfo culture)
    {
        var sheet = book.Sheet(section.Label.In(culture));
        sheet.Row(XlsxCell.Text($"{report.Organisation.Label.In(culture)} · {report.Period}", XlsxFace.Title));
        sheet.Row(XlsxCell.Text(Printed.Reach(report, culture), XlsxFace.Remark));
        if (Printed.StillRuns(report, section, culture) is { } running) sheet.Row(XlsxCell.Text(running, XlsxFace.Remark));
        sheet.Row();
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var label = new XlsxColumn<ReportRow>(sv ? "Indikator" : "Indicator", LabelWidth, false, r => XlsxCell.Text((r.Indicator.Unit is { } unit ? unit + ": " : "") + r.Label));
        sheet.Table([label, .. section.Columns.SelectMany(c => Columns(c.Key, c.Heading, culture))], rows);
    }

    // A column of the layout: one of the sheet, or two where a day belongs to the number.
    private static IEnumerable<XlsxColumn<ReportRow>> Columns(string key, string heading, CultureInfo culture)
    {
        if (key.EndsWith("status", StringComparison.Ordinal))
        {
            yield return new(heading, StatusWidth, false, r => Status(r, key, culture));
            yield break;
        }

        yield return new(heading, NumberWidth, true, r => Number(r, key));
        if (key == "forecast-decided")
            yield return new(culture.TwoLetterISOLanguageName == "sv" ? $"{heading}, beslutad" : $"{heading}, decided", DayWidth, true, r => XlsxCell.Day(r.Decided?.DecidedOn));
    }

    // What has no forecast has no status of it either.
    private static XlsxCell Status(ReportRow row, string key, CultureInfo culture)
        => key == "status" ? XlsxCell.Text(Printed.Status(row.Status, culture.TwoLetterISOLanguageName == "sv")) : XlsxCell.Empty;

    private static XlsxCell Number(ReportRow row, string key)
    {
        var value = Value(row, key);
        var sign = key == "target-year" ? Printed.Sign(row.Target) : "";
        return row.Indicator.PrintedAs == PrintUnit.Percent ? XlsxCell.Percent(value, row.Indicator.Decimals, sign) : XlsxCell.Number(value, row.Indicator.Decimals, sign);
    }

    private static decimal? Value(ReportRow row, string key) => key switch
    {
        "outcome-year-2" => row.Years.MinBy(y => y.Key).Value,
        "outcome-year-1" => row.Years.MaxBy(y => y.Key).Value,
        "outcome-ytd-last-year" => row.OutcomeYtdLastYear,
        "outcome-ytd" => row.OutcomeYtd,
        "target-ytd" => row.TargetYtd,
        "target-year" => row.Target?.Value,
        "r12" => row.R12,
        "forecast-decided" => row.Decided?.Value,
        "forecast-model" => null,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "is no column of a report"),
    };
}
