using System.CommandLine;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics kpi</c>: what KPIs are worth.</summary>
internal static class KpiCommand
{
    private static readonly Argument<string[]> Ids = new("kpi") { Description = "KPIs; none is all.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> By = Periods();
    private static readonly Option<string[]> Per = new("--per") { Description = "A row for each unit, customer, service, queue, case-type or channel.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Variants = new("--variants") { Description = "Show every variant, not just the contractual one." };
    private static readonly Option<bool> List = new("--list") { Description = "List the KPIs there are, and how each is counted." };
    private static readonly Option<string> Format = Shared.Format("table", "json", "csv");

    public static Command Create()
    {
        var command = new Command("kpi", "What KPIs are worth.") { Ids, By, Per, Variants, List, Shared.Lang, Format };
        CutOptions.AddTo(command);
        command.Add(CutOptions.From);
        command.Add(CutOptions.To);
        command.SetAction(Run);
        return command;
    }

    private static Option<string> Periods()
    {
        var option = new Option<string>("--by") { Description = "The length of a period.", DefaultValueFactory = _ => "total" };
        option.AcceptOnlyFromAmong("15min", "hour", "day", "week", "month", "tertial", "year", "total");
        return option;
    }

    private static void Run(ParseResult parse)
    {
        var by = parse.GetValue(By) is "15min" ? PeriodKind.Quarter : Enum.Parse<PeriodKind>(parse.GetValue(By)!, ignoreCase: true);
        var question = CutOptions.Question(parse) with
        {
            Kpis = parse.GetValue(Ids)!.Distinct(StringComparer.Ordinal).ToArray(),
            From = Shared.Day(parse, CutOptions.From),
            To = Shared.Day(parse, CutOptions.To),
            By = by,
            Split = (parse.GetValue(Per) ?? []).Select(CutOptions.DimensionOf).Distinct().ToArray(),
        };
        if (question is { From: { } from, To: { } to } && from >= to) throw new UsageException($"--to is the first day after and must be later than --from; {to:uuuu-MM-dd} is not");
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
                Output.Json(rows.Select(KpiPrinter.ToJson));
                break;
            case "csv":
                KpiPrinter.Csv(rows);
                break;
            default:
                KpiPrinter.Table(rows, parse.GetValue(Variants), question.Kpis.Count > 0, Shared.Culture(parse));
                break;
        }
    }
}
