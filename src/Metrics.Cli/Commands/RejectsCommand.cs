using System.CommandLine;
using System.Globalization;
using System.Text;
using Metrics.Host;
using Metrics.ServiceDesk;
using Metrics.Warehouse.Queries;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics rejects</c>: records that became no event, and reading them again after a mend.</summary>
internal static class RejectsCommand
{
    private static readonly Option<string?> Source = new("--source") { Description = "Only of this source: kafka, kafka/servicedesk.ticket, http, …" };
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
    private static readonly Option<string> Format = Shared.Format("table", "json");

    public static Command Create()
    {
        var replay = new Command("replay", "Read rejected CloudEvents again, after a mend: those that are events now are counted. Files are ingested again instead.") { Source, Format };
        replay.SetStoppable((parse, cancellation) => Task.FromResult(Replay(parse, cancellation)));
        var command = new Command("rejects", "Records that became no event, with what is wrong.") { Source, Limit, Format };
        command.Add(replay);
        command.SetAction(parse =>
        {
            using var warehouse = Shared.Open(parse);
            var rejects = new RejectQuery(warehouse).Answer(parse.GetValue(Source), default, parse.GetValue(Limit));
            if (parse.GetValue(Format) == "json") Output.Json(rejects.Select(Json));
            else foreach (var r in rejects) Console.WriteLine($"{Describe(r)}\n    {Text(r.Reject.Raw)}");
        });
        return command;
    }

    private static int Replay(ParseResult parse, CancellationToken cancellation)
    {
        using var warehouse = Shared.Open(parse);
        var outcome = default(ReplayOutcome);
        if (BesideService.Warehouse is { } owned) owned.WriteAsync(w => outcome = RejectReplay.Run(w, parse.GetValue(Source), cancellation), cancellation).GetAwaiter().GetResult();
        else outcome = RejectReplay.Run(warehouse, parse.GetValue(Source), cancellation);
        var (read, mended, result, wrong) = outcome!;
        if (parse.GetValue(Format) == "json")
        {
            Output.Json(new { read, mended, accepted = result.Accepted, duplicates = result.Duplicates, corrections = result.Corrections, conflicts = result.Conflicts, stillWrong = wrong.Select(Json) });
            return 0;
        }

        string N(long n) => n.ToString("N0", Shared.Swedish);
        Console.WriteLine($"{N(read)} rejects read again: {N(mended)} are events now ({N(result.Accepted)} accepted, {N(result.Duplicates)} duplicates), {N(read - mended)} are still wrong");
        foreach (var r in wrong.Take(5)) Console.WriteLine($"  {Describe(r)}");
        return 0;
    }

    private static string Describe(KeptReject r) => string.Create(CultureInfo.InvariantCulture, $"{r.Reject.Name}:{r.Reject.Line}: {(r.Reject.Field is { Length: > 0 } field ? field + ": " : "")}{r.Reject.Reason}");

    private static object Json(KeptReject r) => new
    {
        batch = r.Key.Batch, source = r.Reject.Source, name = r.Reject.Name, line = r.Reject.Line, field = r.Reject.Field, reason = r.Reject.Reason,
        rejectedAt = ServiceDesk.Events.InstantConverter.Format(r.RecordedAt), raw = Text(r.Reject.Raw),
    };

    private static string Text(byte[] raw) => Encoding.UTF8.GetString(raw, 0, Math.Min(raw.Length, 2000));
}
