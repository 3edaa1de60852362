using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using DuckDB.NET.Data;
using Metrics.Host;
using Metrics.Intake.CloudEvents;
using Metrics.Intake.Files;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Benchmarks;

/// <summary>How fast files become figures.</summary>
internal static class IngestBenchmarks
{
    private static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));

    /// <summary>One-record call events as NDJSON: parsed only, appended only, and end to end (parse, dedupe, facts, cells, commit).</summary>
    public static async Task CallsAsync(ScratchFolder folder, int calls)
    {
        var file = folder["calls.ndjson"];
        WriteCalls(file, calls);
        Say($"{calls:N0} call events, {new FileInfo(file).Length / 1e6:N0} MB of NDJSON");

        // The first run compiles; the second is the one that is told.
        var parsing = TimeSpan.Zero;
        for (var run = 0; run < 2; run++) parsing = await ParseAsync(file).ConfigureAwait(false);
        Rate("parse and validate alone", calls, parsing);

        var appending = AppendBare(folder["bare.duckdb"], calls);
        Rate("bare append of five columns, transactions of 50k", calls, appending);

        var whole = TimeSpan.Zero;
        for (var run = 0; run < 2; run++)
        {
            using var warehouse = MetricsWarehouse.Open(folder[$"calls{run}.duckdb"], Pipelines, TimeProvider.System);
            var watch = Stopwatch.StartNew();
            await new FileIngest(warehouse).RunAsync(new InputFile(file), Pipelines.Source("cloudevents"), Pipelines.Organisation("default"), null, null, CancellationToken.None).ConfigureAwait(false);
            whole = watch.Elapsed;
            Rate($"end to end, run {run + 1}", calls, whole);
            if (run == 0) continue;
            watch.Restart();
            var differences = new Verification(warehouse).Run().Count;
            Rate($"verify ({differences} differences)", calls, watch.Elapsed);
        }

        Say($"end to end at {parsing / whole:P0} of parsing alone and {appending / whole:P0} of the bare append");
    }

    /// <summary>The incident log, when the shared data is there.</summary>
    public static async Task IncidentLogAsync(ScratchFolder folder)
    {
        var log = Path.Combine("..", "shared", "data", "uci_incident_log", "incident_event_log_without_april.csv.gz");
        if (!File.Exists(log))
        {
            Say("incident log: ../shared is not there, left out");
            return;
        }

        using var warehouse = MetricsWarehouse.Open(folder["incidents.duckdb"], Pipelines, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        var outcome = await new FileIngest(warehouse).RunAsync(new InputFile(log), Pipelines.Source("servicenow-incident-log"), Pipelines.Organisation("default"), null, null, CancellationToken.None).ConfigureAwait(false);
        Rate("incident log, rows", outcome.Read, watch.Elapsed);
    }

    private static async Task<TimeSpan> ParseAsync(string file)
    {
        var batches = Channel.CreateBounded<Batch>(2);
        var intake = new FileIntake(new FileRequest(file, Pipelines.Source("cloudevents"), Pipelines.Organisation("default"), Pipelines.Organisations, []));
        var watch = Stopwatch.StartNew();
        var reading = Task.Run(async () =>
        {
            await intake.ReadAsync(batches.Writer, null, CancellationToken.None).ConfigureAwait(false);
            batches.Writer.Complete();
        });
        await foreach (var _ in batches.Reader.ReadAllAsync().ConfigureAwait(false))
        {
        }

        await reading.ConfigureAwait(false);
        return watch.Elapsed;
    }

    private static TimeSpan AppendBare(string file, int rows)
    {
        using var connection = new DuckDBConnection($"DataSource={file}");
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = "CREATE TABLE bare (id UUID, happened TIMESTAMP, n BIGINT, name VARCHAR, data VARCHAR)";
        create.ExecuteNonQuery();
        var watch = Stopwatch.StartNew();
        for (var done = 0; done < rows; done += 50_000)
        {
            using var transaction = connection.BeginTransaction();
            using (var appender = connection.CreateAppender("bare"))
            {
                for (var i = done; i < Math.Min(rows, done + 50_000); i++)
                {
                    appender.CreateRow().AppendValue(Guid.NewGuid()).AppendValue(DateTime.UnixEpoch.AddSeconds(i)).AppendValue((long)i)
                        .AppendValue("servicedesk.contact.recorded.v1").AppendValue("{\"queue\":\"q1\",\"outcome\":\"answered\",\"waitSeconds\":42}").EndRow();
                }
            }

            transaction.Commit();
        }

        return watch.Elapsed;
    }

    private static void WriteCalls(string file, int calls)
    {
        using var stream = new BufferedStream(File.Create(file), 1 << 16);
        using var writer = new CloudEventWriter(stream);
        var random = new Random(1);
        var at = Instant.FromUtc(2023, 1, 1, 7, 0);
        for (var i = 0; i < calls; i++)
        {
            at += Duration.FromSeconds(random.Next(5, 50));
            var id = string.Create(CultureInfo.InvariantCulture, $"c{i}");
            writer.Write(ServiceEvent.Create(
                new ContactRecorded
                {
                    Unit = "Kontaktcenter",
                    Queue = $"q{random.Next(1, 6)}",
                    Channel = "phone",
                    Outcome = random.Next(12) == 0 ? ContactOutcome.Abandoned : ContactOutcome.Answered,
                    WaitSeconds = random.Next(0, 2400) / 10m,
                    TalkSeconds = random.Next(20, 600),
                },
                "default", "telephony", id, id, at));
        }
    }

    private static void Rate(string what, long count, TimeSpan time) => Say($"  {what}: {time.TotalSeconds:N2} s, {count / time.TotalSeconds:N0} a second");

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private static void Say(string text) => Console.WriteLine(text);
}
