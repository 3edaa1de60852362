using System.Globalization;
using System.Text;

namespace Metrics.Reporting;

/// <summary>A report as Markdown.</summary>
public static class MarkdownReport
{
    /// <summary>Writes it.</summary>
    public static string Write(Report report, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var text = new StringBuilder();
        text.Append(culture, $"# {report.Organisation.Label.In(culture)} · {report.Period}\n");
        if (report.IsRunning) text.Append(culture, $"\n*{(sv ? "Perioden pågår: till och med" : "Still running: to")} {report.Until.PlusDays(-1).ToString("uuuu-MM-dd", culture)}.*\n");
        foreach (var section in report.Rows.GroupBy(r => r.Section))
        {
            text.Append(culture, $"\n## {section.Key.Label.In(culture)}\n\n");
            if (report.RunningUntil(section.Key) is { } end && !report.IsRunning)
                text.Append(culture, $"*{(sv ? "Pågår: slutar" : "Still running: ends")} {end.ToString("uuuu-MM-dd", culture)}.*\n\n");
            text.Append(culture, $"| {(sv ? "Indikator" : "Indicator")} | {string.Join(" | ", section.Key.Columns.Select(c => c.Heading))} |\n");
            text.Append(culture, $"|---|{string.Concat(section.Key.Columns.Select(c => c.Key.EndsWith("status", StringComparison.Ordinal) ? "---|" : "---:|"))}\n");
            foreach (var row in section)
                text.Append(culture, $"| {(row.Indicator.Unit is { } unit ? unit + ": " : "")}{row.Label} | {string.Join(" | ", section.Key.Columns.Select(c => Printed.Cell(row, c.Key, culture)))} |\n");
        }

        return text.ToString();
    }
}
