using System.CommandLine;
using Metrics.Reporting;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics explain</c>: where a figure comes from.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Kpi = new("kpi") { Description = "The KPI, or an indicator of the organisation's report." };
    private static readonly Option<string> Period = new("--period") { Description = "2021, 2021-T1, 2021-03, 2021-W09, 2021-03-31, several in a row (2021-01..2021-08), an hour or quarter as kpi prints it, or total.", Required = true };
    private static readonly Option<string?> Variant = new("--variant") { Description = "Another variant than the contractual one, as kpi --variants names it." };
    private static readonly Option<string?> Rows = new("--rows") { Description = "Write the facts behind it to this file (.csv or .parquet)." };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("explain", "Where a figure comes from: formula, what was counted, what was left out and why.") { Kpi, Period, Variant, Rows, Shared.Lang, Format };
        CutOptions.AddTo(command);
        command.Add(ExplainTicketCommand.Create());
        command.Add(ExplainCellCommand.Create());
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parse)
    {
        var question = CutOptions.Question(parse) with { Kpis = [parse.GetValue(Kpi)!], Variant = parse.GetValue(Variant) };
        using var warehouse = Shared.Open(parse);
        var explanation = new Explainer(warehouse).Explain(question, parse.GetValue(Period)!, BesideService.PathOf(parse, Rows));
        if (explanation.Indicator is { } cell) return ExplainCellCommand.Print(cell, explanation.Target, parse.GetValue(Format) == "json", Shared.Culture(parse));
        if (parse.GetValue(Format) == "json") Output.Json(explanation.ToJson());
        else ReceiptPrinter.Print(explanation.Kpi!, explanation.Target, Shared.Culture(parse));
        if (explanation.Agrees) return 0;
        Console.Error.WriteLine($"metrics: the facts give {explanation.Kpi!.RecountedNumerator} / {explanation.Kpi.RecountedDenominator}, which is not what the cells say; run 'metrics verify'");
        return 1;
    }
}
