using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using Metrics.Host;
using Metrics.Host.Demo;
using Metrics.Intake.CloudEvents;
using Metrics.Pipelines;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Cli.Commands;

/// <summary><c>metrics demo</c>: generated events through the real pipeline to a table.</summary>
internal static class DemoCommand
{
    private static readonly LocalDate From = new(2023, 1, 1);
    private static readonly LocalDate To = new(2023, 5, 1);

    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "Stop after the table." };
        var seed = new Option<int>("--seed") { Description = "The seed of the generated events.", DefaultValueFactory = _ => 20231120 };
        var command = new Command("demo", "Generated events of a service centre through the real pipeline to a KPI table, in data/demo.duckdb.") { once, seed, Shared.Lang };
        command.SetStoppable((parse, cancellation) => RunAsync(parse, parse.GetValue(seed), cancellation));
        return command;
    }

    // The demo's own database is made anew; one that the user names is theirs, and is never deleted.
    private static string DatabaseOf(ParseResult parse)
    {
        if (parse.GetResult(Shared.Db) is { Implicit: false })
        {
            var named = parse.GetValue(Shared.Db)!;
            return File.Exists(named) ? throw new UsageException($"{named}: exists already; the demo fills a new database") : named;
        }

        const string Own = "data/demo.duckdb";
        if (Directory.Exists("data")) foreach (var old in Directory.GetFiles("data", "demo.duckdb*")) File.Delete(old);
        return Own;
    }

    private static async Task<int> RunAsync(ParseResult parse, int seed, CancellationToken cancellation)
    {
        var culture = Shared.Culture(parse);
        var pipelines = PipelineFolder.Default;
        var organisation = pipelines.Organisation("demo");
        var goteborg = pipelines.Organisation("goteborg-intraservice");
        var linkoping = pipelines.Organisation("linkoping-vss");
        var database = DatabaseOf(parse);
        var folder = Path.GetDirectoryName(Path.GetFullPath(database))!;
        Directory.CreateDirectory(folder);
        var log = Path.Combine(Path.GetDirectoryName(database)!, "demo-events.ndjson.gz");

        Console.WriteLine($"Demo: an invented service centre, {From:uuuu-MM-dd} to {To.PlusDays(-1):uuuu-MM-dd}, Linköping's calls and tickets of 2021, calibrated to its report, and Göteborg's volumes and tickets of 2020 to 2023, calibrated to its reports. Every event is generated (seed {seed}); the pipeline is the real one.");
        var start = TimeProvider.System.GetTimestamp();
        using (var zip = new GZipStream(File.Create(log), CompressionLevel.Fastest))
        using (var writer = new CloudEventWriter(zip))
        {
            foreach (var e in new DemoEvents(organisation.Id, organisation.Zone, seed).Days(From, To)) writer.Write(e);
            foreach (var e in new LinkopingEvents(linkoping, seed).All()) writer.Write(e);
            foreach (var e in new LinkopingDeskEvents(linkoping, seed).All()) writer.Write(e);
            foreach (var e in new GoteborgEvents(goteborg, seed).All()) writer.Write(e);
        }

        var generated = TimeProvider.System.GetElapsedTime(start);
        start = TimeProvider.System.GetTimestamp();
        using var warehouse = MetricsWarehouse.Open(database, pipelines, TimeProvider.System);
        using (var progress = new ProgressLine(Path.GetFileName(log)))
        {
            var outcome = await new FileIngest(warehouse).RunAsync(new InputFile(log), pipelines.Source("demo"), organisation, null, progress, cancellation).ConfigureAwait(false);
            warehouse.Checkpoint();
            var loading = TimeProvider.System.GetElapsedTime(start);
            Console.WriteLine(
                $"{outcome.Read.ToString("N0", culture)} events written to {log} in {generated.TotalSeconds.ToString("N1", culture)} s, read and committed to {database} in {loading.TotalSeconds.ToString("N1", culture)} s ({(outcome.Read / loading.TotalSeconds).ToString("N0", culture)} events a second).");
        }

        var rows = new KpiQuery(warehouse).Answer(new KpiQuestion { Organisation = organisation, From = From, To = To, By = PeriodKind.Month });
        KpiPrinter.Table(rows, variants: false, alsoEmpty: false, culture);
        BothPromises(warehouse, linkoping, culture);
        Console.WriteLine(MarkdownReport.Write(new ReportBuilder(warehouse).Build(new ReportQuestion(linkoping, "2021-08")), culture));
        Console.WriteLine(MarkdownReport.Write(new ReportBuilder(warehouse).Build(new ReportQuestion(goteborg, "2023-11")), culture));
        Console.WriteLine($"""
            Where does a figure come from?   ./metrics explain service-level --period 2023-03 --organisation demo --db {database}
            Why is a ticket overdue?         ./metrics explain ticket LK00106 --organisation linkoping-vss --db {database}
            What is due next?                ./metrics due --at 2021-08-31T12:00:00+02:00 --organisation linkoping-vss --db {database}
            By customer and month:           ./metrics kpi service-level tickets-opened --by month --per customer --organisation demo --db {database}
            The report as JSON:              ./metrics report 2023-11 --organisation goteborg-intraservice --format json --db {database}
            Is it what the events say?       ./metrics verify --db {database}
            """);
        return 0;
    }

    // The case that this product is about: the same tickets against the promise as given and as agreed with the customer.
    private static void BothPromises(MetricsWarehouse warehouse, Organisation organisation, CultureInfo culture)
    {
        Console.WriteLine(culture.TwoLetterISOLanguageName == "sv"
            ? "LKDATA, Linköping, januari–augusti 2021: åtgärdstid inom 16 timmar mot det ursprungliga löftet (original) och mot tider avtalade med kunden (agreed)."
            : "LKDATA, Linköping, January to August 2021: resolved within 16 hours, against the original promise and against times agreed with the customer.");
        KpiPrinter.Table(
            new KpiQuery(warehouse).Answer(new KpiQuestion
            {
                Organisation = organisation,
                Kpis = ["tickets-opened", "sla-compliance", "agreements", "agreements-after-breach"],
                Only = new Dictionary<Dimension, string> { [Dimension.Unit] = "LKDATA" },
                From = new LocalDate(2021, 1, 1),
                To = new LocalDate(2021, 9, 1),
            }),
            variants: false, alsoEmpty: false, culture);
    }
}
