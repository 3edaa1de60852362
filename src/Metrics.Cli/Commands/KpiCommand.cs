using System.CommandLine;
using Metrics.Reporting;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics kpi</c>: what KPIs are worth.</summary>
internal static class KpiCommand
{
    private static readonly Argument<string[]> Ids = new("kpi") { Description = "KPIs; none is all.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> Variants = new("--variants") { Description = "Show every variant, not just the contractual one." };
    private static readonly Option<bool> List = new("--list") { Description = "List the KPIs there are, and how each is counted." };
    private static readonly Option<string> Format = Shared.Format("table", "json", "csv");

    public static Command Create()
    {
        var command = new Command("kpi", "What KPIs are worth.") { Ids, Variants, List, Shared.Lang, Format };
        CutOptions.AddTo(command);
        CutOptions.AddPeriodsTo(command);
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult parse)
    {
        var question = CutOptions.PeriodQuestion(parse, parse.GetValue(Ids)!);
        using var warehouse = Shared.Open(parse);
        if (parse.GetValue(List))
        {
            foreach (var (id, label, says) in new KpiQuery(warehouse).All(question.Organisation))
                Console.WriteLine($"{id}: {label.In(Shared.Culture(parse))}. {says.In(Shared.Culture(parse))}");
            return;
        }

        var rows = new KpiQuery(warehouse).Answer(question);
        switch (parse.GetValue(Format))
        {
            case "json":
                Output.Json(rows.Select(KpiJson.Of));
                break;
            case "csv":
                Console.Write(KpiCsv.Write(rows));
                break;
            default:
                KpiPrinter.Table(rows, parse.GetValue(Variants), question.Kpis.Count > 0, Shared.Culture(parse));
                break;
        }
    }
}
