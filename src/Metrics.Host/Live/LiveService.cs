using Metrics.Host.Alarms;
using Metrics.Host.Wall;
using Metrics.Intake.Kafka;
using Metrics.Intake.Live;
using Metrics.Intake.Spool;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Live;

/// <summary>The workers of a running process: sources hand over to whoever stores, others keep the database in shape.</summary>
internal sealed class LiveService : IHostedLifecycleService, IDisposable
{
    // Within the ten seconds that a stop may take, requests end first (two seconds), sources then say farewell to their brokers and hand over
    // what was acknowledged, and last what they handed over is committed; a transaction that has begun gets as long again.
    private static readonly TimeSpan SourcesStopWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan StoringStopsWithin = TimeSpan.FromSeconds(2);

    private readonly StoringWorker _storing;
    private readonly SourceWorker[] _sources;
    private readonly IReadOnlyList<Worker> _others;
    private readonly CancellationTokenSource _stopSources = new();
    private readonly CancellationTokenSource _stopStoring = new();
    private readonly TimeProvider _time;
    private Task _running = Task.CompletedTask;
    private Task _keeping = Task.CompletedTask;

    private LiveService(CommitQueue queue, IEnumerable<ILiveSource> sources, StoringWorker storing, IReadOnlyList<Worker> others, TimeProvider time, ILogger log)
    {
        (Queue, _storing, _others, _time) = (queue, storing, others, time);
        _sources = [.. sources.Select(s => new SourceWorker(s, queue, time, log))];
    }

    /// <summary>Where sources hand over.</summary>
    public CommitQueue Queue { get; }

    /// <summary>All workers, in the order of the data's way.</summary>
    public IEnumerable<Worker> Workers => [.. _sources, _storing, .. _others];

    /// <summary>Whether nothing can be stored right now.</summary>
    public bool IsFailing => _storing.Health.State == SourceState.Disconnected;

    /// <summary>Whether every source is read and what is read is stored. Who watches, forecasts or tells others plays no part: nothing is better off elsewhere.</summary>
    public bool IsReady => _sources.Append<Worker>(_storing).All(w => w.Health.State == SourceState.Reading);

    /// <summary>The workers of the service that owns a database.</summary>
    public static LiveService Owning(ServiceSettings settings, OpenWarehouse warehouse, EventSpool spool, WallFeed walls, TimeProvider time, ILogger log)
    {
        var queue = new CommitQueue((source, cancellation) => warehouse.AskAsync(w => w.Positions(source), cancellation));
        var sources = Sources(settings, warehouse.Pipelines, time).Prepend(new SpoolSource(spool, warehouse.Pipelines.Organisations, time));
        var others = new List<Worker> { new ForecastWorker(warehouse, time, log), new MaintenanceWorker(warehouse, settings, time, log), new AgreementWorker(warehouse, walls, time, log) };
        if (warehouse.Pipelines.Organisations.Values.Any(o => o.Alarms.Count > 0)) others.Add(new AlarmWorker(warehouse, walls, time, log));
        others.AddRange(settings.Webhooks.Select(w => new WebhookWorker(w, warehouse, time, log)));
        if (settings.Kafka is { DeadLetterSuffix: not null } kafka) others.Insert(0, new DeadLetterWorker(warehouse, kafka, time, log));
        return new LiveService(queue, sources, new AggregationWorker(warehouse, queue, time, log), others, time, log);
    }

    /// <summary>The workers of a process that reads, and hands over to the service that owns the database.</summary>
    public static LiveService HandingOver(ServiceSettings settings, OwnerClient owner, PipelineFolder pipelines, TimeProvider time, ILogger log)
    {
        var queue = new CommitQueue(owner.PositionsAsync);
        return new LiveService(queue, Sources(settings, pipelines, time), new HandOverWorker(owner, queue, time, log), [], time, log);
    }

    /// <summary>A person has looked: sources that stopped go on.</summary>
    public void GoOn()
    {
        foreach (var source in _sources.Where(s => s.Health.State == SourceState.Stopped)) source.GoOn();
    }

    // Last, when the web listens: a service that can't start has begun nothing.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _keeping = Task.WhenAll(_others.Prepend(_storing).Select(w => Run(w, _stopStoring)));
        _running = Task.WhenAll(_sources.Select(s => Run(s, _stopSources)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopSources.CancelAsync().ConfigureAwait(false);
        await Finish(_running, SourcesStopWithin).ConfigureAwait(false);
        Queue.Complete();
        _stopStoring.CancelAfter(StoringStopsWithin);
        await Finish(_storing.Drained, StoringStopsWithin).ConfigureAwait(false);
        await _stopStoring.CancelAsync().ConfigureAwait(false);
        await Finish(_keeping, StoringStopsWithin).ConfigureAwait(false);
        _storing.GiveUp();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopSources.Dispose();
        _stopStoring.Dispose();
    }

    private static Task Run(Worker worker, CancellationTokenSource stop) => Task.Run(() => worker.RunUntilStoppedAsync(stop.Token), CancellationToken.None);

    // Whoever doesn't stop in time is left behind: nothing of it is stored, and it is read again at the next start.
    private async Task Finish(Task task, TimeSpan within) => await Task.WhenAny(task, Task.Delay(within, _time)).ConfigureAwait(false);

    private static IEnumerable<ILiveSource> Sources(ServiceSettings settings, PipelineFolder pipelines, TimeProvider time)
    {
        var organisations = pipelines.Organisations;
        foreach (var file in settings.Files)
        {
            var what = new WatchedPath(file.Name, file.Path, pipelines.Source(file.Source), pipelines.Organisation(file.Organisation), organisations);
            yield return file.IsFolder ? new DropFolder(what, time, new DropFolderOptions()) : new FollowedFile(what, time, new FollowedFileOptions());
        }

        if (settings.Kafka is { } kafka)
        {
            foreach (var families in KafkaWorkers)
            {
                var topics = families.Select(f => kafka.Topics.GetValueOrDefault(f)).OfType<string>().ToArray();
                var name = Words.Of(families[0]);
                // Each is a group of its own: members that subscribe to different topics rebalance each other, and librdkafka's cooperative assignor is
                // known to run in a circle among them (its issue 4783).
                if (topics.Length > 0) yield return new KafkaSource($"{name} intake", kafka with { Group = $"{kafka.Group}.{name}" }, topics, organisations, time);
            }
        }
    }

    // What is entered and decided comes seldom: it goes with the counts.
    private static readonly EventFamily[][] KafkaWorkers =
    [
        [EventFamily.Ticket],
        [EventFamily.Contact],
        [EventFamily.Volume, EventFamily.Survey, EventFamily.Indicator, EventFamily.Planning],
    ];
}
