using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Metrics.ServiceDesk.Events;

namespace Metrics.Benchmarks;

/// <summary>
/// Many wallboards that follow the live stream while events are posted: how old a contact is when each wall's figure counts it, and whether the service grows.
/// Service, sender and walls share this machine; a wall here reads its stream as a page does, and draws nothing.
/// </summary>
internal static class WallBenchmark
{
    private const int Walls = 200;
    private const int EventsASecond = 5_000;
    private const string Organisation = "demo-live";
    private const int MostMilliseconds = 60_000;

    private static readonly string[] Units = ["Kontaktcenter", "Växel", "Servicedesk", "Lön", "Ekonomi"];

    // In the first seconds code is compiled and the log is learnt.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Post = TimeSpan.FromMilliseconds(25);

    // As often without events as with them; enough of them that one in a hundred is more than the worst.
    private const int IdleQuestions = 420;
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it.</summary>
    /// <param name="folder">Where its files are.</param>
    /// <param name="stored">Events stored before.</param>
    /// <param name="length">How long events are sent.</param>
    public static async Task RunAsync(ScratchFolder folder, int stored, TimeSpan length)
    {
        var database = folder["walls.duckdb"];
        ContactStream.Fill(database, stored, Organisation, place => new ContactOffered { Unit = Units[place % Units.Length], Channel = "phone" });
        using var service = await RunningProgram.ServiceAsync(folder, database, "web: {}\n").ConfigureAwait(false);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Walls + 10 }) { BaseAddress = new Uri(service.Address), Timeout = Timeout.InfiniteTimeSpan };
        var (sent, states, clock) = (Units.Select(_ => new SentContacts()).ToArray(), new ConcurrentDictionary<string, int[]>(StringComparer.Ordinal), Stopwatch.StartNew());
        using var done = new CancellationTokenSource();
        var ages = Enumerable.Range(0, (int)length.TotalMinutes + 2).Select(_ => new long[MostMilliseconds + 1]).ToArray();
        var walls = Enumerable.Range(0, Walls).Select(_ => FollowAsync(client, sent, states, ages, clock, done.Token)).ToArray();
        var idle = await AskAsync(client, IdleQuestions, BetweenQuestions, CancellationToken.None).ConfigureAwait(false);
        service.Log.Clear();
        var (processor, asking, memory) = (service.Processor, AskAsync(client, int.MaxValue, BetweenQuestions, done.Token), RememberAsync(service, done.Token));
        clock.Restart();
        var events = await SendAsync(client, length, sent).ConfigureAwait(false);
        var took = clock.Elapsed;
        await Task.Delay(TimeSpan.FromSeconds(3)).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(walls).ConfigureAwait(false);
        Console.WriteLine(FormattableString.Invariant($"{Walls} walls, {stored:N0} events stored: {events:N0} events in {took.TotalSeconds:N0} s ({events / took.TotalSeconds:N0} a second), {states.Count} states told"));
        Tell($"sent → counted on a wall, without the first {WarmUp.TotalSeconds:N0} s", [.. Enumerable.Range(0, MostMilliseconds + 1).Select(age => ages.Sum(m => m[age]))]);
        if (length > TimeSpan.FromMinutes(1))
            for (var minute = 0; minute < length.TotalMinutes; minute++) Tell($"  sent in minute {minute + 1}", ages[minute]);
        LatencyBenchmark.Tell("a question, while events come and walls look", await asking.ConfigureAwait(false));
        LatencyBenchmark.Tell("the same with nothing to do but walls", idle);
        Console.WriteLine(FormattableString.Invariant($"  the service used {(service.Processor - processor).TotalSeconds / clock.Elapsed.TotalSeconds:N2} cores; its memory each half minute, MB: {string.Join(' ', (await memory.ConfigureAwait(false)).Select(m => (m / 1_000_000).ToString(CultureInfo.InvariantCulture)))}"));
        TellMaintenance(service);
    }

    // What commits had to wait for besides each other.
    private static void TellMaintenance(RunningProgram service)
    {
        var said = service.Log.Where(l => l.EndsWith(" ms", StringComparison.Ordinal) && (l.Contains(": checkpointed in ", StringComparison.Ordinal) || l.Contains(": compacted by ", StringComparison.Ordinal)))
            .Select(l => (Line: l, Milliseconds: int.Parse(l.Split(' ')[^2], CultureInfo.InvariantCulture))).ToArray();
        Console.WriteLine(FormattableString.Invariant($"  checkpoints and compactions: {said.Length}; the longest: {string.Join(", ", said.OrderByDescending(s => s.Milliseconds).Take(5).Select(s => s.Line[s.Line.LastIndexOf(": ", StringComparison.Ordinal)..].TrimStart(':', ' ')))}"));
    }

    private static async Task<long> SendAsync(HttpClient client, TimeSpan length, SentContacts[] sent)
    {
        using var body = new MemoryStream();
        var (last, events) = (Stopwatch.StartNew(), 0L);
        await ContactStream.SendAsync(
            length, EventsASecond, Units.Length,
            (what, place, id) =>
            {
                if (what == "offered") sent[place].Add();
                body.Write(ContactText.Event(id, what, DateTime.UtcNow, what == "offered" ? $$"""{"unit":"{{Units[place]}}","channel":"phone"}""" : "{}", Organisation));
                body.WriteByte((byte)'\n');
                events++;
            },
            async () =>
            {
                if (last.Elapsed < Post || body.Length == 0) return;
                using var content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
                using var answer = await client.PostAsync(new Uri("/api/v1/events", UriKind.Relative), content).ConfigureAwait(false);
                if ((int)answer.StatusCode != 202) throw new InvalidOperationException($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync().ConfigureAwait(false)}");
                body.SetLength(0);
                last.Restart();
            }).ConfigureAwait(false);
        return events;
    }

    // Each wall reads every byte of its own; what a state says is made out once for all.
    private static async Task FollowAsync(HttpClient client, SentContacts[] sent, ConcurrentDictionary<string, int[]> states, long[][] ages, Stopwatch clock, CancellationToken done)
    {
        var seen = new int[sent.Length];
        try
        {
            using var stream = await client.GetStreamAsync(new Uri($"/api/v1/live?organisation={Organisation}", UriKind.Relative), done).ConfigureAwait(false);
            await foreach (var item in SseParser.Create(stream, (_, bytes) => bytes.ToArray()).EnumerateAsync(done).ConfigureAwait(false))
            {
                if (item.EventId is not { } id) continue;
                var counted = states.GetOrAdd(id, _ => Offered(item.Data));
                for (var unit = 0; unit < sent.Length; unit++)
                {
                    for (; seen[unit] < counted[unit] && sent[unit].AgeOf(seen[unit]) is { } age; seen[unit]++)
                        if (clock.Elapsed - age > WarmUp) Interlocked.Increment(ref ages[Math.Min(ages.Length - 1, (int)(clock.Elapsed - age).TotalMinutes)][Math.Min(MostMilliseconds, (int)age.TotalMilliseconds)]);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the run.
        }
    }

    private static int[] Offered(byte[] wall)
    {
        using var document = JsonDocument.Parse(wall);
        var tiles = document.RootElement.GetProperty("tiles").EnumerateArray().Where(t => t.GetProperty("channel").ValueKind == JsonValueKind.Null).ToDictionary(t => t.GetProperty("unit").GetString() ?? "", StringComparer.Ordinal);
        return [.. Units.Select(u => tiles.TryGetValue(u, out var tile) && tile.GetProperty("figures").TryGetProperty("contacts-offered", out var offered) && offered.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? (int)value.GetDecimal() : 0)];
    }

    private static async Task<List<TimeSpan>> AskAsync(HttpClient client, int times, TimeSpan pause, CancellationToken done)
    {
        var took = new List<TimeSpan>();
        var today = DateTime.UtcNow.Date;
        var question = string.Create(CultureInfo.InvariantCulture, $"/api/v1/kpis?organisation={Organisation}&kpi=service-level&per=unit&from={today.AddDays(-7):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}");
        for (var i = 0; i < times && !done.IsCancellationRequested; i++)
        {
            var watch = Stopwatch.StartNew();
            await client.GetByteArrayAsync(new Uri(question, UriKind.Relative), CancellationToken.None).ConfigureAwait(false);
            // The first ones compile.
            if (i >= 20) took.Add(watch.Elapsed);
            await Task.Delay(pause, CancellationToken.None).ConfigureAwait(false);
        }

        return took;
    }

    private static async Task<List<long>> RememberAsync(RunningProgram service, CancellationToken done)
    {
        var memory = new List<long>();
        while (!done.IsCancellationRequested)
        {
            memory.Add(service.Memory);
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(30), done)).ConfigureAwait(false);
        }

        return memory;
    }

    private static void Tell(string what, long[] ages)
    {
        int At(double share)
        {
            var (all, below) = (ages.Sum(), 0L);
            return Array.FindIndex(ages, n => (below += n) >= share * all && below > 0);
        }

        Console.WriteLine(FormattableString.Invariant($"  {what}: p50 {At(.5):N0} ms, p99 {At(.99):N0} ms, worst {At(1):N0} ms ({ages.Sum():N0} times)"));
    }

    /// <summary>When a unit's contacts were handed to the sender, in the order in which they are counted.</summary>
    private sealed class SentContacts
    {
        private readonly long[] _sent = new long[10_000_000];
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Add()
        {
            _sent[_count] = Stopwatch.GetTimestamp();
            Volatile.Write(ref _count, _count + 1);
        }

        public TimeSpan? AgeOf(int place) => place < Count ? Stopwatch.GetElapsedTime(_sent[place]) : null;
    }
}
