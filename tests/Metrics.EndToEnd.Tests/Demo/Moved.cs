using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>A report beside the same report of other events.</summary>
internal static class Moved
{
    // What a model expects follows what has come.
    private static readonly string[] Outcomes =
        ["outcomeYtdLastYear", "outcomeYtd", "r12", "columns", "counted", "status", "forecastFullYear", "forecastLow", "forecastHigh", "forecastStatus", "forecast", "decidedOutOfReach", "unusual"];

    /// <summary>The rows that stand in the same place of both, whatever their order.</summary>
    public static IReadOnlyList<(JsonElement Before, JsonElement After)> Rows(JsonElement before, JsonElement after)
    {
        var rows = after.GetProperty("rows").EnumerateArray().ToDictionary(Place);
        var pairs = before.GetProperty("rows").EnumerateArray().Select(r => (r, rows[Place(r)])).ToArray();
        pairs.Should().HaveCount(rows.Count);
        return pairs;
    }

    /// <summary>What each column of a row was counted from, with the period as the report names it.</summary>
    public static IReadOnlyList<(string Column, string Period, decimal Numerator, decimal? Denominator)> Counted(this JsonElement row)
        => [.. row.GetProperty("counted").EnumerateObject().Select(c => (c.Name, c.Value.Text("period")!, c.Value.Number("numerator")!.Value, c.Value.Number("denominator")))];

    /// <summary>The number that a row prints in a column.</summary>
    public static decimal? Printed(this JsonElement row, string column) => column switch
    {
        "outcome-ytd" => row.Number("outcomeYtd"),
        "outcome-ytd-last-year" => row.Number("outcomeYtdLastYear"),
        "r12" => row.Number("r12"),
        "forecast-decided" => row.Number("forecastDecided"),
        _ => row.GetProperty("columns").TryGetProperty(column, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDecimal() : null,
    };

    /// <summary>Everything of a row but its outcomes, what they lead to expect, and how they stand to the target.</summary>
    public static string BesidesOutcomes(this JsonElement row)
        => string.Join('\n', row.EnumerateObject().Where(m => !Outcomes.Contains(m.Name)).Select(m => $"{m.Name}: {m.Value.GetRawText()}"));

    private static (string?, string?, string?, string?) Place(JsonElement row) => (row.Text("section"), row.Text("id"), row.Text("unit"), row.Text("indicator"));
}
