using System.Text.Json;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>One event that stands: the winning version of its identity.</summary>
/// <param name="Key">The hash of its identity, as the log writes it: the last tie-break between events of one instant.</param>
/// <param name="Type">The CloudEvents type.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Source">The system that tells it.</param>
/// <param name="Subject">The ticket or contact it is about.</param>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Data">What it says.</param>
internal sealed record LogEvent(string Key, string Type, string Organisation, string Source, string Subject, DateTime Time, JsonElement Data)
{
    public string? Text(string member) => Data.TryGetProperty(member, out var value) ? value.GetString() : null;

    public decimal? Number(string member) => Data.TryGetProperty(member, out var value) ? value.GetDecimal() : null;

    public bool? Flag(string member) => Data.TryGetProperty(member, out var value) ? value.GetBoolean() : null;

    public DateTime Instant(string member) => Data.GetProperty(member).GetDateTimeOffset().UtcDateTime;
}
