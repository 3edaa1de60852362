using System.Globalization;
using System.Text;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>A report as Markdown.</summary>
public static class MarkdownReport
{
    /// <summary>Writes it.</summary>
    public static string Write(Report report, CultureInfo culture)
    {
        var sv = culture.TwoLetterISOLanguageName == "sv";
        var notes = new Footnotes(culture);
        var text = new StringBuilder();
        text.Append(culture, $"# {report.Title(culture)} · {report.Period}\n\n*{Printed.Reach(report, culture)}*\n");
        foreach (var section in report.Rows.GroupBy(r => r.Section))
        {
            text.Append(culture, $"\n## {section.Key.Label.In(culture)}\n\n");
            if (Printed.Running(report, section.Key, culture) is { } running && !report.IsRunning) text.Append(culture, $"*{running}*\n\n");
            text.Append(culture, $"| {(sv ? "Indikator" : "Indicator")} | {string.Join(" | ", section.Key.Columns.Select(c => c.Heading))} |\n");
            text.Append(culture, $"|---|{string.Concat(section.Key.Columns.Select(c => ReportColumn.IsWord(c.Key) ? "---|" : "---:|"))}\n");
            foreach (var row in section)
            {
                var marks = string.Concat(notes.Of(row).Select(n => string.Create(CultureInfo.InvariantCulture, $" [{n}]")));
                var cells = section.Key.Columns.Select(c => Printed.Cell(row, c.Key, culture, report.Organisation.Report.Words));
                text.Append(culture, $"| {Cell(report.Name(row) is { Unit.Length: > 0 } name ? $"{name.Unit}: {name.Label}" : row.Label)}{marks} | {string.Join(" | ", cells.Select(Cell))} |\n");
            }

            foreach (var row in section.Where(r => r.Commentary is { Length: > 0 })) text.Append(culture, $"\n**{row.Label}.** {row.Commentary}\n");
        }

        if (notes.All.Count > 0) text.Append('\n');
        for (var i = 0; i < notes.All.Count; i++) text.Append(CultureInfo.InvariantCulture, $"[{i + 1}] {notes.All[i]}  \n");
        return text.ToString();
    }

    /// <summary>A text as a cell: what people wrote must not end it.</summary>
    internal static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
