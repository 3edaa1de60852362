using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Intake.Kafka;

/// <summary>Sends messages that became no event to the dead-letter topic of theirs: the message as it was, its place and what is wrong in headers.</summary>
public sealed class DeadLetters : IDisposable
{
    private readonly IProducer<byte[]?, byte[]> _producer;
    private readonly string _suffix;

    /// <summary>Connects when something is sent.</summary>
    /// <param name="settings">The broker; it must have a dead-letter suffix.</param>
    public DeadLetters(KafkaSettings settings)
    {
        _producer = new KafkaClients(settings).Producer();
        _suffix = settings.DeadLetterSuffix ?? throw new ArgumentException("writes no dead letters", nameof(settings));
    }

    /// <summary>Sends rejects; when it ends, all have arrived. Sent again after a crash, the same one carries the same key.</summary>
    /// <exception cref="BrokerLostException">One could not be sent.</exception>
    public async Task SendAsync(IReadOnlyList<(Reject Reject, Instant RejectedAt)> rejects, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(rejects.Select(r => _producer.ProduceAsync(TopicCheck.TopicOf(r.Reject.Source) + _suffix, MessageOf(r.Reject, r.RejectedAt), cancellation))).ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            throw new BrokerLostException($"dead letters: {e.Error.Reason}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();

    private static Message<byte[]?, byte[]> MessageOf(Reject reject, Instant rejectedAt)
    {
        // servicedesk.contact[3] at offset 17
        var bracket = reject.Name.LastIndexOf('[');
        var offset = reject.Line.ToString(CultureInfo.InvariantCulture);
        var headers = new Headers();
        void Add(string name, string value) => headers.Add(name, Encoding.UTF8.GetBytes(value));
        Add(DeadLetterHeaders.Topic, reject.Name[..bracket]);
        Add(DeadLetterHeaders.Partition, reject.Name[(bracket + 1)..^1]);
        Add(DeadLetterHeaders.Offset, offset);
        if (reject.Field is { } pointer) Add(DeadLetterHeaders.Pointer, pointer);
        Add(DeadLetterHeaders.Reason, reject.Reason);
        Add(DeadLetterHeaders.RejectedAt, InstantConverter.Format(rejectedAt));
        return new Message<byte[]?, byte[]> { Key = Encoding.UTF8.GetBytes($"{reject.Name}@{offset}"), Value = reject.Raw, Headers = headers };
    }
}
