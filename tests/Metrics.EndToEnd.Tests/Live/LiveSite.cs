using Confluent.Kafka;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>A broker, a service that reads it, and a producer, in one folder.</summary>
internal sealed class LiveSite : IAsyncDisposable
{
    private const string Contacts = "servicedesk.contact";

    private LiveSite(Workplace place, DevBroker broker, LiveServer server, string database)
    {
        (Place, Broker, Server, _database) = (place, broker, server, database);
        Producer = ProducerOf(broker.BootstrapServers);
    }

    private readonly string _database;

    public Workplace Place { get; }

    public DevBroker Broker { get; }

    public LiveServer Server { get; }

    public IProducer<string, byte[]> Producer { get; }

    /// <summary>Starts broker and service and waits until all topics are read.</summary>
    public static async Task<LiveSite> StartAsync(int partitions = 4, int brokers = 1, string kafka = "", Action<Workplace>? prepare = null, string database = Workplace.DatabaseName)
    {
        var place = new Workplace();
        prepare?.Invoke(place);
        var broker = await DevBroker.StartAsync(place, partitions, brokers);
        place.Write("service.yaml", $"kafka:\n  bootstrapServers: {broker.BootstrapServers}\n  looksEverySeconds: 1\n{kafka}");
        var site = new LiveSite(place, broker, new LiveServer(place, "service.yaml", LiveServer.FreePort(), database), database);
        site.Server.Start();
        await site.Server.CaughtUpAsync();
        return site;
    }

    /// <summary>A producer that is quiet about lost brokers.</summary>
    public static IProducer<string, byte[]> ProducerOf(string servers)
        => new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = servers, EnableIdempotence = true, LingerMs = 5 })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    /// <summary>Sends answered contacts with ids of their own.</summary>
    public void SendContacts(string prefix, int count)
    {
        for (var i = 0; i < count; i++) Send($"{prefix}{i}", Answered($"{prefix}{i}"));
        Producer.Flush(TimeSpan.FromSeconds(60)).Should().Be(0, "the broker takes all messages");
    }

    /// <summary>Sends a message to the contacts' topic.</summary>
    public void Send(string key, byte[] value) => Producer.Produce(Contacts, new Message<string, byte[]> { Key = key, Value = value });

    /// <summary>An answered contact.</summary>
    public static byte[] Answered(string id, string more = "")
        => System.Text.Encoding.UTF8.GetBytes(Samples.Event(id, "contact.recorded", "2024-03-01T09:00:00Z", id, """{"queue":"Q","outcome":"answered","waitSeconds":7}""", more).TrimEnd('\n'));

    /// <summary>Waits until so many contacts are counted.</summary>
    public Task CountedAsync(int contacts, int patienceSeconds = 120)
        => Server.UntilAsync($"{contacts} contacts are counted", async s => await s.FigureAsync("contacts-answered") is { } n && n >= contacts, patienceSeconds);

    /// <summary>Stops the service and holds its figures against what was sent.</summary>
    public async Task EndsWithAsync(int contacts)
    {
        await Server.CaughtUpAsync();
        (await Server.FigureAsync("contacts-answered")).Should().Be(contacts);
        await Server.StopAsync();
        (await Place.RunOn(_database, "verify")).Succeeded().Output.Should().Contain("0 differences");
        (await Place.RunOn(_database, "kpi", "contacts-answered", "--format", "json")).Succeeded().Json[0].GetProperty("numerator").GetInt32().Should().Be(contacts);
    }

    public async ValueTask DisposeAsync()
    {
        Producer.Dispose();
        await Server.DisposeAsync();
        await Broker.DisposeAsync();
        Place.Dispose();
    }
}
