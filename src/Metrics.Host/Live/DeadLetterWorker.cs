using Metrics.Intake.Kafka;
using Metrics.Intake.Live;
using Metrics.Pipelines.Service;
using Metrics.Warehouse.Queries;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Live;

/// <summary>
/// Sends what was rejected of topics to their dead-letter topics. The rejects table is the outbox: a reject is stored in the transaction
/// that moves its source's position, and how far they have been sent is noted when they have arrived, so each arrives at least once.
/// </summary>
internal sealed class DeadLetterWorker(OpenWarehouse warehouse, KafkaSettings settings, TimeProvider time, ILogger log) : Worker("dead letters", new SourceStatus(time), time, log)
{
    private const int AtMost = 1000;

    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = time;

    protected override async Task RunAsync(CancellationToken stop)
    {
        using var letters = new DeadLetters(settings);
        Status.Becomes(SourceState.Reading);
        var sent = await warehouse.AskAsync(w => new RejectQuery(w).LastDeadLettered(), stop).ConfigureAwait(false);
        using var timer = new PeriodicTimer(LooksEvery, _time);
        do
        {
            while (await warehouse.AskAsync(w => new RejectQuery(w).Answer(KafkaSource.Sources, sent, AtMost), stop).ConfigureAwait(false) is { Count: > 0 } rejects)
            {
                await letters.SendAsync([.. rejects.Select(r => (r.Reject, r.RecordedAt))], stop).ConfigureAwait(false);
                sent = rejects[^1].Key;
                await warehouse.WriteAsync(w => new RejectQuery(w).DeadLetteredUpTo(rejects[^1].Key), stop).ConfigureAwait(false);
            }
        }
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
    }
}
