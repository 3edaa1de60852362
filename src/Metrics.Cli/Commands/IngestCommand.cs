using System.CommandLine;
using System.Globalization;
using Metrics.Host;
using Metrics.Intake.Files;
using Metrics.Pipelines;
using Metrics.ServiceDesk;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics ingest</c>: reads files into the database.</summary>
internal static class IngestCommand
{
    private static readonly Argument<string[]> Files = new("files") { Description = "Files to read, plain or gzip; - is standard input.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Source = new("--source") { Description = "A shipped mapping's name, or a mapping file (.yaml).", Required = true };
    private static readonly Option<bool> Strict = new("--strict") { Description = "Commit nothing unless every record is good." };
    private static readonly Option<string?> ExportedAt = new("--exported-at")
    {
        Description = "When the files were exported: their records' version, where they have none of their own. Later exports win.",
    };

    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var command = new Command("ingest", "Read files into the database, each record exactly once.") { Files, Source, Shared.Organisation, Strict, ExportedAt, Format };
        command.SetStoppable(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var mapping = PipelineFolder.Default.Source(SourceOf(parse.GetValue(Source)!));
        var organisation = Shared.OrganisationOf(parse);
        var revision = Shared.MomentOf(parse, ExportedAt, organisation)?.ToUnixTimeSeconds();
        var files = parse.GetValue(Files)!.Select(f => f == "-" ? f : BesideService.PathOf(f)).ToArray();
        foreach (var wrong in files.Where(f => f != "-" && !File.Exists(f)))
            throw new UsageException(Directory.Exists(wrong) ? $"{wrong}: is a directory; name the files in it" : $"{wrong}: there is no such file");

        using var input = StandardInput.Kept(files, parse.GetValue(Strict));
        using var warehouse = Shared.Open(parse, mustExist: false);
        var ingest = new FileIngest(warehouse, batch => BesideService.Commit(warehouse, batch));
        if (parse.GetValue(Strict))
        {
            var tried = await AllAsync(input.Files, (file, progress) => ingest.TryAsync(file, mapping, organisation, progress, cancellation)).ConfigureAwait(false);
            if (tried.Rejects.Count + tried.Damage.Count > 0)
            {
                Print(parse, tried, RejectsPath(warehouse.Path, mapping.Name, tried.Rejects));
                await Console.Error.WriteLineAsync($"metrics: nothing was committed (--strict): {tried.Rejects.Count} records are wrong{string.Concat(tried.Rejects.Take(1).Select(r => $", the first {Describe(r)}"))}{string.Concat(tried.Damage.Select(d => "; " + d))}").ConfigureAwait(false);
                return 1;
            }
        }

        var total = await AllAsync(input.Files, (file, progress) => ingest.RunAsync(file, mapping, organisation, revision, progress, cancellation)).ConfigureAwait(false);
        Print(parse, total, RejectsPath(warehouse.Path, mapping.Name, total.Rejects));
        foreach (var damage in total.Damage) await Console.Error.WriteLineAsync($"metrics: {damage}").ConfigureAwait(false);
        return total.Damage.Count > 0 ? 1 : 0;
    }

    private static string SourceOf(string nameOrFile) => nameOrFile.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || nameOrFile.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
        ? BesideService.PathOf(nameOrFile)
        : nameOrFile;

    private static async Task<IngestOutcome> AllAsync(IEnumerable<InputFile> files, Func<InputFile, ProgressLine, Task<IngestOutcome>> read)
    {
        var total = new IngestOutcome(0, default, [], []);
        foreach (var file in files)
        {
            using var progress = new ProgressLine(file.Name ?? Path.GetFileName(file.Path));
            var one = await read(file, progress).ConfigureAwait(false);
            total = new IngestOutcome(total.Read + one.Read, total.Result + one.Result, [.. total.Rejects, .. one.Rejects], [.. total.Damage, .. one.Damage]);
        }

        return total;
    }

    private static string Describe(Reject r) => $"{r.Name}:{r.Line}: {(r.Field is { } field ? field + ": " : "")}{r.Reason}";

    private static string? RejectsPath(string database, string source, IReadOnlyList<Reject> rejects)
    {
        if (rejects.Count == 0) return null;
        var now = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(database))!, "rejects", $"{source}-{now}.csv");
        RejectsFile.Write(path, rejects);
        return path;
    }

    private static void Print(ParseResult parse, IngestOutcome o, string? rejectsFile)
    {
        if (parse.GetValue(Format) == "json")
        {
            Output.Json(new
            {
                read = o.Read,
                accepted = o.Result.Accepted,
                duplicates = o.Result.Duplicates,
                corrections = o.Result.Corrections,
                conflicts = o.Result.Conflicts,
                rejected = o.Rejects.Count,
                rejectsFile,
            });
            return;
        }

        var culture = Shared.Swedish;
        string N(long n) => n.ToString("N0", culture);
        Console.WriteLine($"{N(o.Read)} records read: {N(o.Result.Accepted)} events accepted, {N(o.Result.Duplicates)} duplicates, {N(o.Result.Corrections)} corrections, {N(o.Result.Conflicts)} conflicts; {N(o.Rejects.Count)} records rejected");
        foreach (var r in o.Rejects.Take(5)) Console.WriteLine($"  {Describe(r)}");
        if (rejectsFile is not null) Console.WriteLine($"  all rejected records: {rejectsFile}");
        if (o.Result.Conflicts > 0) Console.WriteLine("  conflicts: the same event in other words under the same revision; a hash decided. Give later exports a revision (a column, or --exported-at); 'metrics doctor' lists them");
    }
}
