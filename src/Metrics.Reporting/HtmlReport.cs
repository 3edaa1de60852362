using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>A report as one self-contained HTML file that prints on A4, in black and white too.</summary>
public static class HtmlReport
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        :root { color-scheme: light; }
        body { font: 11pt/1.45 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: #111; background: #fff; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin: 0 0 .2rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
        p { margin: .3rem 0; } .running { font-style: italic; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: #333; font-size: .9rem; padding-bottom: .3rem; }
        th, td { padding: .3rem .5rem; border-bottom: 1px solid #999; vertical-align: top; }
        thead th { border-bottom: 2px solid #111; text-align: right; font-weight: 600; } thead th:first-child, thead th.word { text-align: left; }
        tbody th { text-align: left; font-weight: 400; } td { text-align: right; white-space: nowrap; } td.word { text-align: left; white-space: normal; }
        .unit { color: #333; } .mark { display: inline-block; width: 1.1em; } small { color: #333; font-size: .82em; } small.range { white-space: normal; }
        td.trend { padding-top: .2rem; padding-bottom: 0; } svg { vertical-align: middle; }
        .said { margin: .6rem 0 0; } .said p { margin: .2rem 0; }
        footer { margin-top: 1.2rem; font-size: .85rem; color: #333; }
        @page { size: A4 landscape; margin: 12mm; }
        @media print { body { margin: 0; max-width: none; padding: 0; font-size: 8pt; } th, td { padding: .2rem .35rem; } tr { break-inside: avoid; } h2 { break-after: avoid; } thead { display: table-header-group; } }
        @media (max-width: 40rem) { section { overflow-x: auto; } }
        """;

    /// <summary>Writes it.</summary>
    public static string Write(Report report, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var title = Text($"{report.Title(culture)} · {report.Period}");
        var html = new StringBuilder();
        html.Append(culture, $"<!doctype html>\n<html lang=\"{(sv ? "sv" : "en")}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n");
        html.Append(culture, $"<p{(report.IsRunning ? " class=\"running\"" : "")}>{Text(Printed.Reach(report, culture))}</p>\n");
        var notes = new Footnotes(culture);
        foreach (var section in report.Rows.GroupBy(r => r.Section)) Section(html, report, section, culture, notes);
        if (notes.All.Count > 0)
            html.Append(culture, $"<footer>\n<h2>{(sv ? "Noter" : "Notes")}</h2>\n<ol>\n{string.Concat(notes.All.Select((n, i) => $"<li id=\"n{i + 1}\">{Text(n)}</li>\n"))}</ol>\n</footer>\n");
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Section(StringBuilder html, Report report, IGrouping<ReportSection, ReportRow> section, CultureInfo culture, Footnotes notes)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var id = Text(section.Key.Id);
        var trend = section.Any(r => r.Trend.Count > 0);
        // A wide table is scrolled on a small screen, by keyboard too.
        html.Append(culture, $"<section aria-labelledby=\"{id}\" tabindex=\"0\">\n<h2 id=\"{id}\">{Text(section.Key.Label.In(culture))}</h2>\n<table aria-labelledby=\"{id}\">\n");
        if (Printed.Running(report, section.Key, culture) is { } running) html.Append(culture, $"<caption class=\"running\">{Text(running)}</caption>\n");
        html.Append(culture, $"<thead><tr><th scope=\"col\">{(sv ? "Indikator" : "Indicator")}</th>");
        foreach (var (key, heading) in section.Key.Columns) html.Append(culture, $"<th scope=\"col\"{(ReportColumn.IsWord(key) ? " class=\"word\"" : "")}>{Text(heading)}</th>");
        html.Append(culture, $"{(trend ? $"<th scope=\"col\">{(sv ? "24 månader" : "24 months")}</th>" : "")}</tr></thead>\n<tbody>\n");
        foreach (var row in section) Row(html, report, row, culture, notes, trend);
        html.Append("</tbody>\n</table>\n");
        foreach (var row in section.Where(r => r.Commentary is { Length: > 0 }))
            html.Append(culture, $"<div class=\"said\"><p><strong>{Text(row.Label)}</strong></p>{string.Concat(row.Commentary!.Split("\n\n").Select(p => $"<p>{Text(p)}</p>"))}</div>\n");
        html.Append("</section>\n");
    }

    private static void Row(StringBuilder html, Report report, ReportRow row, CultureInfo culture, Footnotes notes, bool trend)
    {
        var note = culture.TwoLetterISOLanguageName == "sv" ? "not" : "note";
        var marks = string.Join(' ', notes.Of(row).Select(n => string.Create(CultureInfo.InvariantCulture, $"<a href=\"#n{n}\" aria-label=\"{note} {n}\">{n}</a>")));
        html.Append(culture, $"<tr><th scope=\"row\">{(report.Name(row).Unit is { Length: > 0 } unit ? $"<span class=\"unit\">{Text(unit)}:</span> " : "")}{Text(row.Label)}{(marks.Length > 0 ? $"<sup>{marks}</sup>" : "")}</th>");
        foreach (var (key, _) in row.Section.Columns)
        {
            var text = Text(Printed.Cell(row, key, culture, report.Organisation.Report.Words));
            // How a row stands is told by word and shape; colour would add nothing in print.
            if (ReportColumn.IsWord(key)) html.Append(culture, $"<td class=\"word\"><span class=\"mark\" aria-hidden=\"true\">{Mark(key == ReportColumn.Status ? row.Status : row.ForecastStatus)}</span>{text}</td>");
            else if (key == ReportColumn.ForecastDecided && row.Decided is { } decided) html.Append(culture, $"<td>{Text(Printed.Number(row, decided.Value, culture))}<br><small>{Printed.Day(decided.DecidedOn, culture)}</small></td>");
            else if (key == ReportColumn.ForecastModel && Printed.Interval(row, culture) is { } interval) html.Append(culture, $"<td>{Text(Printed.Number(row, row.Model!.Value, culture))}<br><small class=\"range\">{Text(interval)}</small></td>");
            else html.Append(culture, $"<td>{text}</td>");
        }

        html.Append(culture, $"{(trend ? $"<td class=\"trend\">{TrendLine.Svg(row, culture)}</td>" : "")}</tr>\n");
    }

    private static string Mark(TargetStatus status) => status switch
    {
        TargetStatus.Met => "●",
        TargetStatus.Partly => "▲",
        TargetStatus.NotMet => "■",
        _ => "–",
    };

    private static string Text(string text) => Encoder.Encode(text);
}
