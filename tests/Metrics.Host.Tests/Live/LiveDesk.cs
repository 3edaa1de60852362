using Metrics.Host.Live;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Metrics.Host.Tests.Live;

/// <summary>A database file of its own with the queue and the aggregation in front of it, as the service has them.</summary>
internal sealed class LiveDesk : IAsyncDisposable
{
    public static readonly PipelineFolder Pipelines = new(Path.Combine(AppContext.BaseDirectory, "pipelines"));

    private static readonly Instant Noon = Instant.FromUtc(2023, 3, 15, 12, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("metrics-live-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public LiveDesk(string? folder = null)
    {
        Warehouse = new OpenWarehouse(Path.Combine(folder ?? _folder, "metrics.duckdb"), Pipelines, TimeProvider.System);
        Queue = new CommitQueue((source, cancellation) => Warehouse.AskAsync(w => w.Positions(source), cancellation));
        Aggregation = new AggregationWorker(Warehouse, Queue, TimeProvider.System, NullLogger.Instance);
    }

    public OpenWarehouse Warehouse { get; }

    public CommitQueue Queue { get; }

    public AggregationWorker Aggregation { get; }

    /// <summary>A batch of calls, numbered on from one, that brings a source from an offset to another.</summary>
    public static Batch Calls(string source, long from, long to, int first, int count, ContactOutcome outcome = ContactOutcome.Answered) => new(
        [.. Enumerable.Range(first, count).Select(n => Call(source, n, outcome))], [], [new SourcePosition(source, "stream", to, null, count, null) { From = from }], count);

    public static ServiceEvent Call(string source, int number, ContactOutcome outcome = ContactOutcome.Answered)
        => ServiceEvent.Create(new ContactRecorded { Outcome = outcome, WaitSeconds = number % 100 }, Organisation.DefaultId, source, $"{number}", $"{number}", Noon + Duration.FromMinutes(number % 600));

    /// <summary>Lets the aggregation run.</summary>
    public void Start() => _running = Task.Run(() => Aggregation.RunUntilStoppedAsync(_stop.Token));

    /// <summary>Hands over a batch; the task that comes back is that of its commit.</summary>
    public async Task<Task<BatchResult>> HandOverAsync(Batch batch) => await Queue.EnqueueAsync(batch, CancellationToken.None);

    /// <summary>Where a source is to be read on.</summary>
    public async Task<long?> OffsetAsync(string source) => (await Queue.PositionsAsync(source, CancellationToken.None)) is [var position] ? position.Offset : null;

    /// <summary>What KPIs are worth.</summary>
    public static decimal?[] Figures(MetricsWarehouse warehouse, params string[] kpis)
    {
        var rows = new KpiQuery(warehouse).Answer(new KpiQuestion { Organisation = Pipelines.Organisation(Organisation.DefaultId), Kpis = kpis });
        return [.. kpis.Select(k => rows.Single(r => r.Kpi == k && r.Contractual).Numerator)];
    }

    public async Task<decimal?> OfferedAsync() => (await Warehouse.AskAsync(w => Figures(w, "contacts-offered"), CancellationToken.None))[0];

    public Task<long> DifferencesAsync() => Warehouse.WriteAsync(w => new Verification(w).Run().Count, CancellationToken.None);

    /// <summary>Leaves some thirty megabytes in the file that hold nothing: the blocks of a table that came and went.</summary>
    public Task FreeSpaceAsync() => RunAsync("CREATE TABLE gone AS SELECT random() AS x FROM range(4000000)", "CHECKPOINT", "DROP TABLE gone", "CHECKPOINT");

    /// <summary>Has the engine do what none of ours would.</summary>
    public Task RunAsync(params string[] statements) => Warehouse.WriteAsync(
        w =>
        {
            using var connection = new DuckDB.NET.Data.DuckDBConnection($"DataSource={Warehouse.Path}");
            connection.Open();
            using var command = connection.CreateCommand();
            foreach (var sql in statements)
            {
                command.CommandText = sql;
                command.ExecuteNonQuery();
            }
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        Warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
