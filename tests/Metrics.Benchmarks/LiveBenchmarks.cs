using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Confluent.Kafka;

namespace Metrics.Benchmarks;

/// <summary>How fast events that come over the broker and over HTTP are committed, beside what the transport alone can do.</summary>
internal static class LiveBenchmarks
{
    private const int Partitions = 96;
    private const string Contacts = "servicedesk.contact";

    // The broker keeps 5 MiB a partition.
    private const int Messages = 1_500_000;
    private const int PostLines = 20_000;

    /// <summary>Topics full of contacts: read by a bare <c>Consume</c> loop, and read, validated, folded and committed by the service.</summary>
    public static async Task KafkaAsync(ScratchFolder folder)
    {
        using var broker = await RunningProgram.BrokerAsync(folder, Partitions).ConfigureAwait(false);
        Produce(broker.Address);
        var bare = TimeSpan.Zero;
        for (var run = 0; run < 2; run++) bare = Consume(broker.Address);
        Console.WriteLine("from the broker");
        Rate("a bare Consume loop", Messages, bare);
        var best = 0d;
        for (var run = 0; run < 2; run++)
        {
            using var service = await RunningProgram.ServiceAsync(folder, folder[$"kafka{run}.duckdb"], $"kafka: {{ bootstrapServers: {broker.Address} }}\n").ConfigureAwait(false);
            var (took, committed) = await CommittedAsync(service, Messages).ConfigureAwait(false);
            Rate($"to committed cells, run {run + 1}", committed, took);
            best = Math.Max(best, committed / took.TotalSeconds / (Messages / bare.TotalSeconds));
        }

        Console.WriteLine(FormattableString.Invariant($"  to committed cells at {best:N2} of the bare loop's rate"));
    }

    /// <summary>Posts of NDJSON: taken on disk and acknowledged, and committed.</summary>
    public static async Task PostsAsync(ScratchFolder folder)
    {
        Console.WriteLine(FormattableString.Invariant($"posts of {PostLines:N0} lines, two at a time"));
        using var service = await RunningProgram.ServiceAsync(folder, folder["posts.duckdb"], "web: {}\n").ConfigureAwait(false);
        using var client = new HttpClient { BaseAddress = new Uri(service.Address), Timeout = TimeSpan.FromMinutes(5) };
        var bodies = Enumerable.Range(0, Messages / PostLines).Select(Body).ToArray();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (body, cancellation) =>
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var answer = await client.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content, cancellation).ConfigureAwait(false);
            if ((int)answer.StatusCode != 202) throw new InvalidOperationException($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false)}");
        }).ConfigureAwait(false);
        Rate("acknowledged", Messages, watch.Elapsed);
        await CommittedAsync(service, Messages).ConfigureAwait(false);
        Rate("committed", Messages, watch.Elapsed);
    }

    private static byte[] Body(int post)
    {
        using var body = new MemoryStream();
        for (var i = 0; i < PostLines; i++)
        {
            body.Write(Contact((post * PostLines) + i));
            body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }

    private static byte[] Contact(int number)
        => ContactText.Event($"c{number}", "recorded", DateTime.UnixEpoch.AddDays(20_000).AddSeconds(number / 10d), $$"""{"queue":"q{{number % 7}}","channel":"phone","outcome":"answered","waitSeconds":{{number % 200}}}""");

    private static void Produce(string servers)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = servers, LingerMs = 50, BatchNumMessages = 500, QueueBufferingMaxMessages = Messages + 1 }).Build();
        for (var i = 0; i < Messages; i++) producer.Produce(new TopicPartition(Contacts, i % Partitions), new Message<byte[], byte[]> { Key = [1], Value = Contact(i) });
        producer.Flush(TimeSpan.FromMinutes(5));
    }

    private static TimeSpan Consume(string servers)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { BootstrapServers = servers, GroupId = "bare", EnableAutoCommit = false }).Build();
        consumer.Assign(Enumerable.Range(0, Partitions).Select(p => new TopicPartitionOffset(Contacts, p, Offset.Beginning)));
        var (watch, read) = (new Stopwatch(), 0);
        while (read < Messages)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(10)) is null) throw new InvalidOperationException($"the broker kept {read} of {Messages} messages");
            // Connecting is not counted, here as there.
            if (read++ == 0) watch.Start();
        }

        return watch.Elapsed;
    }

    // From when the program is warm to the last that is committed.
    private static async Task<(TimeSpan Took, long Committed)> CommittedAsync(RunningProgram service, int all)
    {
        using var client = new HttpClient { BaseAddress = new Uri(service.Address) };
        var (watch, first) = (new Stopwatch(), 0L);
        while (true)
        {
            var health = await client.GetFromJsonAsync<JsonElement>(new Uri("/healthz", UriKind.Relative)).ConfigureAwait(false);
            var committed = health.GetProperty("workers").EnumerateArray().Single(w => w.GetProperty("name").GetString() == "aggregation").GetProperty("records").GetInt64();
            if (committed >= all) return (watch.Elapsed, committed - first);
            if (committed >= all / 8 && !watch.IsRunning)
            {
                first = committed;
                watch.Start();
            }

            await Task.Delay(5).ConfigureAwait(false);
        }
    }

    private static void Rate(string what, long count, TimeSpan time) => Console.WriteLine(FormattableString.Invariant($"  {what}: {count:N0} in {time.TotalSeconds:N2} s, {count / time.TotalSeconds:N0} a second"));
}
