using System.Text;
using Confluent.Kafka;
using Metrics.Intake.CloudEvents;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Kafka;

/// <summary>Sends events to the topics of their families, keyed by what they are about, as the AsyncAPI document says.</summary>
/// <param name="settings">The broker and its topics.</param>
public sealed class EventProducer(KafkaSettings settings) : IDisposable
{
    private readonly IProducer<byte[]?, byte[]> _producer = new KafkaClients(settings).Producer();

    /// <summary>Sends events; when it ends, all have arrived.</summary>
    /// <exception cref="BrokerLostException">One could not be sent.</exception>
    public async Task SendAsync(IReadOnlyList<ServiceEvent> events, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(events.Select(e => _producer.ProduceAsync(
                settings.Topics[e.Type.Family], new Message<byte[]?, byte[]> { Key = Encoding.UTF8.GetBytes(e.Subject), Value = Json(e) }, cancellation))).ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            throw new BrokerLostException($"{settings.BootstrapServers}: {e.Error.Reason}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();

    private static byte[] Json(ServiceEvent e)
    {
        using var stream = new MemoryStream();
        using (var writer = new CloudEventWriter(stream)) writer.Write(e);
        // Without the line's end.
        return stream.GetBuffer()[..((int)stream.Length - 1)];
    }
}
