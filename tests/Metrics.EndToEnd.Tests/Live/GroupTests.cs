using DuckDB.NET.Data;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Workers that share topics as members of a group, and hand over to the one service that owns the database.</summary>
public sealed class GroupTests
{
    private const string Alone = "alone.duckdb";

    // Every kind of cells that contacts and tickets have.
    private static readonly string[] Cells = ["contact_cells", "ticket_cells", "contact_facts", "ticket_facts"];

    [Fact]
    public async Task Members_are_killed_join_and_leave_and_the_cells_are_those_of_a_single_worker()
    {
        using var place = new Workplace();
        await using var broker = await DevBroker.StartAsync(place, 12);
        var port = LiveServer.FreePort();
        place.Write("owner.yaml", "maintenance: { checkpointEverySeconds: 1, checkpointMegabytes: 1 }\n");
        place.Write("worker.yaml", $$"""
            owner: { address: "http://127.0.0.1:{{port}}" }
            kafka:
              bootstrapServers: {{broker.BootstrapServers}}
              mode: group
              looksEverySeconds: 1
              properties: { session.timeout.ms: 3000, heartbeat.interval.ms: 500 }
            """);
        place.Write("alone.yaml", $"kafka: {{ bootstrapServers: {broker.BootstrapServers}, group: alone }}\n");
        await using var owner = new LiveServer(place, "owner.yaml", port);
        owner.Start();
        await using var first = Worker(place);
        await using var second = Worker(place);
        await using var third = Worker(place);
        var events = new LiveEvents(7);
        await using var feed = new LiveFeed(events, broker.BootstrapServers, port: null, messagesASecond: 400);

        first.Start();
        await ReadsAsync(first);
        second.Start();
        await ReadsAsync(second);
        await first.KillAsync();
        third.Start();
        await ReadsAsync(third);
        await second.StopAsync();
        // Whoever is left has what the others had.
        await Task.Delay(TimeSpan.FromSeconds(2));
        await feed.FinishAsync();
        await third.CaughtUpAsync();
        await owner.UntilAsync("all contacts are counted", async s => await s.FigureAsync("contacts-offered") == events.Offered);
        await third.StopAsync();
        await owner.StopAsync();
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");

        await using var alone = new LiveServer(place, "alone.yaml", LiveServer.FreePort(), Alone);
        alone.Start();
        await alone.UntilAsync("all contacts are counted", async s => await s.FigureAsync("contacts-offered") == events.Offered);
        await alone.CaughtUpAsync();
        await alone.StopAsync();
        await AreTheSameAsync(place, events);
    }

    [Fact]
    public async Task A_worker_waits_for_its_owner_and_says_so()
    {
        using var place = new Workplace();
        await using var broker = await DevBroker.StartAsync(place, 2);
        var port = LiveServer.FreePort();
        place.Write("owner.yaml", "web: {}\n");
        place.Write("worker.yaml", $"owner: {{ address: 'http://127.0.0.1:{port}' }}\nkafka: {{ bootstrapServers: {broker.BootstrapServers}, mode: group }}\n");
        await using var worker = Worker(place);
        worker.Start();
        await worker.UntilAsync("it says what it waits for", async s => (await s.WorkerAsync("contact intake"))?.GetProperty("reason").GetString() is { } reason
            && reason.Contains($"the service at http://127.0.0.1:{port}/ doesn't answer", StringComparison.Ordinal));
        await using var owner = new LiveServer(place, "owner.yaml", port);
        owner.Start();
        using var producer = LiveSite.ProducerOf(broker.BootstrapServers);
        for (var i = 0; i < 20; i++) producer.Produce("servicedesk.contact", new() { Key = $"c{i}", Value = LiveSite.Answered($"c{i}") });
        producer.Flush(TimeSpan.FromSeconds(60)).Should().Be(0);
        await owner.UntilAsync("they are counted", async s => await s.FigureAsync("contacts-answered") == 20);
        // The owner goes away while nothing comes, and comes back: what came meanwhile is counted once.
        await owner.KillAsync();
        for (var i = 10; i < 40; i++) producer.Produce("servicedesk.contact", new() { Key = $"c{i}", Value = LiveSite.Answered($"c{i}") });
        producer.Flush(TimeSpan.FromSeconds(60)).Should().Be(0);
        await worker.UntilAsync("it can't hand over", async s => await s.StatusOfAsync("/healthz") == 503);
        owner.Start();
        await owner.UntilAsync("all are counted", async s => await s.FigureAsync("contacts-answered") == 40);
        await worker.UntilAsync("it is well again", async s => await s.StatusOfAsync("/healthz") == 200);
    }

    private static LiveServer Worker(Workplace place) => new(place, "worker.yaml", LiveServer.FreePort(), database: null);

    // It has partitions, and messages of them have been stored since.
    private static Task ReadsAsync(LiveServer worker) => worker.UntilAsync("it reads its part", async s => await s.WorkerAsync("hand-over") is { } handOver && handOver.GetProperty("records").GetInt64() > 100);

    private static async Task AreTheSameAsync(Workplace place, LiveEvents events)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        await RunAsync(connection, $"ATTACH '{place.At(Workplace.DatabaseName)}' AS shared (READ_ONLY)");
        await RunAsync(connection, $"ATTACH '{place.At(Alone)}' AS alone (READ_ONLY)");
        (await RunAsync(connection, "SELECT count(*) FROM shared.events")).Should().Be(events.Ids.Count, "every event is stored, and once");
        foreach (var table in Cells)
        {
            (await RunAsync(connection, $"SELECT count(*) FROM shared.{table}")).Should().BePositive();
            // Slices are numbered as they come.
            string Of(string database) => $"(SELECT s.* EXCLUDE slice, t.* EXCLUDE slice FROM {database}.{table} t JOIN {database}.slices s USING (slice))";
            (await RunAsync(connection, $"SELECT count(*) FROM (({Of("shared")} EXCEPT ALL {Of("alone")}) UNION ALL ({Of("alone")} EXCEPT ALL {Of("shared")}))"))
                .Should().Be(0, "{0} is the same whoever read", table);
        }
    }

    private static async Task<long> RunAsync(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync() ?? 0L, System.Globalization.CultureInfo.InvariantCulture);
    }
}
