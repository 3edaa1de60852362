using Metrics.Intake.Live;
using Metrics.Pipelines.Service;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Kafka;

/// <summary>
/// Events from topics of a broker, one CloudEvent a message. Where reading goes on stands in the database, in the transaction that
/// stores what was read, so a message counts exactly once whatever dies in between; offsets are committed to the broker afterwards, for lag monitoring alone.
/// </summary>
public sealed class KafkaSource : ILiveSource
{
    /// <summary>What the source names of all topics begin with.</summary>
    public const string Sources = "kafka";

    private readonly KafkaSettings _settings;
    private readonly IReadOnlyList<string> _topics;
    private readonly IReadOnlyDictionary<string, Organisation> _organisations;
    private readonly TimeProvider _time;

    /// <summary>A source of some of a broker's topics.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="settings">The broker.</param>
    /// <param name="topics">The topics.</param>
    /// <param name="organisations">The organisations there are.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ConfigurationException">A property is not one of librdkafka's, or its value isn't allowed.</exception>
    public KafkaSource(string name, KafkaSettings settings, IReadOnlyList<string> topics, IReadOnlyDictionary<string, Organisation> organisations, TimeProvider time)
    {
        (Name, _settings, _topics, _organisations, _time) = (name, settings, topics, organisations, time);
        Status = new SourceStatus(time);
        // A misspelt property is told at start, not at the first outage.
        new KafkaClients(settings).Consumer(builder => builder.SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { })).Dispose();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public SourceStatus Status { get; }

    /// <inheritdoc/>
    public async Task RunAsync(ICommitQueue queue, CancellationToken cancellation)
    {
        using var reader = new TopicReader(_settings, _topics, _organisations, queue, Status, _time);
        try
        {
            await reader.RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (BrokerLostException e)
        {
            Status.Becomes(SourceState.Disconnected, e.Message);
            throw;
        }
        catch (SourceStoppedException e)
        {
            Status.Becomes(SourceState.Stopped, e.Message);
            throw;
        }
    }
}
