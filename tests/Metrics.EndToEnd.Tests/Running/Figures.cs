using System.Text.Json;

namespace Metrics.EndToEnd.Tests.Running;

/// <summary>Reads figures out of what <c>kpi --format json</c> prints.</summary>
internal static class Figures
{
    public static string? Text(this JsonElement row, string member)
        => row.GetProperty(member) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static decimal? Number(this JsonElement row, string member)
        => row.GetProperty(member) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    /// <summary>The rows of one KPI that the contract means, unless a variant is named.</summary>
    public static IEnumerable<JsonElement> Of(this IEnumerable<JsonElement> rows, string kpi, string? variant = null)
        => rows.Where(r => r.Text("kpi") == kpi && (variant is null ? r.GetProperty("contractual").GetBoolean() : r.Text("variant") == variant));

    /// <summary>The one such row.</summary>
    public static JsonElement The(this IEnumerable<JsonElement> rows, string kpi, string? variant = null) => rows.Of(kpi, variant).Single();

    /// <summary>Period and numerator of the rows that have a value.</summary>
    public static Dictionary<string, decimal> ByPeriod(this IEnumerable<JsonElement> rows, string kpi, string? variant = null)
        => rows.Of(kpi, variant).Where(r => r.Number("value") is not null).ToDictionary(r => r.Text("period")!, r => r.Number("numerator")!.Value);
}
