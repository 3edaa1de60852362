using System.Globalization;
using System.Xml.Linq;

namespace Metrics.Printing.Tests;

/// <summary>A cell as LibreOffice understood it.</summary>
/// <param name="Type">float, percentage, date or string; null when it is empty.</param>
/// <param name="Value">The number, the day or the words, as the file has them.</param>
/// <param name="Shown">What a person sees.</param>
internal sealed record OfficeCell(string? Type, string Value, string Shown)
{
    /// <summary>Its number.</summary>
    public decimal Number => decimal.Parse(Value, NumberStyles.Float, CultureInfo.InvariantCulture);
}

/// <summary>Reads flat OpenDocument spreadsheets.</summary>
internal static class OpenDocument
{
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static readonly XNamespace Words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    // A sheet's rest is one row or cell that repeats itself to the end.
    private const int Rest = 1000;

    /// <summary>The rows of each sheet, by its name, without empty cells at their ends.</summary>
    public static IReadOnlyDictionary<string, OfficeCell[][]> Sheets(string fods) => XDocument.Parse(fods).Descendants(Table + "table")
        .ToDictionary(t => (string)t.Attribute(Table + "name")!, t => t.Descendants(Table + "table-row").SelectMany(r => Repeated(r, "number-rows-repeated", Cells(r))).ToArray());

    private static OfficeCell[] Cells(XElement row)
    {
        var cells = row.Elements(Table + "table-cell").SelectMany(c => Repeated(c, "number-columns-repeated", Cell(c))).ToArray();
        return cells[..(Array.FindLastIndex(cells, c => c.Type is not null) + 1)];
    }

    private static IEnumerable<T> Repeated<T>(XElement element, string attribute, T value)
        => (int?)element.Attribute(Table + attribute) is var times && times > Rest ? [] : Enumerable.Repeat(value, times ?? 1);

    private static OfficeCell Cell(XElement cell)
    {
        var shown = string.Join('\n', cell.Elements(Words + "p").Select(p => p.Value));
        return new((string?)cell.Attribute(Office + "value-type"), (string?)cell.Attribute(Office + "value") ?? (string?)cell.Attribute(Office + "date-value") ?? shown, shown);
    }
}
