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
    // Of bold letters, a column takes fewer than it is wide.
    private const double BoldWidth = 1.2;

    private readonly List<IReadOnlyList<XlsxCell>> _rows = [];
    private readonly Dictionary<int, int> _lines = [];
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

    /// <summary>How many lines a row needs, since not every program finds that out by itself.</summary>
    public int Lines(int row) => _lines.GetValueOrDefault(row, 1);

    /// <summary>Adds a table: a row of headings, which stays in sight with all above it, and a row for each of what there is.</summary>
    public void Table<TRow>(IReadOnlyList<XlsxColumn<TRow>> columns, IEnumerable<TRow> rows)
    {
        bool IsApart(int column) => column > 0 && columns[column - 1].IsNumber && !columns[column].IsNumber;
        var headings = Row([.. columns.Select((c, i) => XlsxCell.Text(c.Heading, c.IsNumber ? XlsxFace.NumberHeading : IsApart(i) ? XlsxFace.ApartHeading : XlsxFace.Heading))]);
        _lines[headings] = columns.Select(c => LinesOf(c.Heading, c.Width / BoldWidth)).DefaultIfEmpty(1).Max();
        // A second table on a sheet neither freezes the first nor makes its columns narrower.
        if (Frozen == 0) Frozen = headings;
        var widths = columns.Select(c => c.Width).ToArray();
        _widths = [.. Enumerable.Range(0, Math.Max(widths.Length, _widths.Length)).Select(i => Math.Max(widths.ElementAtOrDefault(i), _widths.ElementAtOrDefault(i)))];
        foreach (var row in rows) Row([.. columns.Select((c, i) => c.Cell(row) is var cell && cell.Face == XlsxFace.Plain && IsApart(i) ? cell with { Face = XlsxFace.Apart } : cell)]);
    }

    private static int LinesOf(string words, double width)
    {
        var (lines, used) = (1, 0);
        foreach (var word in words.Split(' '))
        {
            var isNext = used > 0 && used + 1 + word.Length > width;
            if (isNext) lines++;
            used = isNext || used == 0 ? word.Length : used + 1 + word.Length;
        }

        return lines;
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
