using System.CommandLine;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics facts</c>: the facts behind figures.</summary>
internal static class FactsCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("facts") { Description = "tickets, hand-overs, contacts or volumes." };
        kind.AcceptOnlyFromAmong("tickets", "hand-overs", "contacts", "volumes");
        var file = new Option<string?>("--out") { Description = "A file, .csv or .parquet; standard output (CSV) when there is none." };
        var command = new Command("facts", "The facts behind figures, as CSV or Parquet.") { kind, Shared.Organisation, CutOptions.From, CutOptions.To, file };
        command.SetAction(parse =>
        {
            var fact = Words.TryParse<FactKind>(parse.GetValue(kind)![..^1], out var named) ? named : throw new UsageException($"there are no facts '{parse.GetValue(kind)}'");
            var (from, to) = (Shared.Day(parse, CutOptions.From), Shared.Day(parse, CutOptions.To));
            var organisation = Shared.OrganisationOf(parse);
            using var warehouse = Shared.Open(parse);
            if (BesideService.PathOf(parse, file) is { } path)
            {
                var rows = new FactExport(warehouse).Write(fact, organisation, from, to, path);
                Console.WriteLine($"{rows.ToString("N0", Shared.Swedish)} {parse.GetValue(kind)} in {parse.GetValue(file)}");
                return;
            }

            var temporary = Path.Combine(Path.GetTempPath(), $"metrics-facts-{Guid.NewGuid():N}.csv");
            try
            {
                new FactExport(warehouse).Write(fact, organisation, from, to, temporary);
                using var written = File.OpenRead(temporary);
                using var output = BesideService.StandardOutput();
                written.CopyTo(output);
            }
            finally
            {
                File.Delete(temporary);
            }
        });
        return command;
    }
}
