using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Metrics.Pipelines;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics doctor</c>: environment, native libraries, stand-ins in use, file health, sources and their freshness.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var format = Shared.Format("table", "json");
        var command = new Command("doctor", "Environment, stand-ins in use, the database's health, sources and their freshness.") { format };
        command.SetAction(parse =>
        {
            var file = parse.GetValue(Shared.Db)!;
            Health? health = null;
            if (File.Exists(file))
            {
                using var warehouse = Shared.Open(parse);
                health = new HealthQuery(warehouse).Answer();
            }

            if (parse.GetValue(format) == "json") Json(file, health);
            else Print(file, health);
        });
        return command;
    }

    private static IEnumerable<(string Package, string Version, string StandIn)> StandIns() => AppDomain.CurrentDomain.GetAssemblies()
        .Concat([Assembly.Load("DuckDB.NET.Bindings"), Assembly.Load("Apache.Arrow"), Assembly.Load("librdkafka.redist"), Assembly.Load("Microsoft.ML"), Assembly.Load("Microsoft.ML.TimeSeries")])
        .Distinct()
        .Select(a => (a.GetName(), Note: a.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(m => m.Key == "StandIn")?.Value))
        .Where(a => a.Note is not null)
        .Select(a => (a.Item1.Name!, a.Item1.Version!.ToString(), a.Note!));

    private static Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    // The log may hold an organisation whose file is gone.
    private static bool Configured(SourceFreshness source) => PipelineFolder.Default.Organisations.ContainsKey(source.Organisation);

    private static void Json(string file, Health? health) => Output.Json(new
    {
        environment = new
        {
            framework = RuntimeInformation.FrameworkDescription,
            os = RuntimeInformation.OSDescription,
            processors = Environment.ProcessorCount,
            memoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        },
        standIns = StandIns().Select(s => new { package = s.Package, version = s.Version, standIn = s.StandIn }),
        organisations = PipelineFolder.Default.Organisations.Keys,
        shippedSources = PipelineFolder.Default.SourceNames(),
        database = file,
        health = health is null ? null : (object)new
        {
            health.DuckDb, health.Bytes, health.Events, health.Superseded, health.Facts, health.Cells, health.Batches, health.Sources, health.Conflicts,
            freshness = health.Freshness.Where(Configured).Select(f => SourceJson.Of(f, PipelineFolder.Default.Organisation(f.Organisation), Now)),
            rejects = health.Rejects.Select(r => new { source = r.Source, field = r.Field, reason = r.Reason, count = r.Count }),
        },
    });

    private static void Print(string file, Health? health)
    {
        string N(long n) => n.ToString("N0", Shared.Swedish);
        Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, {N(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20)} MB");
        foreach (var (package, version, note) in StandIns()) Console.WriteLine($"stand-in: {package} {version}: {note}");
        Console.WriteLine($"organisations: {string.Join(", ", PipelineFolder.Default.Organisations.Keys)}; sources shipped: {string.Join(", ", PipelineFolder.Default.SourceNames())}");
        if (health is null)
        {
            Console.WriteLine($"database: {file} does not exist yet");
            return;
        }

        Console.WriteLine($"database: {file}, DuckDB {health.DuckDb}, {N(health.Bytes >> 10)} kB; {N(health.Batches)} batches, {N(health.Events)} event versions ({N(health.Superseded)} beaten by a later one), {N(health.Facts)} facts, {N(health.Cells)} cells");
        foreach (var s in health.Sources)
            Console.WriteLine($"source {s.Source}: {N(s.Events)} event versions, the last happened {s.LastTime:yyyy-MM-dd HH:mm:ss}Z and became known {s.LastRecorded:yyyy-MM-dd HH:mm:ss}Z; {N(s.Rejects)} records rejected");
        foreach (var f in health.Freshness.Where(f => Configured(f) && f.IsStale(PipelineFolder.Default.Organisation(f.Organisation), Now)))
            Console.WriteLine($"stale: {f.Organisation} has heard nothing of {Words.Of(f.Family)}s from {f.Source} for {N((long)f.Silence(PipelineFolder.Default.Organisation(f.Organisation), Now)!.Value.TotalMinutes)} minutes of opening hours");
        foreach (var (source, field, reason, count) in health.Rejects) Console.WriteLine($"rejected {N(count)} × {source}{(field is null ? "" : $", {field}")}: {reason}");
        foreach (var c in health.Conflicts.Take(20)) Console.WriteLine($"conflict: {c.Source} {c.Id} revision {c.Revision}: {c.Versions} versions ({c.Type})");
        if (health.Conflicts.Count > 20) Console.WriteLine($"… and {N(health.Conflicts.Count - 20)} more conflicts (--format json lists all)");
    }
}
