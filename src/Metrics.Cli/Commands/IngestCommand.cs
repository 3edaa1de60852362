using System.CommandLine;
using System.Text.Json;
using Metrics.Host;
using Metrics.Pipelines;
using Metrics.ServiceDesk;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics ingest</c>: reads files into the database.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "Files to read, plain or gzip; - is standard input.", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string>("--source") { Description = "A shipped mapping's name, or a mapping file (.yaml).", Required = true };
        var format = Shared.Format("table", "json");
        var command = new Command("ingest", "Read files into the database, each record exactly once.") { files, source, Shared.Organisation, format };
        command.SetAction((parse, cancellation) => RunAsync(
            parse, parse.GetValue(files)!, parse.GetValue(source)!, parse.GetValue(format) == "json", cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, string[] files, string source, bool json, CancellationToken cancellation)
    {
        var mapping = PipelineFolder.Default.Source(source);
        var organisation = Shared.OrganisationOf(parse);
        using var warehouse = Shared.Open(parse, mustExist: false);
        var ingest = new FileIngest(warehouse);
        var (read, result, rejected) = (0L, default(BatchResult), 0);
        foreach (var file in files)
        {
            var outcome = await ingest.RunAsync(file, mapping, organisation, null, null, cancellation).ConfigureAwait(false);
            read += outcome.Read;
            result += outcome.Result;
            rejected += outcome.Rejects.Count;
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            read,
            accepted = result.Accepted,
            duplicates = result.Duplicates,
            corrections = result.Corrections,
            conflicts = result.Conflicts,
            rejected,
        }));
        _ = json;
        return 0;
    }
}
