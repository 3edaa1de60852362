using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>The events of one subject as they happen, each with an id of its own.</summary>
/// <param name="desk">The organisation.</param>
/// <param name="family">Ticket or contact.</param>
/// <param name="subject">The subject.</param>
/// <param name="start">When it begins.</param>
internal sealed class Story(Desk desk, string family, string subject, DateTime start)
{
    private readonly List<Told> _events = [];

    public DateTime Now { get; private set; } = start;

    public IReadOnlyList<Told> Events => _events;

    public Story After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>Something happens now.</summary>
    public Story Then(string what, JsonObject? data = null)
    {
        _events.Add(new Told(desk, $"{desk.Id}/{family}/{subject}/{_events.Count + 1}", $"{family}.{what}", subject, Now, data ?? []));
        return this;
    }

    /// <summary>The same, when it is known that it happened.</summary>
    public Story ThenIf(bool happens, string what, JsonObject? data = null) => happens ? Then(what, data) : this;
}
