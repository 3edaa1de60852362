using System.Globalization;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>An event on its way: its topic, its key and its text.</summary>
internal sealed record LiveEvent(string Topic, string Key, string Json);

/// <summary>
/// Seeded contacts and tickets, each in several events, some told twice; written as text, so that nothing of the product says what is
/// right. What has been handed out is counted here.
/// </summary>
internal sealed class LiveEvents(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Queue<LiveEvent> _next = new();
    private readonly List<LiveEvent> _later = [];
    private readonly Lock _lock = new();
    private int _contacts;
    private int _tickets;

    /// <summary>The keys of all events handed out: source and id.</summary>
    public HashSet<string> Ids { get; } = [];

    /// <summary>Contacts whose first event was handed out.</summary>
    public int Offered { get; private set; }

    /// <summary>Tickets whose first event was handed out.</summary>
    public int Opened { get; private set; }

    /// <summary>The next event.</summary>
    public LiveEvent Next()
    {
        lock (_lock)
        {
            // One in fifty is told again later, word for word.
            if (_later.Count > 20 && _random.Next(50) == 0) return Taken(_later, _random.Next(_later.Count));
            while (_next.Count == 0) Begin();
            var e = _next.Dequeue();
            if (_random.Next(50) == 0) _later.Add(e);
            return e;
        }
    }

    /// <summary>What has been begun and not handed out: with it, every contact and ticket is whole.</summary>
    public IReadOnlyList<LiveEvent> Rest()
    {
        lock (_lock)
        {
            LiveEvent[] rest = [.. _next];
            _next.Clear();
            return rest;
        }
    }

    private static LiveEvent Taken(List<LiveEvent> list, int at)
    {
        var e = list[at];
        list.RemoveAt(at);
        return e;
    }

    private void Begin()
    {
        var at = new DateTime(2024, 3, 4, 7, 0, 0, DateTimeKind.Utc).AddSeconds(_contacts * 7 % 2_000_000);
        if (_random.Next(4) > 0)
        {
            var contact = $"c{_contacts++}";
            Offered++;
            Add("contact.offered", contact, at, $$"""{"queue":"Q{{_random.Next(5)}}"}""");
            var wait = _random.Next(300);
            if (_random.Next(8) == 0) Add("contact.abandoned", contact, at.AddSeconds(wait), "{}");
            else
            {
                Add("contact.answered", contact, at.AddSeconds(wait), "{}");
                Add("contact.ended", contact, at.AddSeconds(wait + 200), """{"resolved":true}""");
            }

            return;
        }

        var ticket = $"t{_tickets++}";
        Opened++;
        Add("ticket.opened", ticket, at, $$"""{"unit":"U{{_random.Next(3)}}","priority":"{{_random.Next(1, 5)}}"}""");
        if (_random.Next(3) > 0) Add("ticket.resolved", ticket, at.AddMinutes(_random.Next(5000)), "{}");
    }

    private void Add(string type, string subject, DateTime time, string data)
    {
        var id = $"{subject}/{type}";
        Ids.Add(id);
        var json = Samples.Event(id, type, time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), subject, data).TrimEnd('\n');
        _next.Enqueue(new LiveEvent("servicedesk." + type[..type.IndexOf('.', StringComparison.Ordinal)], subject, json));
    }
}
