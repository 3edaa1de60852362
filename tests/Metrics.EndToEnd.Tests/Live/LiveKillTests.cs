using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using DuckDB.NET.Data;
using Metrics.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>
/// kill -9 at random moments of the running service, while events come over Kafka and HTTP: in intake, commits, checkpoints and, as a
/// member of a group, rebalancing. METRICS_KILLS says how many kills (<c>make crash-test KILLS=200</c>), METRICS_KILLS_RESULT where the sum goes.
/// </summary>
public sealed class LiveKillTests(ITestOutputHelper output)
{
    private const int Partitions = 24;
    private const int MessagesASecond = 600;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("METRICS_KILLS") ?? "8", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("METRICS_KILLS_SEED") ?? "20261126", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Kills_at_random_moments_lose_nothing_and_count_nothing_twice()
    {
        var random = new Random(Seed);
        using var place = new Workplace();
        await using var broker = await DevBroker.StartAsync(place, Partitions);
        WriteConfigurations(place, broker.BootstrapServers);
        var port = LiveServer.FreePort();
        await using var server = new LiveServer(place, "service.yaml", port);
        await using var member = new LiveServer(place, "member.yaml", port);
        var events = new LiveEvents(Seed);
        await using var feed = new LiveFeed(events, broker.BootstrapServers, port, MessagesASecond);
        var seen = 0m;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var one = random.Next(4) == 0 ? member : server;
            one.Start();
            seen = await OnceAsync(one, random, seen);
            await one.KillAsync();
            await NothingWasTrimmedAsync(broker.BootstrapServers);
            if (kill % 10 == 0) output.WriteLine($"{kill} kills, {feed.Produced} messages, {feed.Posted} posted, {seen} contacts");
        }

        server.Start();
        await feed.FinishAsync();
        await server.CaughtUpAsync();
        await server.StopAsync();
        var (lost, doubled) = await CompareAsync(place, events);
        output.WriteLine($"{Kills} kills, {lost} lost, {doubled} doubled");
        if (Environment.GetEnvironmentVariable("METRICS_KILLS_RESULT") is { } result) await File.WriteAllTextAsync(result, $"{Kills} kills, {lost} lost, {doubled} doubled\n");
        (lost, doubled).Should().Be((0, 0));
        await FiguresAreRightAsync(place, events);
    }

    private static void WriteConfigurations(Workplace place, string servers)
    {
        // Checkpoints come often, so that kills land in them.
        string Text(string more) => $$"""
            maintenance: { checkpointEverySeconds: 1, checkpointMegabytes: 1 }
            kafka:
              bootstrapServers: {{servers}}
              looksEverySeconds: 1
            {{more}}
            """;
        place.Write("service.yaml", Text(""));
        place.Write("member.yaml", Text("  mode: group\n  properties: { session.timeout.ms: 3000, heartbeat.interval.ms: 500 }"));
    }

    // Some kills come before it answers, some in full work; what has once been shown is never taken back.
    private static async Task<decimal> OnceAsync(LiveServer server, Random random, decimal seen)
    {
        var after = TimeSpan.FromMilliseconds(random.Next(300, 2500));
        if (random.Next(5) == 0)
        {
            await Task.Delay(after);
            return seen;
        }

        await server.UntilAsync("it answers", async s => await s.FigureAsync("contacts-offered") is not null);
        (await server.FigureAsync("contacts-offered")).Should().BeGreaterThanOrEqualTo(seen, "what was committed before the kill is there after it");
        await Task.Delay(after);
        return await server.FigureAsync("contacts-offered") ?? seen;
    }

    // The broker keeps 5 MiB a partition: were it to trim what hasn't been read, the set-up would be wrong and not the product.
    private static async Task NothingWasTrimmedAsync(string servers)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        var partitions = new[] { "servicedesk.contact", "servicedesk.ticket" }.SelectMany(t => Enumerable.Range(0, Partitions).Select(p => new TopicPartition(t, p))).ToArray();
        var found = await admin.ListOffsetsAsync(partitions.Select(p => new TopicPartitionOffsetSpec { TopicPartition = p, OffsetSpec = OffsetSpec.Earliest() }), new ListOffsetsOptions { RequestTimeout = TimeSpan.FromSeconds(30) });
        // What the service told the broker is never ahead of what it stored.
        var told = ((string[])["contact", "ticket"]).SelectMany(family => Told(servers, "metrics." + family, partitions.Where(p => p.Topic == "servicedesk." + family)))
            .ToDictionary(t => t.TopicPartition, t => t.Offset);
        foreach (var first in found.ResultInfos.Select(r => r.TopicPartitionOffsetError))
            first.Offset.Value.Should().BeLessThanOrEqualTo(Math.Max(0, told[first.TopicPartition].Value), "{0} was trimmed before it was read: give the broker more partitions", first.TopicPartition);
    }

    private static List<TopicPartitionOffset> Told(string servers, string group, IEnumerable<TopicPartition> partitions)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = servers, GroupId = group }).Build();
        return consumer.Committed(partitions, TimeSpan.FromSeconds(30));
    }

    private static async Task<(int Lost, int Doubled)> CompareAsync(Workplace place, LiveEvents events)
    {
        using var database = new DuckDBConnection($"DataSource={place.At(Workplace.DatabaseName)};ACCESS_MODE=READ_ONLY");
        await database.OpenAsync();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT id, count(*) FROM events GROUP BY id";
        using var reader = await command.ExecuteReaderAsync();
        var stored = new Dictionary<string, long>();
        while (await reader.ReadAsync()) stored[reader.GetString(0)] = reader.GetInt64(1);
        stored.Keys.Except(events.Ids).Should().BeEmpty("nothing was sent that isn't known here");
        return (events.Ids.Count(id => !stored.ContainsKey(id)), stored.Values.Count(n => n > 1));
    }

    private static async Task FiguresAreRightAsync(Workplace place, LiveEvents events)
    {
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
        var figures = (await place.Kpi("contacts-offered", "tickets-opened")).ToDictionary(r => r.GetProperty("kpi").GetString()!, r => r.GetProperty("numerator").GetInt32());
        figures["contacts-offered"].Should().Be(events.Offered);
        figures["tickets-opened"].Should().Be(events.Opened);
    }
}
