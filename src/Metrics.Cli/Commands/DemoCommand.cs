using System.CommandLine;
using System.Globalization;
using Metrics.Host;
using Metrics.Host.Demo;
using Metrics.Host.Demo.Live;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Metrics.Forecasting;
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
    private const double LiveSpeed = 60;

    private static readonly Option<int> Port = new("--port") { Description = "Where the wallboard is served afterwards.", DefaultValueFactory = _ => 8080 };

    public static Command Create(RootCommand root)
    {
        var once = new Option<bool>("--once") { Description = "Stop after the table; so does a demo whose output isn't a terminal." };
        var seed = new Option<int>("--seed") { Description = "The seed of the generated events.", DefaultValueFactory = _ => 20231120 };
        var command = new Command("demo", "Generated events of a service centre through the real pipeline to a KPI table, in data/demo.duckdb, and a simulated day on the wallboard.") { once, seed, Port, Shared.Lang };
        command.SetStoppable(async (parse, cancellation) =>
        {
            var database = DatabaseOf(parse);
            await RunAsync(parse, database, parse.GetValue(seed), cancellation).ConfigureAwait(false);
            if (!parse.GetValue(once) && !Console.IsOutputRedirected) await LiveAsync(root, database, parse.GetValue(Port), cancellation).ConfigureAwait(false);
            return 0;
        });
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

    // A Monday of a service centre, an hour a minute; the weeks before are there for it to be forecast from.
    private static async Task LiveAsync(RootCommand root, string database, int port, CancellationToken cancellation)
    {
        var log = Path.Combine(Path.GetDirectoryName(database) is { Length: > 0 } folder ? folder : ".", "demo-live-before.ndjson.gz");
        SimulatedDays.WriteContactsBefore(PipelineFolder.Default, SimulatedDay.CommonDate, log);
        var begins = SimulatedDay.CommonDate + SimulatedDays.Morning;
        using (var warehouse = MetricsWarehouse.Open(database, PipelineFolder.Default, SimulatedDays.Clock(PipelineFolder.Default, begins, LiveSpeed)))
        using (var progress = new ProgressLine(Path.GetFileName(log)))
            await new FileIngest(warehouse).RunAsync(new InputFile(log), PipelineFolder.Default.Source("cloudevents"), PipelineFolder.Default.Organisation(SimulatedDay.OrganisationId), null, progress, cancellation).ConfigureAwait(false);
        Console.WriteLine("The wallboard of a simulated Monday from 07:00, an hour a minute, until Ctrl-C:");
        await RunCommand.ServeAsync(root, new ServiceSettings { Port = port }, database, begins, LiveSpeed, cancellation).ConfigureAwait(false);
    }

    private static async Task RunAsync(ParseResult parse, string database, int seed, CancellationToken cancellation)
    {
        var culture = Shared.Culture(parse);
        var data = new DemoData(PipelineFolder.Default, seed);
        var folder = Path.GetDirectoryName(database) is { Length: > 0 } named ? named : ".";
        Directory.CreateDirectory(folder);
        Console.WriteLine($"""
            Demo: an invented service centre ({DemoData.From:uuuu-MM-dd} to {DemoData.To.PlusDays(-1):uuuu-MM-dd}); Intraservice in Göteborg, 2020 to November 2023; Verksamhetsstöd och service in Linköping,
            2020 to August 2021; Servicenämnden in Stockholm, 2011. Every event is generated (seed {seed}) and calibrated to what the three published; the pipeline is the real one.
            """);
        var log = Path.Combine(folder, "demo-events.ndjson.gz");
        var start = TimeProvider.System.GetTimestamp();
        data.Write(log);
        var generated = TimeProvider.System.GetElapsedTime(start);
        start = TimeProvider.System.GetTimestamp();
        using var warehouse = MetricsWarehouse.Open(database, PipelineFolder.Default, TimeProvider.System);
        using (var progress = new ProgressLine(Path.GetFileName(log)))
        {
            var outcome = await new FileIngest(warehouse).RunAsync(new InputFile(log), PipelineFolder.Default.Source("demo"), data.Invented, null, progress, cancellation).ConfigureAwait(false);
            warehouse.Checkpoint();
            var loading = TimeProvider.System.GetElapsedTime(start);
            Console.WriteLine(
                $"{outcome.Read.ToString("N0", culture)} events written to {log} in {generated.TotalSeconds.ToString("N1", culture)} s, read and committed to {database} in {loading.TotalSeconds.ToString("N1", culture)} s ({(outcome.Read / loading.TotalSeconds).ToString("N0", culture)} events a second).");
        }

        var rows = new KpiQuery(warehouse).Answer(new KpiQuestion { Organisation = data.Invented, From = DemoData.From, To = DemoData.To, By = PeriodKind.Month });
        KpiPrinter.Table(rows, variants: false, alsoEmpty: false, culture);
        BothPromises(warehouse, data.Linkoping, culture);
        Reports(warehouse, data, Path.Combine(folder, "reports"), culture);
        Console.WriteLine($"""
            Where does a figure come from?   ./metrics explain service-level --period 2023-03 --organisation demo --db {database}
            And one of a report?             ./metrics explain cell sla --period 2023-11 --organisation goteborg-intraservice --db {database}
            Why is a ticket overdue?         ./metrics explain ticket LK00106 --organisation linkoping-vss --db {database}
            What is due next?                ./metrics due --at 2021-08-31T12:00:00+02:00 --organisation linkoping-vss --db {database}
            By customer and month:           ./metrics kpi service-level tickets-opened --by month --per customer --organisation demo --db {database}
            A customer's report:             ./metrics report 2011-10 --organisation stockholm-servicenamnden --customer Förskola --db {database}
            Is it what the events say?       ./metrics verify --db {database}
            """);
    }

    // Each organisation's report as it would be sent, a customer's too; Göteborg's table is shown.
    private static void Reports(MetricsWarehouse warehouse, DemoData data, string folder, CultureInfo culture)
    {
        Directory.CreateDirectory(folder);
        var start = TimeProvider.System.GetTimestamp();
        var builder = new ReportBuilder(warehouse, new YearForecaster());
        ReportQuestion[] questions =
        [
            new(data.Goteborg, "2023-11"), new(data.Goteborg, "2022"), new(data.Linkoping, "2021-08"), new(data.Linkoping, "2021-08") { Customer = "Miljö- och samhällsbyggnad" },
            new(data.Stockholm, "2011"), new(data.Stockholm, "2011-10") { Customer = "Förskola" },
        ];
        var written = new List<string>();
        Report? shown = null;
        foreach (var question in questions)
        {
            var report = builder.Build(question with { WithTrend = true, WithReceipts = true });
            shown ??= report;
            foreach (var format in (string[])["html", "xlsx", "md"])
            {
                written.Add(Path.Combine(folder, $"{question.Organisation.Id}-{question.Period}{(question.Customer is { } customer ? "-" + customer : "")}.{format}"));
                ReportCommand.Write(report, format, written[^1], culture);
            }
        }

        Console.WriteLine(MarkdownReport.Write(shown!, culture));
        Console.WriteLine($"{questions.Length} reports with the receipt of every number, as HTML, XLSX and Markdown in {folder}, in {TimeProvider.System.GetElapsedTime(start).TotalSeconds.ToString("N1", culture)} s");
        Console.WriteLine();
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
