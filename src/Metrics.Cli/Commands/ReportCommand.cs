using System.CommandLine;
using System.Globalization;
using Metrics.Reporting;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics report</c>: an organisation's report of a period.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Period = new("period") { Description = "A month (2023-11), a tertial (2023-T3) or a year (2023)." };
    private static readonly Option<string?> File = new("--out") { Description = "A file; standard output when there is none." };
    private static readonly Option<string?> Said = new("--commentary") { Description = "A text file of what is said of indicators: a line '## indicator', and the text below it." };
    private static readonly Option<string?> Receipts = new("--receipts") { Description = "Write the receipt of every number to this file, as JSON." };
    private static readonly Option<string> Format = Shared.Format("md", "html", "xlsx", "csv", "json");

    public static Command Create()
    {
        var command = new Command("report", "An organisation's report of a month, tertial or year.") { Period, Shared.Organisation, CutOptions.Customer, CutOptions.AsOf, Said, Receipts, File, Shared.Lang, Format };
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult parse)
    {
        var organisation = Shared.OrganisationOf(parse);
        var format = parse.GetValue(Format)!;
        var question = new ReportQuestion(organisation, parse.GetValue(Period)!)
        {
            Customer = parse.GetValue(CutOptions.Customer),
            AsOf = Shared.Moment(parse, CutOptions.AsOf, organisation),
            WithTrend = format == "html",
            WithReceipts = format == "xlsx" || parse.GetValue(Receipts) is not null,
            Commentary = parse.GetValue(Said) is { } said ? Commentary.Read(said, System.IO.File.ReadAllText(said), organisation.Report) : Commentary.None,
        };
        using var warehouse = Shared.Open(parse);
        var report = new ReportBuilder(warehouse).Build(question);
        if (parse.GetValue(Receipts) is { } receipts) System.IO.File.WriteAllText(receipts, Output.JsonText(ReportJson.Receipts(report, r => KpiJson.Of(r, null))) + "\n");
        Write(report, format, parse.GetValue(File), Shared.Culture(parse));
    }

    /// <summary>Writes a report to a file, or to standard output when none is named.</summary>
    public static void Write(Report report, string format, string? file, CultureInfo culture)
    {
        if (format == "xlsx")
        {
            using var stream = file is null ? Console.OpenStandardOutput() : System.IO.File.Create(file);
            XlsxReport.Write(report, culture, stream);
            return;
        }

        var text = format switch
        {
            "json" => Output.JsonText(ReportJson.Of(report)) + "\n",
            "csv" => CsvReport.Write(report),
            "html" => HtmlReport.Write(report, culture),
            _ => MarkdownReport.Write(report, culture),
        };
        if (file is not null) System.IO.File.WriteAllText(file, text);
        else Console.Write(text);
    }
}
