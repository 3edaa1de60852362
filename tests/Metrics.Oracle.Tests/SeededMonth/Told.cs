using System.Globalization;
using System.Text.Json.Nodes;
using Metrics.Oracle.Tests.Oracle;

namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>One version of one event, as a source tells it.</summary>
/// <param name="Desk">The organisation it belongs to.</param>
/// <param name="Id">Its id in the source.</param>
/// <param name="Kind">Its type without <c>servicedesk.</c> and version, such as <c>ticket.opened</c>.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Data">What it says.</param>
internal sealed record Told(Desk Desk, string Id, string Kind, string Subject, DateTime Time, JsonObject Data)
{
    public const string Source = "seeded";

    public long Revision { get; init; }

    /// <summary>The system that tells it.</summary>
    public string From { get; init; } = Source;

    /// <summary>What tells this version from every other: its identity, revision and content.</summary>
    public string Version => $"{From}#{Id}#{Revision}#{Desk.Id}#{Kind}#{Subject}#{Time:O}#{Data.ToJsonString()}";

    /// <summary>The event as a line of a file.</summary>
    public string Line() => Envelope(Time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + "Z", Data).ToJsonString();

    /// <summary>The same content in other words: another offset, and the members in another order.</summary>
    public string LineReworded()
    {
        var reversed = new JsonObject();
        foreach (var (name, value) in Data.Reverse()) reversed[name] = value?.DeepClone();
        return Envelope(Time.AddHours(2).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) + "+02:00", reversed).ToJsonString();
    }

    /// <summary>A copy that says something else.</summary>
    public Told Saying(string member, JsonNode? value)
    {
        var data = (JsonObject)Data.DeepClone();
        if (value is null) data.Remove(member);
        else data[member] = value;
        return this with { Data = data };
    }

    private JsonObject Envelope(string time, JsonObject data) => new()
    {
        ["specversion"] = "1.0",
        ["id"] = Id,
        ["source"] = From,
        ["type"] = $"servicedesk.{Kind}.v1",
        ["subject"] = Subject,
        ["organisation"] = Desk.Id,
        ["time"] = time,
        ["revision"] = Revision,
        ["data"] = data.DeepClone(),
    };
}
