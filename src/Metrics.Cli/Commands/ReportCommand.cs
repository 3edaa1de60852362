using System.CommandLine;
using System.Globalization;
using Metrics.Forecasting;
using Metrics.Reporting;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics report</c>: an organisation's report of a period.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Period = new("period") { Description = "A month (2023-11), a tertial (2023-T3) or a year (2023)." };
    private static readonly Option<string?> File = new("--out") { Description = "A file; standard output when there is none." };
    private static readonly Option<string?> Said = new("--commentary") { Description = "A text file of what is said of indicators: a line '## indicator', and the text below it." };
    private static readonly Option<string?> Receipts = new("--receipts") { Description = "Write the receipt of every number to this file, as JSON." };
    private static readonly Option<string?> CompareWith = new("--compare") { Description = "What changed since it was as known then (--as-of, or its last publication): now, a day or a date-time." };
    private static readonly Option<bool> Publish = new("--publish") { Description = "Record it as published, with its figures as known now (or --as-of)." };
    private static readonly Option<string> Format = Shared.Format([.. ReportFile.All.Select(f => f.Format), "json"]);

    public static Command Create()
    {
        var command = new Command("report", "An organisation's report of a month, tertial or year.") { Period, Shared.Organisation, CutOptions.Customer, CutOptions.AsOf, CompareWith, Publish, Said, Receipts, File, Shared.Lang, Format };
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
            AsOf = Shared.MomentOf(parse, CutOptions.AsOf, organisation),
            WithReceipts = parse.GetValue(Receipts) is not null,
            Commentary = BesideService.PathOf(parse, Said) is { } said ? Commentary.Read(said, System.IO.File.ReadAllText(said), organisation.Report) : Commentary.None,
        };
        if (ReportFile.Of(format) is { } asked) question = asked.Asks(question);
        using var warehouse = Shared.Open(parse);
        if (parse.GetValue(CompareWith) is not null)
        {
            Compare(parse, warehouse, question, format);
            return;
        }

        // What is published is what is known at that moment, so that it can be made again.
        if (parse.GetValue(Publish) && question.AsOf is null) question = question with { AsOf = warehouse.Now };
        var report = new ReportBuilder(warehouse, new YearForecaster()).Build(question);
        if (BesideService.PathOf(parse, Receipts) is { } receipts) System.IO.File.WriteAllText(receipts, Output.JsonText(ReportJson.Receipts(report, r => KpiJson.Of(r, null))) + "\n");
        Write(report, format, BesideService.PathOf(parse, File), Shared.Culture(parse));
        if (parse.GetValue(Publish))
            new ReportQuery(warehouse).Publish(new Publication(organisation.Id, question.Period, question.Customer, question.AsOf!.Value, warehouse.Now, Output.JsonText(ReportJson.Of(report))));
    }

    private static void Compare(ParseResult parse, MetricsWarehouse warehouse, ReportQuestion question, string format)
    {
        if (format is not ("md" or "json")) throw new UsageException("--compare: what changed is printed as md or json");
        if (parse.GetValue(Publish)) throw new UsageException("--compare and --publish don't go together");
        if (parse.GetValue(Receipts) is not null) throw new UsageException("--compare and --receipts don't go together; a comparison names the events behind each change");
        var published = question.AsOf is null && new ReportQuery(warehouse).Published(question.Organisation, question.Period, question.Customer) is [.., var last] ? last : null;
        var asOf = question.AsOf ?? published?.AsOf
            ?? throw new UsageException($"--compare: the report of {question.Period} was never published (--publish); name with --as-of when it was as it is compared with");
        var later = parse.GetValue(CompareWith) == "now" ? null : Shared.MomentOf(parse, CompareWith, question.Organisation);
        if (later <= asOf) throw new UsageException("--compare: must be later than what it is compared with");
        var comparison = new ReportBuilder(warehouse, new YearForecaster()).Compare(question with { AsOf = asOf }, later);
        comparison = comparison with { Published = published, PublishedDiffers = published is not null && !ReportJson.SameFigures(published.Report, Output.JsonText(ReportJson.Of(comparison.Before))) };
        var text = format == "json" ? Output.JsonText(ComparisonText.Json(comparison)) + "\n" : ComparisonText.Markdown(comparison, Shared.Culture(parse));
        if (BesideService.PathOf(parse, File) is { } file) System.IO.File.WriteAllText(file, text);
        else Console.Write(text);
    }

    /// <summary>Writes a report to a file, or to standard output when none is named.</summary>
    public static void Write(Report report, string format, string? file, CultureInfo culture)
    {
        var asked = ReportFile.Of(format);
        if ((asked is null ? Output.JsonText(ReportJson.Of(report)) + "\n" : asked.Text(report, culture)) is { } text)
        {
            if (file is null) Console.Write(text);
            else System.IO.File.WriteAllText(file, text);
            return;
        }

        using var stream = file is null ? BesideService.StandardOutput() : System.IO.File.Create(file);
        asked!.Write(report, culture, stream);
    }
}
