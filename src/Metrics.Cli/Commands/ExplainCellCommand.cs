using System.CommandLine;
using System.Globalization;
using Metrics.Forecasting;
using Metrics.Reporting;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics explain cell</c>: where a number of a report comes from.</summary>
internal static class ExplainCellCommand
{
    private static readonly Argument<string> Indicator = new("indicator") { Description = "The indicator: its id or what the report calls it." };
    private static readonly Option<string> Period = new("--period") { Description = "The report: 2023-11, 2023-T3 or 2023.", Required = true };
    private static readonly Option<string> Column = new("--column") { Description = "The column.", DefaultValueFactory = _ => ReportColumn.OutcomeYtd };
    private static readonly Option<string?> Section = new("--section") { Description = "The section's id, where several have the indicator; else the first." };
    private static readonly Option<string?> Member = new("--member") { Description = "The member, in a section with a row for each." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        Column.AcceptOnlyFromAmong([.. ReportColumn.All]);
        var command = new Command("cell", "Where a number of a report comes from.") { Indicator, Period, Column, Section, Member, Shared.Organisation, CutOptions.Customer, CutOptions.AsOf, Shared.Lang, Format };
        command.SetAction(parse =>
        {
            var organisation = Shared.OrganisationOf(parse);
            using var warehouse = Shared.Open(parse);
            var question = new ReportQuestion(organisation, parse.GetValue(Period)!) { Customer = parse.GetValue(CutOptions.Customer), AsOf = Shared.MomentOf(parse, CutOptions.AsOf, organisation) };
            var receipt = new ReportBuilder(warehouse, new YearForecaster()).Explain(question, parse.GetValue(Indicator)!, parse.GetValue(Column)!, parse.GetValue(Section), parse.GetValue(Member));
            return Print(receipt, receipt.Row.Target, parse.GetValue(Format) == "json", Shared.Culture(parse));
        });
        return command;
    }

    /// <summary>Prints a receipt; exit code 1 when calculating again gives another number.</summary>
    public static int Print(CellReceipt receipt, Target? target, bool asJson, CultureInfo culture)
    {
        if (asJson) Output.Json(KpiJson.Of(receipt, target));
        else ReceiptPrinter.Print(receipt, target, culture);
        if (receipt.Agrees) return 0;
        Console.Error.WriteLine($"metrics: calculated again it is {receipt.Recalculated}, which is not what the report says; run 'metrics verify'");
        return 1;
    }
}
