using System.Globalization;
using System.Text.Json.Nodes;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>One ticket of <c>nordic</c>, told by the clock on the wall in Stockholm.</summary>
internal sealed class LocalStory
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private readonly List<(DateTime Time, string What, JsonObject Data)> _events = [];

    /// <summary>The instant at which the clock shows a time that comes once.</summary>
    public static DateTime Utc(string local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(local, CultureInfo.InvariantCulture), Stockholm);

    public LocalStory Then(string local, string what, JsonObject? data = null)
    {
        _events.Add((Utc(local), what, data ?? []));
        return this;
    }

    /// <summary>Its events, as those of a ticket.</summary>
    public IEnumerable<Told> Events(string ticket)
        => _events.Select((e, i) => new Told(Month.Nordic, $"{ticket}/{i}", $"ticket.{e.What}", ticket, e.Time, (JsonObject)e.Data.DeepClone()));
}
