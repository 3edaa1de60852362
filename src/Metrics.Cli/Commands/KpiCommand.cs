using System.CommandLine;
using System.Text.Json;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics kpi</c>: what KPIs are worth.</summary>
internal static class KpiCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("kpi") { Description = "KPIs; none is all.", Arity = ArgumentArity.ZeroOrMore };
        var from = new Option<string?>("--from") { Description = "The first day." };
        var to = new Option<string?>("--to") { Description = "The first day after." };
        var format = Shared.Format("table", "json");
        var command = new Command("kpi", "What KPIs are worth.") { ids, from, to, Shared.Organisation, format };
        command.SetAction(parse =>
        {
            using var warehouse = Shared.Open(parse);
            var rows = new KpiQuery(warehouse).Answer(new KpiQuestion
            {
                Organisation = Shared.OrganisationOf(parse),
                Kpis = parse.GetValue(ids)!,
                From = Shared.Day(parse, from),
                To = Shared.Day(parse, to),
                By = PeriodKind.Month,
            });
            foreach (var row in rows) Console.WriteLine(JsonSerializer.Serialize(new { kpi = row.Kpi, period = row.Period, row.Numerator, row.Denominator, row.Value, row.Variant }));
        });
        return command;
    }
}
