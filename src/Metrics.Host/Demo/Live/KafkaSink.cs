using Metrics.Intake.Kafka;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk.Events;

namespace Metrics.Host.Demo.Live;

/// <summary>Plays to a broker.</summary>
/// <param name="settings">The broker.</param>
public sealed class KafkaSink(KafkaSettings settings) : IDaySink
{
    private readonly EventProducer _producer = new(settings);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<ServiceEvent> events, CancellationToken cancellation) => await _producer.SendAsync(events, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _producer.Dispose();
        return ValueTask.CompletedTask;
    }
}
