using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Confluent.Kafka;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;

namespace Metrics.Benchmarks;

/// <summary>
/// From the moment an event is handed to the broker to the moment the API's answer counts it, with years of events stored: broker, service,
/// producer and asker share this machine.
/// </summary>
internal static class LatencyBenchmark
{
    private const int Partitions = 12;
    private const int EventsASecond = 5_000;
    private const string Contacts = "servicedesk.contact";

    private static readonly TimeSpan Asks = TimeSpan.FromMilliseconds(50);

    // librdkafka's mock broker looks for a message through all its message sets, so it grows slow with sets that are small and many.
    private const int LingerMilliseconds = 25;

    // In the first seconds code is compiled and the log is learnt.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Runs it.</summary>
    /// <param name="folder">Where its files are.</param>
    /// <param name="stored">Events stored before.</param>
    /// <param name="length">How long events are sent.</param>
    public static async Task RunAsync(ScratchFolder folder, int stored, TimeSpan length)
    {
        var database = folder["latency.duckdb"];
        ContactStream.Fill(database, stored, Organisation.DefaultId, place => new ContactOffered { Queue = ContactText.Queue(place % Partitions), Channel = "phone" });
        using var broker = await RunningProgram.BrokerAsync(folder, Partitions).ConfigureAwait(false);
        using var service = await RunningProgram.ServiceAsync(folder, database, $"kafka: {{ bootstrapServers: {broker.Address} }}\n").ConfigureAwait(false);
        using var client = new HttpClient { BaseAddress = new Uri(service.Address), Timeout = TimeSpan.FromMinutes(1) };
        using var producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = broker.Address, LingerMs = LingerMilliseconds }).Build();
        var today = DateTime.UtcNow.Date;
        var day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var question = $"/api/v1/kpis?kpi=contacts-offered&kpi=contacts-answered&per=queue&from={day}&to={today.AddDays(1):yyyy-MM-dd}";

        var idle = await AskAloneAsync(client, question).ConfigureAwait(false);
        var (offered, answered) = (new SentTimes(Partitions), new SentTimes(Partitions));
        using var done = new CancellationTokenSource();
        var asking = AskAsync(client, question, offered, answered, done.Token);
        var (processor, brokers, clock) = (service.Processor, broker.Processor, Stopwatch.StartNew());
        await ProduceAsync(producer, length, offered, answered).ConfigureAwait(false);
        var sending = clock.Elapsed;
        producer.Flush(TimeSpan.FromSeconds(30));
        while (offered.Waiting + answered.Waiting > 0 && clock.Elapsed < length * 3) await Task.Delay(50).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
        var asked = await asking.ConfigureAwait(false);
        var sent = offered.Sent * ContactStream.EventsAContact;
        Console.WriteLine(FormattableString.Invariant($"event to figure, {stored:N0} events stored: {sent:N0} events sent in {sending.TotalSeconds:N1} s ({sent / sending.TotalSeconds:N0} a second), {offered.Waiting + answered.Waiting} not counted"));
        foreach (var (what, times) in new[] { ("offered", offered), ("answered", answered) })
        {
            Tell($"{what} → counted in the API", times.Latencies(TimeSpan.Zero));
            Tell($"{what} → counted in the API, without the first {WarmUp.TotalSeconds:N0} s", times.Latencies(WarmUp));
        }

        Tell("the question itself, while events come", asked);
        Tell("the question itself, alone", idle);
        Console.WriteLine(FormattableString.Invariant($"  the service used {(service.Processor - processor).TotalSeconds / clock.Elapsed.TotalSeconds:N2} cores and {service.Memory / 1e6:N0} MB, the broker {(broker.Processor - brokers).TotalSeconds / clock.Elapsed.TotalSeconds:N2} cores"));
    }

    private static Task ProduceAsync(IProducer<byte[], byte[]> producer, TimeSpan length, SentTimes offered, SentTimes answered)
        => ContactStream.SendAsync(length, EventsASecond, Partitions, (what, partition, id) =>
        {
            (what switch { "offered" => offered, "answered" => answered, _ => null })?.Add(partition);
            var value = what == "offered" ? ContactText.Offered(id, partition, DateTime.UtcNow) : ContactText.Event(id, what, DateTime.UtcNow, "{}");
            producer.Produce(new TopicPartition(Contacts, partition), new Message<byte[], byte[]> { Key = [(byte)partition], Value = value });
        });

    private static async Task<List<TimeSpan>> AskAloneAsync(HttpClient client, string question)
    {
        var took = new List<TimeSpan>();
        for (var i = 0; i < 60; i++)
        {
            var watch = Stopwatch.StartNew();
            await client.GetByteArrayAsync(new Uri(question, UriKind.Relative)).ConfigureAwait(false);
            // The first ones compile.
            if (i >= 20) took.Add(watch.Elapsed);
        }

        return took;
    }

    private static async Task<List<TimeSpan>> AskAsync(HttpClient client, string question, SentTimes offered, SentTimes answered, CancellationToken done)
    {
        var took = new List<TimeSpan>();
        while (!done.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            var rows = await client.GetFromJsonAsync<JsonElement[]>(new Uri(question, UriKind.Relative), CancellationToken.None).ConfigureAwait(false);
            took.Add(watch.Elapsed);
            foreach (var row in rows!)
            {
                if (row.GetProperty("queue").GetString() is not { } queue || row.GetProperty("numerator").ValueKind != JsonValueKind.Number) continue;
                var times = row.GetProperty("kpi").GetString() == "contacts-offered" ? offered : answered;
                times.Counted(int.Parse(queue[1..], CultureInfo.InvariantCulture), row.GetProperty("numerator").GetInt32());
            }

            await Task.Delay(Asks, CancellationToken.None).ConfigureAwait(false);
        }

        return took;
    }

    internal static void Tell(string what, IReadOnlyCollection<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        double At(double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))].TotalMilliseconds;
        Console.WriteLine(FormattableString.Invariant($"  {what}: p50 {At(.5):N0} ms, p99 {At(.99):N0} ms, worst {At(1):N0} ms ({sorted.Length:N0} times)"));
    }

    /// <summary>When the events of each partition were sent, until they are counted, which happens in the order they were sent.</summary>
    private sealed class SentTimes(int partitions)
    {
        private readonly ConcurrentQueue<long>[] _sent = [.. Enumerable.Range(0, partitions).Select(_ => new ConcurrentQueue<long>())];
        private readonly int[] _counted = new int[partitions];
        private int _all;

        private readonly List<(long Sent, TimeSpan Took)> _took = [];
        private readonly long _start = Stopwatch.GetTimestamp();

        /// <summary>Of what was sent later than that.</summary>
        public IReadOnlyCollection<TimeSpan> Latencies(TimeSpan after) => [.. _took.Where(t => Stopwatch.GetElapsedTime(_start, t.Sent) >= after).Select(t => t.Took)];

        public int Sent => _all;

        public int Waiting => _sent.Sum(s => s.Count);

        public void Add(int partition)
        {
            _sent[partition].Enqueue(Stopwatch.GetTimestamp());
            _all++;
        }

        public void Counted(int partition, int events)
        {
            for (; _counted[partition] < events && _sent[partition].TryDequeue(out var sent); _counted[partition]++) _took.Add((sent, Stopwatch.GetElapsedTime(sent)));
        }
    }
}
