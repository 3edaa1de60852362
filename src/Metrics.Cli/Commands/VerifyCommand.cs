using System.CommandLine;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics verify</c>: rebuilds facts and cells from the events and compares.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var format = Shared.Format("table", "json");
        var command = new Command("verify", "Rebuild facts and cells from the events and compare.") { format };
        command.SetAction(parse =>
        {
            using var warehouse = Shared.Open(parse);
            var result = new Verification(warehouse).Run();
            if (parse.GetValue(format) == "json")
            {
                Output.Json(new { cells = result.Cells, facts = result.Facts, count = result.Count, differences = result.Differences });
            }
            else
            {
                foreach (var d in result.Differences)
                    Console.WriteLine($"{d.Table}, {d.Side}: {string.Join(", ", d.Row.Select(c => $"{c.Key} {c.Value ?? "–"}"))}");
                Console.WriteLine($"{result.Cells.ToString("N0", Shared.Swedish)} cells and {result.Facts.ToString("N0", Shared.Swedish)} facts rebuilt from the events: {result.Count} differences");
            }

            return result.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
