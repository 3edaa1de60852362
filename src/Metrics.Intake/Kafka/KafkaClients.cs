using Confluent.Kafka;
using Metrics.Pipelines.Service;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Kafka;

/// <summary>Makes the clients of a broker.</summary>
/// <param name="settings">Where it is and how it is reached.</param>
internal sealed class KafkaClients(KafkaSettings settings)
{
    // Per partition's fetch and per client: what waits unread in memory is bounded, whatever the broker holds.
    private const int FetchBytes = 1 << 18;
    private const int QueuedKilobytes = 32 * 1024;

    /// <summary>A consumer that stands nowhere yet and commits only what it is told to.</summary>
    /// <param name="prepare">Adds the handlers.</param>
    /// <exception cref="ConfigurationException">A property is not one of librdkafka's, or its value isn't allowed.</exception>
    public IConsumer<Ignore, byte[]> Consumer(Action<ConsumerBuilder<Ignore, byte[]>> prepare)
    {
        var config = new ConsumerConfig(Properties())
        {
            GroupId = settings.Group,
            // What is told to be stored is committed in the background, for those who watch lag; where reading goes on stands in the database.
            EnableAutoCommit = true,
            AutoCommitIntervalMs = 1000,
            EnableAutoOffsetStore = false,
            // An offset that is no longer there is an error to be seen, not a reason to skip.
            AutoOffsetReset = AutoOffsetReset.Error,
            IsolationLevel = IsolationLevel.ReadCommitted,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
            EnablePartitionEof = false,
            AllowAutoCreateTopics = false,
            QueuedMaxMessagesKbytes = QueuedKilobytes,
            FetchMaxBytes = QueuedKilobytes * 1024,
            MaxPartitionFetchBytes = FetchBytes,
            ReconnectBackoffMaxMs = 2000,
            SocketKeepaliveEnable = true,
        };
        var builder = new ConsumerBuilder<Ignore, byte[]>(config);
        prepare(builder);
        return Build(builder.Build);
    }

    /// <summary>A producer that tells of every message whether it arrived.</summary>
    /// <exception cref="ConfigurationException">A property is not one of librdkafka's, or its value isn't allowed.</exception>
    public IProducer<byte[]?, byte[]> Producer() => Build(new ProducerBuilder<byte[]?, byte[]>(new ProducerConfig(Properties())
    {
        EnableIdempotence = true,
        Acks = Acks.All,
        LingerMs = 5,
        MessageTimeoutMs = 30_000,
    }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build);

    private Dictionary<string, string> Properties() => new(settings.Properties, StringComparer.Ordinal) { ["bootstrap.servers"] = settings.BootstrapServers, ["client.id"] = "metrics" };

    private static T Build<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw new ConfigurationException($"kafka: {e.Message.ReplaceLineEndings(" ")}; correct it under kafka.properties or kafka.security", e);
        }
    }
}
