using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk;

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
    public async Task SendAsync(IReadOnlyList<Reject> rejects, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(rejects.Select(r => _producer.ProduceAsync(TopicCheck.TopicOf(r.Source) + _suffix, MessageOf(r), cancellation))).ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            throw new BrokerLostException($"dead letters: {e.Error.Reason}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _producer.Dispose();

    private static Message<byte[]?, byte[]> MessageOf(Reject reject)
    {
        // servicedesk.contact[3] at offset 17
        var bracket = reject.Name.LastIndexOf('[');
        var offset = reject.Line.ToString(CultureInfo.InvariantCulture);
        var headers = new Headers();
        void Add(string name, string value) => headers.Add(name, Encoding.UTF8.GetBytes(value));
        Add("topic", reject.Name[..bracket]);
        Add("partition", reject.Name[(bracket + 1)..^1]);
        Add("offset", offset);
        if (reject.Field is { } pointer) Add("pointer", pointer);
        Add("reason", reject.Reason);
        return new Message<byte[]?, byte[]> { Key = Encoding.UTF8.GetBytes($"{reject.Name}@{offset}"), Value = reject.Raw, Headers = headers };
    }
}
