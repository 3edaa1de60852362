using System.Globalization;
using System.Text;

namespace Metrics.Reporting;

/// <summary>A report as a file that people open.</summary>
/// <param name="Format">Its name in options and addresses, and its ending.</param>
/// <param name="MediaType">What it is on the web.</param>
public sealed record ReportFile(string Format, string MediaType)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>All there are.</summary>
    public static IReadOnlyList<ReportFile> All { get; } =
    [
        new("md", "text/markdown; charset=utf-8"), new("html", "text/html; charset=utf-8"), new("csv", "text/csv; charset=utf-8"),
        new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ];

    /// <summary>The one of a name; null when it is none of them.</summary>
    public static ReportFile? Of(string? format) => All.FirstOrDefault(f => f.Format == format);

    /// <summary>Completes what is asked for such a file: months behind each row, receipts behind each number.</summary>
    public ReportQuestion Asks(ReportQuestion question) => question with { WithTrend = Format == "html", WithReceipts = question.WithReceipts || Format == "xlsx" };

    /// <summary>Its text; null when it isn't one.</summary>
    public string? Text(Report report, CultureInfo culture) => Format switch
    {
        "csv" => CsvReport.Write(report),
        "html" => HtmlReport.Write(report, culture),
        "md" => MarkdownReport.Write(report, culture),
        _ => null,
    };

    /// <summary>Writes it.</summary>
    public void Write(Report report, CultureInfo culture, Stream stream)
    {
        if (Text(report, culture) is { } text) stream.Write(Utf8.GetBytes(text));
        else XlsxReport.Write(report, culture, stream);
    }
}
