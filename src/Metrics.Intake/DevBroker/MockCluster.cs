using System.Runtime.InteropServices;

namespace Metrics.Intake.DevBroker;

/// <summary>
/// librdkafka's own mock cluster: brokers on loopback that speak the Kafka protocol, for the demo, tests and newcomers. It keeps
/// 5 MiB or 100 000 messages a partition, in memory alone: never a place for anything that must not be lost.
/// </summary>
public sealed class MockCluster : IDisposable
{
    /// <summary>Stands for all brokers where one is asked for.</summary>
    public const int AllBrokers = -1;

    private const int Producer = 0;

    private readonly nint _client;
    private readonly nint _cluster;
    private bool _disposed;

    /// <summary>Starts a cluster; it listens from now on.</summary>
    /// <param name="brokers">How many brokers.</param>
    /// <exception cref="InvalidOperationException">librdkafka can't make one.</exception>
    public MockCluster(int brokers)
    {
        var configuration = MockNative.NewConfiguration();
        // Errors of the mock go to the terminal, its chatter nowhere.
        MockNative.Set(configuration, "log_level", "3", 0, 0);
        _client = MockNative.New(Producer, configuration, 0, 0);
        _cluster = _client == 0 ? 0 : MockNative.NewCluster(_client, brokers);
        if (_cluster == 0) throw new InvalidOperationException($"librdkafka can't make a mock cluster of {brokers} brokers");
        // Real brokers wait three seconds for more members before a new group begins; nobody who tries something out wants to.
        MockNative.SetInitialRebalanceDelay(_cluster, 100);
        // Without one, whoever asks about topics waits for a controller to be chosen.
        MockNative.SetController(_cluster, 1);
    }

    /// <summary>The brokers' addresses, as <c>bootstrap.servers</c> has them.</summary>
    public string BootstrapServers => Marshal.PtrToStringUTF8(MockNative.Bootstraps(_cluster))!;

    /// <summary>Creates a topic.</summary>
    public void CreateTopic(string topic, int partitions, int replication = 1) => Check(MockNative.CreateTopic(_cluster, topic, partitions, replication), $"topic {topic}");

    /// <summary>Deletes a topic with all it holds.</summary>
    public void DeleteTopic(string topic) => Check(MockNative.DeleteTopic(_cluster, topic), $"topic {topic}");

    /// <summary>Deletes a partition's messages before an offset, as retention does.</summary>
    public void Trim(string topic, int partition, long before) => Check(MockNative.DeleteRecords(_cluster, topic, partition, before), $"{topic}[{partition}]");

    /// <summary>Gives a partition another leader.</summary>
    public void SetLeader(string topic, int partition, int broker) => Check(MockNative.SetLeader(_cluster, topic, partition, broker), $"{topic}[{partition}]");

    /// <summary>Cuts a broker off and lets nobody connect to it.</summary>
    public void SetDown(int broker = AllBrokers) => Check(MockNative.SetDown(_cluster, broker), $"broker {broker}");

    /// <summary>Lets clients connect again.</summary>
    public void SetUp(int broker = AllBrokers) => Check(MockNative.SetUp(_cluster, broker), $"broker {broker}");

    /// <summary>Delays every answer of a broker.</summary>
    public void SetRoundTrip(int milliseconds, int broker = AllBrokers) => Check(MockNative.SetRoundTrip(_cluster, broker, milliseconds), $"broker {broker}");

    /// <summary>Lets the next requests of one kind fail.</summary>
    /// <param name="api">The kind of request, as the protocol numbers them: 0 produce, 1 fetch, 2 list offsets, 3 metadata.</param>
    /// <param name="error">The error, as the protocol numbers them: 6 not the leader, 7 timed out; -195 cuts the connection.</param>
    /// <param name="count">How many requests.</param>
    public void PushErrors(short api, int error, int count) => MockNative.PushErrors(_cluster, api, (nuint)count, [.. Enumerable.Repeat(error, count)]);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        MockNative.DestroyCluster(_cluster);
        MockNative.Destroy(_client);
    }

    private static void Check(int error, string what)
    {
        if (error != 0) throw new InvalidOperationException($"{what}: {Marshal.PtrToStringUTF8(MockNative.Describe(error))}");
    }
}
