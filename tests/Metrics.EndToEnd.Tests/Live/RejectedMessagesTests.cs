using System.Text;
using Confluent.Kafka;
using Metrics.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Messages that are no events: kept with their reason and place, sent to the dead-letter topic, read again after a mend.</summary>
public sealed class RejectedMessagesTests(ITestOutputHelper output)
{
    private const int Good = 10_000;
    private const int Bad = 10_000;
    private const int Seed = 20261126;
    private const int Rounds = 4;
    private const long MostGrowth = 64;

    [Fact]
    public async Task Every_good_message_among_thousands_of_broken_ones_is_counted_and_every_broken_one_kept_with_its_reason()
    {
        await using var site = await LiveSite.StartAsync(partitions: 8);
        var random = new Random(Seed);
        var broken = new BrokenMessages(random);
        var memory = new List<long>();
        for (var i = 0; i < Good; i++)
        {
            site.Send($"g{i}", LiveSite.Answered($"g{i}"));
            for (var j = 0; j < Bad / Good; j++) site.Send($"b{i}", broken.Next($"b{i}-{j}"));
            if ((i + 1) % (Good / Rounds) != 0) continue;
            site.Producer.Flush(TimeSpan.FromMinutes(2)).Should().Be(0);
            await site.CountedAsync(i + 1, patienceSeconds: 300);
            await site.Server.CaughtUpAsync();
            memory.Add(site.Server.Memory >> 20);
        }

        output.WriteLine($"MB in memory after each {Good / Rounds} good and as many broken: {string.Join(", ", memory)}");
        // The first rounds fill caches; from then on what a message leaves is on disk.
        (memory[^1] - memory[Rounds / 2]).Should().BeLessThan(MostGrowth, "memory is flat");
        var worker = (await site.Server.WorkerAsync("aggregation"))!.Value;
        worker.GetProperty("rejects").GetInt32().Should().Be(Bad);
        worker.GetProperty("restarts").GetInt32().Should().Be(0, "the process takes no harm");
        var rejects = (await site.Place.Run("rejects", "--limit", $"{Bad + 1}", "--format", "json")).Succeeded().Json.EnumerateArray().ToArray();
        rejects.Should().HaveCount(Bad).And.OnlyContain(r => r.GetProperty("reason").GetString()!.Length > 0 && r.GetProperty("source").GetString() == "kafka/servicedesk.contact");
        rejects.Select(r => (r.GetProperty("name").GetString(), r.GetProperty("line").GetInt64())).Should().OnlyHaveUniqueItems("each has its place");
        await site.EndsWithAsync(Good);
    }

    [Fact]
    public async Task A_message_for_an_organisation_that_is_missing_waits_in_the_dead_letters_and_counts_after_the_mend()
    {
        await using var site = await LiveSite.StartAsync(partitions: 1, prepare: place => place.Configure());
        site.SendContacts("a", 3);
        site.Send("late", LiveSite.Answered("late", "\"organisation\":\"new-one\","));
        site.Send("torn", "{\"spec"u8.ToArray());
        site.SendContacts("b", 3);
        await site.CountedAsync(6);
        var letters = DeadLetters(site, 2);
        letters.Select(l => Encoding.UTF8.GetString(l.Message.Value)).Should().Equal(Encoding.UTF8.GetString(LiveSite.Answered("late", "\"organisation\":\"new-one\",")), "{\"spec");
        Header(letters[0], "reason").Should().Contain("there is no organisation");
        (Header(letters[0], "topic"), Header(letters[0], "partition"), Header(letters[0], "offset"), Header(letters[0], "pointer")).Should().Be(("servicedesk.contact", "0", "3", "/organisation"));

        await site.Server.StopAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "pipelines", "organisations", "default.yaml"));
        site.Place.Configure(("organisations/new-one.yaml", text.Replace("id: default", "id: new-one", StringComparison.Ordinal)));
        site.Server.Start();
        await site.Server.CaughtUpAsync();
        var replayed = (await site.Place.Run("rejects", "replay", "--format", "json")).Succeeded().Json;
        (replayed.GetProperty("mended").GetInt32(), replayed.GetProperty("accepted").GetInt32(), replayed.GetProperty("stillWrong").GetArrayLength()).Should().Be((1, 1, 1));
        (await site.Place.Kpi("contacts-answered", "--organisation", "new-one"))[0].GetProperty("numerator").GetInt32().Should().Be(1);
        (await site.Place.Run("rejects", "--format", "json")).Succeeded().Json.GetArrayLength().Should().Be(1, "what is mended is no reject any more");
        await site.EndsWithAsync(6);
    }

    private static List<ConsumeResult<string, byte[]>> DeadLetters(LiveSite site, int count)
    {
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig { BootstrapServers = site.Broker.BootstrapServers, GroupId = "reader", AutoOffsetReset = AutoOffsetReset.Earliest })
            .SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        // The topic is made by the first letter; its partition is asked for by hand.
        consumer.Assign(Enumerable.Range(0, 4).Select(p => new TopicPartitionOffset("servicedesk.contact.dead-letter", p, Offset.Beginning)));
        var letters = new List<ConsumeResult<string, byte[]>>();
        for (var tries = 0; tries < 100 && letters.Count < count; tries++)
        {
            try
            {
                if (consumer.Consume(TimeSpan.FromMilliseconds(500)) is { } letter) letters.Add(letter);
            }
            catch (ConsumeException)
            {
                // Not made yet.
            }
        }

        return [.. letters.OrderBy(l => Header(l, "offset"), StringComparer.Ordinal)];
    }

    private static string? Header(ConsumeResult<string, byte[]> letter, string name)
        => letter.Message.Headers.TryGetLastBytes(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
