using System.Diagnostics;
using System.Globalization;
using Metrics.Pipelines;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse;
using NodaTime;

namespace Metrics.Benchmarks;

/// <summary>Contacts that were, and contacts that come at an even pace.</summary>
internal static class ContactStream
{
    /// <summary>Offered, answered, ended.</summary>
    public const int EventsAContact = 3;

    // A contact is answered and ended in the seconds after it was offered, so each of its events meets the earlier ones in the log.
    private static readonly TimeSpan Answers = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Ends = TimeSpan.FromSeconds(10);

    /// <summary>Makes a database with three years of contacts until yesterday.</summary>
    /// <param name="database">Its file.</param>
    /// <param name="stored">How many events.</param>
    /// <param name="organisation">Whose.</param>
    /// <param name="offered">The first event of a contact of some place.</param>
    public static void Fill(string database, int stored, string organisation, Func<int, ContactOffered> offered)
    {
        const int BatchEvents = 50_000;
        var watch = Stopwatch.StartNew();
        using var warehouse = MetricsWarehouse.Open(database, new PipelineFolder(Path.Combine(AppContext.BaseDirectory, "pipelines")), TimeProvider.System);
        var random = new Random(1);
        var step = Duration.FromDays(3 * 365) / (stored / EventsAContact);
        var at = Instant.FromDateTimeUtc(DateTime.UtcNow.Date) - Duration.FromDays((3 * 365) + 1);
        var events = new List<ServiceEvent>(BatchEvents + EventsAContact);
        for (var contact = 0; contact < stored / EventsAContact; contact++, at += step)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"old{contact}");
            void Add(EventData data, string what, int after) => events.Add(ServiceEvent.Create(data, organisation, "telephony", $"{id}-{what}", id, at + Duration.FromSeconds(after)));
            var wait = random.Next(300);
            Add(offered(random.Next(int.MaxValue)), "offered", 0);
            Add(new ContactAnswered(), "answered", wait);
            Add(new ContactEnded(), "ended", wait + random.Next(20, 600));
            if (events.Count < BatchEvents) continue;
            warehouse.Commit(new Batch(events, [], [], events.Count));
            events.Clear();
        }

        warehouse.Commit(new Batch(events, [], [], events.Count));
        warehouse.Checkpoint();
        Console.WriteLine(FormattableString.Invariant($"filling: {stored:N0} events in {watch.Elapsed.TotalSeconds:N0} s, {new FileInfo(database).Length / 1e6:N0} MB"));
    }

    /// <summary>Sends contacts' events at an even pace.</summary>
    /// <param name="length">For how long.</param>
    /// <param name="eventsASecond">How many.</param>
    /// <param name="places">Contacts go to these in turn.</param>
    /// <param name="send">Sends what happened, at which place, to which contact.</param>
    /// <param name="rested">Called when all that is due is sent.</param>
    public static async Task SendAsync(TimeSpan length, int eventsASecond, int places, Action<string, int, string> send, Func<Task>? rested = null)
    {
        var (later, contact, sent) = (new PriorityQueue<(string Id, int Place, bool Ends), TimeSpan>(), 0, 0L);
        var clock = Stopwatch.StartNew();
        void Send(string what, int place, string id)
        {
            send(what, place, id);
            sent++;
        }

        while (clock.Elapsed < length)
        {
            while (later.TryPeek(out var due, out var at) && at <= clock.Elapsed)
            {
                later.Dequeue();
                Send(due.Ends ? "ended" : "answered", due.Place, due.Id);
                if (!due.Ends) later.Enqueue(due with { Ends = true }, clock.Elapsed + Ends);
            }

            while (sent < eventsASecond * clock.Elapsed.TotalSeconds)
            {
                var (id, place) = (string.Create(CultureInfo.InvariantCulture, $"new{contact}"), contact++ % places);
                Send("offered", place, id);
                later.Enqueue((id, place, false), clock.Elapsed + Answers);
            }

            if (rested is not null) await rested().ConfigureAwait(false);
            await Task.Delay(2).ConfigureAwait(false);
        }
    }
}
