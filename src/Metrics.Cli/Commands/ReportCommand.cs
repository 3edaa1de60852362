using System.CommandLine;
using Metrics.Reporting;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Reports;
using NodaTime;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics report</c>: an organisation's report of a period.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Period = new("period") { Description = "A month (2023-11), a tertial (2023-T3) or a year (2023)." };
    private static readonly Option<string?> File = new("--out") { Description = "A file; standard output when there is none." };
    private static readonly Option<string> Format = Shared.Format("md", "html", "csv", "json");

    public static Command Create()
    {
        var command = new Command("report", "An organisation's report of a month, tertial or year.") { Period, Shared.Organisation, CutOptions.AsOf, File, Shared.Lang, Format };
        command.SetAction(parse =>
        {
            var organisation = Shared.OrganisationOf(parse);
            using var warehouse = Shared.Open(parse);
            var report = new ReportBuilder(warehouse).Build(organisation, parse.GetValue(Period)!, Shared.Moment(parse, CutOptions.AsOf, organisation));
            var text = parse.GetValue(Format) switch
            {
                "json" => Output.JsonText(Json(report)) + "\n",
                "csv" => CsvReport.Write(report),
                "html" => HtmlReport.Write(report, Shared.Culture(parse)),
                _ => MarkdownReport.Write(report, Shared.Culture(parse)),
            };
            if (parse.GetValue(File) is { } file) System.IO.File.WriteAllText(file, text);
            else Console.Write(text);
        });
        return command;
    }

    private static object Json(Report report) => new
    {
        organisation = report.Organisation.Id,
        period = report.Period,
        running = report.IsRunning,
        until = report.Until.PlusDays(-1).ToString("uuuu-MM-dd", null),
        rows = report.Rows.Select(r => new
        {
            kpi = r.Indicator.Formulas[^1].Kpi,
            unit = r.Indicator.Unit,
            indicator = r.Label,
            valueUnit = Words.Of(r.Indicator.PrintedAs),
            outcomeYtdLastYear = r.OutcomeYtdLastYear,
            outcomeYtd = r.OutcomeYtd,
            targetYtd = r.TargetYtd,
            forecastDecided = r.Decided?.Value,
            forecastDecidedOn = r.Decided?.DecidedOn.ToString("uuuu-MM-dd", null),
            forecastFullYear = (decimal?)null,
            forecastLow = (decimal?)null,
            forecastHigh = (decimal?)null,
            targetYear = r.Target?.Value,
            r12 = r.R12,
            status = Words.Of(r.Status),
            forecastStatus = Words.Of(TargetStatus.NotAssessable),
            section = r.Section.Id,
            running = report.RunningUntil(r.Section) is not null || report.IsRunning,
            readFrom = r.ReadFrom,
            columns = r.Years.ToDictionary(y => $"outcomeYear{y.Key}", y => y.Value, StringComparer.Ordinal),
        }),
    };
}
