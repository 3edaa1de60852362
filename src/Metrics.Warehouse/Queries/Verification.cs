using System.Data;
using System.Globalization;
using Metrics.Warehouse.Tables;

namespace Metrics.Warehouse.Queries;

/// <summary>A row that is stored but would not be made anew, or the other way round.</summary>
/// <param name="Table">The table.</param>
/// <param name="Side"><c>stored</c> or <c>rebuilt</c>: where the row stands.</param>
/// <param name="Row">The row, column by column.</param>
public sealed record Difference(string Table, string Side, IReadOnlyDictionary<string, string?> Row);

/// <summary>What rebuilding everything from the log showed.</summary>
/// <param name="Cells">Cells compared.</param>
/// <param name="Facts">Facts compared.</param>
/// <param name="Count">How many rows differ.</param>
/// <param name="Differences">The first of them.</param>
public sealed record VerificationResult(long Cells, long Facts, long Count, IReadOnlyList<Difference> Differences);

/// <summary>Makes facts and cells anew from the log and compares them with what is stored, row by row.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class Verification(MetricsWarehouse warehouse)
{
    private const int Shown = 100;
    private static readonly string[] Cells = TableNames.Kinds.Select(k => k.Cells()).ToArray();
    private static readonly string[] Facts = TableNames.Kinds.Select(k => k.Facts()).Concat(TableNames.Statements).ToArray();

    /// <summary>Compares everything.</summary>
    public VerificationResult Run() => warehouse.Beside(LogPart.All, Compare);

    private VerificationResult Compare(string rebuilt)
    {
        var differences = new List<Difference>();
        var count = 0L;
        foreach (var table in Facts.Concat(Cells))
        {
            count += Compare(table, "stored", $"FROM main.{table} EXCEPT ALL FROM {rebuilt}{table}", differences);
            count += Compare(table, "rebuilt", $"FROM {rebuilt}{table} EXCEPT ALL FROM main.{table}", differences);
        }

        return new VerificationResult(Count(Cells), Count(Facts), count, differences);
    }

    private long Count(string[] tables) => tables.Sum(t => warehouse.Connection.Scalar<long>($"SELECT count(*) FROM main.{t}"));

    private long Compare(string table, string side, string sql, List<Difference> differences)
    {
        var count = 0L;
        foreach (var row in warehouse.Connection.Rows(sql))
        {
            count++;
            if (differences.Count < Shown) differences.Add(new Difference(table, side, Columns(row)));
        }

        return count;
    }

    private static Dictionary<string, string?> Columns(IDataRecord row) => Enumerable.Range(0, row.FieldCount).ToDictionary(
        row.GetName,
        i => row.IsDBNull(i) ? null : Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture),
        StringComparer.Ordinal);
}
