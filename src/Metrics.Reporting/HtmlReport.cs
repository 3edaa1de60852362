using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Metrics.Reporting;

/// <summary>A report as one self-contained HTML file that prints on A4, in black and white too.</summary>
public static class HtmlReport
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        :root { color-scheme: light; }
        body { font: 11pt/1.45 system-ui, "Segoe UI", "Liberation Sans", sans-serif; color: #111; background: #fff; margin: 2rem auto; max-width: 68rem; padding: 0 1rem; }
        h1 { font-size: 1.5rem; margin: 0 0 .2rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
        p { margin: .3rem 0; } .running { font-style: italic; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: #333; font-size: .9rem; padding-bottom: .3rem; }
        th, td { padding: .3rem .5rem; border-bottom: 1px solid #999; vertical-align: top; }
        thead th { border-bottom: 2px solid #111; text-align: right; font-weight: 600; } thead th:first-child, thead th.word { text-align: left; }
        tbody th { text-align: left; font-weight: 400; } td { text-align: right; white-space: nowrap; } td.word { text-align: left; }
        .unit { color: #333; } .mark { display: inline-block; width: 1.1em; } small { color: #333; }
        footer { margin-top: 1.2rem; font-size: .85rem; color: #333; }
        @page { size: A4 landscape; margin: 12mm; }
        @media print { body { margin: 0; max-width: none; padding: 0; font-size: 9pt; } section { break-inside: avoid; } }
        @media (max-width: 40rem) { section { overflow-x: auto; } }
        """;

    /// <summary>Writes it.</summary>
    public static string Write(Report report, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var title = $"{report.Organisation.Label.In(culture)} · {report.Period}";
        var html = new StringBuilder();
        html.Append(culture, $"<!doctype html>\n<html lang=\"{(sv ? "sv" : "en")}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Text(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n<h1>{Text(title)}</h1>\n");
        html.Append(culture, $"<p{(report.IsRunning ? " class=\"running\"" : "")}>{Text(Printed.Reach(report, culture))}</p>\n");
        var notes = new List<string>();
        foreach (var section in report.Rows.GroupBy(r => r.Section))
        {
            // On a phone a section scrolls sideways, which the keyboard must reach.
            html.Append(culture, $"<section tabindex=\"0\" aria-labelledby=\"{Text(section.Key.Id)}\">\n<h2 id=\"{Text(section.Key.Id)}\">{Text(section.Key.Label.In(culture))}</h2>\n<table aria-labelledby=\"{Text(section.Key.Id)}\">\n");
            if (Printed.StillRuns(report, section.Key, culture) is { } running) html.Append(culture, $"<caption class=\"running\">{Text(running)}</caption>\n");
            html.Append(culture, $"<thead><tr><th scope=\"col\">{(sv ? "Indikator" : "Indicator")}</th>");
            foreach (var (key, heading) in section.Key.Columns) html.Append(culture, $"<th scope=\"col\"{(IsWord(key) ? " class=\"word\"" : "")}>{Text(heading)}</th>");
            html.Append("</tr></thead>\n<tbody>\n");
            foreach (var row in section) Row(html, row, culture, notes);
            html.Append("</tbody>\n</table>\n</section>\n");
        }

        if (notes.Count > 0) html.Append(culture, $"<footer>\n<ol>\n{string.Concat(notes.Select((n, i) => $"<li id=\"n{i + 1}\">{Text(n)}</li>\n"))}</ol>\n</footer>\n");
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Row(StringBuilder html, ReportRow row, CultureInfo culture, List<string> notes)
    {
        var unit = row.Indicator.Unit is { } u ? $"<span class=\"unit\">{Text(u)}:</span> " : "";
        html.Append(culture, $"<tr><th scope=\"row\">{unit}{Text(row.Label)}{Note(row, culture, notes)}</th>");
        foreach (var (key, _) in row.Section.Columns)
        {
            var text = Text(Printed.Cell(row, key, culture));
            // The status is told by word and shape; colour would add nothing in print.
            if (key == "status") html.Append(culture, $"<td class=\"word\"><span class=\"mark\" aria-hidden=\"true\">{Mark(row.Status)}</span>{text}</td>");
            else html.Append(culture, $"<td{(IsWord(key) ? " class=\"word\"" : "")}>{text}</td>");
        }

        html.Append("</tr>\n");
    }

    // Entered values and targets that a decision changed say where they come from.
    private static string Note(ReportRow row, CultureInfo culture, List<string> notes)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var parts = new List<string>();
        if (row.ReadFrom is { } source) parts.Add(sv ? $"inmatat, läst ur {source}" : $"entered, read from {source}");
        else if (row.YearsReadFrom is { } before) parts.Add(sv ? $"hela år tidigare inmatade, lästa ur {before}" : $"whole years before entered, read from {before}");
        if (row.Target is { } target && row.Indicator.Targets.Count(t => t.Year == target.Year) > 1)
            parts.Add(sv ? $"mål enligt {target.Decision}, {Day(target.DecidedOn, culture)}" : $"target by {target.Decision}, {Day(target.DecidedOn, culture)}");
        if (parts.Count == 0) return "";
        // The same origin is one note, however many rows share it.
        var joined = string.Join("; ", parts);
        var note = $"{char.ToUpper(joined[0], culture)}{joined[1..]}.";
        if (!notes.Contains(note)) notes.Add(note);
        var number = notes.IndexOf(note) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"<sup><a href=\"#n{number}\" aria-label=\"{(sv ? "fotnot" : "note")} {number}\">{number}</a></sup>");
    }

    private static string Mark(TargetStatus status) => status switch
    {
        TargetStatus.Met => "●",
        TargetStatus.Partly => "▲",
        TargetStatus.NotMet => "■",
        _ => "–",
    };

    private static bool IsWord(string key) => key.EndsWith("status", StringComparison.Ordinal);

    private static string Day(NodaTime.LocalDate day, CultureInfo culture) => day.ToString("uuuu-MM-dd", culture);

    private static string Text(string text) => Encoder.Encode(text);
}
