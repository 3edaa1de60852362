using System.Globalization;

namespace Metrics.Reporting.Xlsx;

/// <summary>A column of a table: its heading, its width in letters, and what it says of a row.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Width">How wide it is, in letters.</param>
/// <param name="IsNumber">Whether it holds numbers, which stand to the right.</param>
/// <param name="Cell">The cell of a row.</param>
internal sealed record XlsxColumn<TRow>(string Heading, double Width, bool IsNumber, Func<TRow, XlsxCell> Cell);

/// <summary>A sheet that is being filled, row by row.</summary>
internal sealed class XlsxSheet
{
    private readonly List<IReadOnlyList<XlsxCell>> _rows = [];
    private double[] _widths = [];

    internal XlsxSheet(string name) => Name = name;

    /// <summary>Its name on the tab.</summary>
    public string Name { get; }

    /// <summary>Its rows, from the top.</summary>
    public IReadOnlyList<IReadOnlyList<XlsxCell>> Rows => _rows;

    /// <summary>The widths of its columns, in letters.</summary>
    public IReadOnlyList<double> Widths => _widths;

    /// <summary>How many rows at the top stay in sight.</summary>
    public int Frozen { get; private set; }

    /// <summary>Adds a row; without cells it is an empty one. Answers its number, the first is 1.</summary>
    public int Row(params IReadOnlyList<XlsxCell> cells)
    {
        _rows.Add(cells);
        return _rows.Count;
    }

    /// <summary>Adds a table: a row of headings, which stays in sight with all above it, and a row for each of what there is.</summary>
    public void Table<TRow>(IReadOnlyList<XlsxColumn<TRow>> columns, IEnumerable<TRow> rows)
    {
        Row([.. columns.Select(c => XlsxCell.Text(c.Heading, c.IsNumber ? XlsxFace.NumberHeading : XlsxFace.Heading))]);
        // A second table on a sheet neither freezes the first nor makes its columns narrower.
        if (Frozen == 0) Frozen = _rows.Count;
        var widths = columns.Select(c => c.Width).ToArray();
        _widths = [.. Enumerable.Range(0, Math.Max(widths.Length, _widths.Length)).Select(i => Math.Max(widths.ElementAtOrDefault(i), _widths.ElementAtOrDefault(i)))];
        foreach (var row in rows) Row([.. columns.Select(c => c.Cell(row))]);
    }

    /// <summary>Where a cell is, for links within the book; row and column from 1.</summary>
    public string Place(int row, int column) => $"'{Name.Replace("'", "''", StringComparison.Ordinal)}'!{Reference(row, column)}";

    /// <summary>A cell as a sheet calls it: B3.</summary>
    internal static string Reference(int row, int column)
    {
        var letters = "";
        for (var rest = column; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + ((rest - 1) % 26)) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }
}
