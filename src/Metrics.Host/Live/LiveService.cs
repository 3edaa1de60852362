using Metrics.Intake.Kafka;
using Metrics.Intake.Live;
using Metrics.Intake.Spool;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Live;

/// <summary>The workers of the running service: sources hand over to the aggregation, maintenance keeps the file in shape.</summary>
internal sealed class LiveService : IHostedLifecycleService, IDisposable
{
    // Within the ten seconds that a stop may take, requests end first (two seconds), sources then say farewell to their brokers and hand over
    // what was acknowledged, and last what they handed over is committed; a transaction that has begun gets as long again.
    private static readonly TimeSpan SourcesStopWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CommitsStopWithin = TimeSpan.FromSeconds(2);

    private readonly CommitQueue _queue;
    private readonly AggregationWorker _aggregation;
    private readonly MaintenanceWorker _maintenance;
    private readonly DeadLetterWorker? _deadLetters;
    private readonly SourceWorker[] _sources;
    private readonly CancellationTokenSource _stopSources = new();
    private readonly CancellationTokenSource _stopCommits = new();
    private readonly TimeProvider _time;
    private Task _running = Task.CompletedTask;
    private Task _committing = Task.CompletedTask;

    public LiveService(ServiceSettings settings, OpenWarehouse warehouse, EventSpool spool, TimeProvider time, ILogger<LiveService> log)
    {
        _time = time;
        _queue = new CommitQueue(warehouse);
        _aggregation = new AggregationWorker(warehouse, _queue, time, log);
        _maintenance = new MaintenanceWorker(warehouse, settings, time, log);
        _deadLetters = settings.Kafka is { DeadLetterSuffix: not null } kafka ? new DeadLetterWorker(warehouse, kafka, time, log) : null;
        _sources = [.. Sources(settings, warehouse, spool, time).Select(s => new SourceWorker(s, _queue, time, log))];
    }

    /// <summary>All workers, in the order of the data's way.</summary>
    public IEnumerable<Worker> Workers => _deadLetters is null ? [.. _sources, _aggregation, _maintenance] : [.. _sources, _aggregation, _deadLetters, _maintenance];

    /// <summary>A person has looked: sources that stopped go on.</summary>
    public void GoOn()
    {
        foreach (var source in _sources.Where(s => s.Health.State == SourceState.Stopped)) source.GoOn();
    }

    // Last, when the web listens: a service that can't start has begun nothing.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _committing = Task.WhenAll(Workers.Except(_sources).Select(w => Run(w, _stopCommits)));
        _running = Task.WhenAll(_sources.Select(s => Run(s, _stopSources)));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopSources.CancelAsync().ConfigureAwait(false);
        await Finish(_running, SourcesStopWithin).ConfigureAwait(false);
        _queue.Complete();
        _stopCommits.CancelAfter(CommitsStopWithin);
        await Finish(_aggregation.Drained, CommitsStopWithin).ConfigureAwait(false);
        await _stopCommits.CancelAsync().ConfigureAwait(false);
        await Finish(_committing, CommitsStopWithin).ConfigureAwait(false);
        _aggregation.GiveUp();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopSources.Dispose();
        _stopCommits.Dispose();
    }

    private static Task Run(Worker worker, CancellationTokenSource stop) => Task.Run(() => worker.RunUntilStoppedAsync(stop.Token), CancellationToken.None);

    // Whoever doesn't stop in time is left behind: nothing of it is stored, and it is read again at the next start.
    private async Task Finish(Task task, TimeSpan within) => await Task.WhenAny(task, Task.Delay(within, _time)).ConfigureAwait(false);

    private static IEnumerable<ILiveSource> Sources(ServiceSettings settings, OpenWarehouse warehouse, EventSpool spool, TimeProvider time)
    {
        var organisations = warehouse.Pipelines.Organisations;
        yield return new SpoolSource(spool, organisations, time);
        foreach (var file in settings.Files)
        {
            var what = new WatchedPath(file.Name, file.Path, warehouse.Pipelines.Source(file.Source), warehouse.Pipelines.Organisation(file.Organisation), organisations);
            yield return file.IsFolder ? new DropFolder(what, time, new DropFolderOptions()) : new FollowedFile(what, time, new FollowedFileOptions());
        }

        if (settings.Kafka is { } kafka)
        {
            foreach (var (name, families) in KafkaWorkers)
            {
                var topics = families.Select(f => kafka.Topics.GetValueOrDefault(f)).OfType<string>().ToArray();
                if (topics.Length > 0) yield return new KafkaSource(name, kafka, topics, organisations, time);
            }
        }
    }

    // What is entered and decided comes seldom: it goes with the counts.
    private static readonly (string Name, EventFamily[] Families)[] KafkaWorkers =
    [
        ("ticket intake", [EventFamily.Ticket]),
        ("contact intake", [EventFamily.Contact]),
        ("volume intake", [EventFamily.Volume, EventFamily.Survey, EventFamily.Indicator, EventFamily.Planning]),
    ];
}
