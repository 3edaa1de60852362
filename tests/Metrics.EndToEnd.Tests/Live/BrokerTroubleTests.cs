namespace Metrics.EndToEnd.Tests.Live;

/// <summary>What brokers do in bad hours, and that the service needs nobody for it; or, where reading on would lose something, that it stops and says so.</summary>
public sealed class BrokerTroubleTests
{
    [Fact]
    public async Task A_broker_that_is_gone_for_a_while_is_waited_for_and_nothing_is_lost()
    {
        await using var site = await LiveSite.StartAsync();
        site.SendContacts("before", 100);
        await site.CountedAsync(100);
        await site.Broker.DoAsync("down");
        await site.Server.UntilAsync("the loss is seen", async s => State(await s.WorkerAsync("contact intake")) == "disconnected");
        (await site.Server.FigureAsync("contacts-answered")).Should().Be(100, "figures are answered while the broker is gone");
        await Task.Delay(TimeSpan.FromSeconds(5));
        await site.Broker.DoAsync("up");
        site.SendContacts("after", 100);
        await site.CountedAsync(200);
        site.Server.Log.Count(l => l.Contains("contact intake: Disconnected", StringComparison.Ordinal)).Should().Be(1, "a loss is told once, not at every try");
        await site.EndsWithAsync(200);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_at_the_start_is_waited_for()
    {
        await using var site = await LiveSite.StartAsync();
        site.SendContacts("c", 50);
        await site.CountedAsync(50);
        await site.Server.KillAsync();
        site.SendContacts("d", 50);
        await site.Broker.DoAsync("down");
        site.Server.Start();
        await site.Server.UntilAsync("it serves without its broker", async s => State(await s.WorkerAsync("contact intake")) == "disconnected" && await s.FigureAsync("contacts-answered") == 50);
        await site.Broker.DoAsync("up");
        await site.CountedAsync(100);
        await site.EndsWithAsync(100);
    }

    [Fact]
    public async Task Leaders_that_change_slow_answers_and_failing_requests_lose_nothing()
    {
        await using var site = await LiveSite.StartAsync(brokers: 3);
        site.SendContacts("a", 200);
        for (var partition = 0; partition < 4; partition++) await site.Broker.DoAsync($"leader servicedesk.contact {partition} {1 + (partition % 3)}");
        site.SendContacts("b", 200);
        await site.Broker.DoAsync("rtt 300");
        site.SendContacts("c", 200);
        await site.Broker.DoAsync("rtt 0");
        // Not the leader; request timed out; connection cut.
        foreach (var error in (int[])[6, 7, -195]) await site.Broker.DoAsync($"errors 1 {error} 5");
        site.SendContacts("d", 200);
        await site.CountedAsync(800);
        await site.EndsWithAsync(800);
    }

    [Fact]
    public async Task A_topic_that_is_made_later_is_read_when_it_is()
    {
        await using var site = await LiveSite.StartAsync(partitions: 1);
        await site.Server.StopAsync();
        await site.Broker.DoAsync("drop servicedesk.contact");
        site.Server.Start();
        await site.Server.UntilAsync("it says what is missing", async s => State(await s.WorkerAsync("contact intake")) == "disconnected");
        (await site.Server.WorkerAsync("contact intake"))!.Value.GetProperty("reason").GetString().Should().Contain("there is no topic servicedesk.contact");
        await site.Broker.DoAsync("topic servicedesk.contact 6");
        site.SendContacts("a", 60);
        await site.CountedAsync(60);
        await site.EndsWithAsync(60);
    }

    [Fact]
    public async Task Messages_deleted_before_they_were_read_stop_their_source_until_somebody_has_looked()
    {
        await using var site = await LiveSite.StartAsync(partitions: 1);
        site.SendContacts("a", 10);
        await site.CountedAsync(10);
        await site.Server.StopAsync();
        site.SendContacts("b", 10);
        await site.Broker.DoAsync("trim servicedesk.contact 0 15");
        site.Server.Start();
        await site.Server.UntilAsync("it stops", async s => State(await s.WorkerAsync("contact intake")) == "stopped");
        var reason = (await site.Server.WorkerAsync("contact intake"))!.Value.GetProperty("reason").GetString();
        reason.Should().Contain("5 messages were deleted before they were read (offsets 10 to 14)").And.Contain("metrics sources forget kafka/servicedesk.contact");
        State(await site.Server.WorkerAsync("ticket intake")).Should().Be("reading", "other sources go on");
        (await site.Place.Run("sources", "forget", "kafka/servicedesk.contact")).Succeeded();
        await site.CountedAsync(15);
        await site.EndsWithAsync(15);
    }

    [Fact]
    public async Task A_topic_made_anew_under_the_same_name_is_noticed_even_when_it_has_grown_longer()
    {
        await using var site = await LiveSite.StartAsync(partitions: 1);
        site.SendContacts("a", 10);
        await site.CountedAsync(10);
        await site.Server.StopAsync();
        await site.Broker.DoAsync("drop servicedesk.contact");
        await site.Broker.DoAsync("topic servicedesk.contact 1");
        site.SendContacts("b", 30);
        site.Server.Start();
        await site.Server.UntilAsync("it stops", async s => State(await s.WorkerAsync("contact intake")) == "stopped");
        (await site.Server.WorkerAsync("contact intake"))!.Value.GetProperty("reason").GetString().Should().Contain("the topic was made anew");
        (await site.Place.Run("sources", "forget", "kafka/servicedesk.contact")).Succeeded();
        await site.CountedAsync(40);
        await site.EndsWithAsync(40);
    }

    private static string? State(System.Text.Json.JsonElement? worker) => worker?.GetProperty("state").GetString();
}
