using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Metrics.Reporting.Xlsx;

/// <summary>Writes a book as a file that Excel and LibreOffice open; the same book is always the same bytes.</summary>
internal static class XlsxFile
{
    // All digits that a decimal has, without zeros at the end.
    private const string NumberFormat = "0.############################";

    // In points.
    private const double LineHeight = 15;

    // The earliest that a zip can tell.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes it.</summary>
    public static void Write(XlsxBook book, Stream stream)
    {
        using var package = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
        {
            // Ids of our own: those that the library makes up differ from time to time.
            var workbook = document.AddWorkbookPart();
            document.ChangeIdOfPart(workbook, "book");
            var styles = new XlsxStyles();
            var sheets = new Sheets();
            for (var i = 0; i < book.Sheets.Count; i++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"sheet{i + 1}");
                var part = workbook.AddNewPart<WorksheetPart>(id);
                part.Worksheet = Worksheet(book.Sheets[i], part, styles);
                sheets.AppendChild(new Sheet { Id = id, SheetId = (uint)(i + 1), Name = book.Sheets[i].Name });
            }

            workbook.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = styles.Sheet();
            workbook.Workbook = new Workbook(sheets);
        }

        Repack(package, stream);
    }

    private static Worksheet Worksheet(XlsxSheet sheet, WorksheetPart part, XlsxStyles styles)
    {
        var worksheet = new Worksheet(new SheetProperties(new PageSetupProperties { FitToPage = true }), View(sheet));
        if (sheet.Widths.Count > 0)
            worksheet.AppendChild(new Columns(sheet.Widths.Select((w, i) => new Column { Min = (uint)(i + 1), Max = (uint)(i + 1), Width = w, CustomWidth = true })));
        worksheet.AppendChild(new SheetData(sheet.Rows.Select((cells, i) => Row(cells, i + 1, sheet.Lines(i + 1), styles))));
        var links = Links(sheet, part).ToArray();
        if (links.Length > 0) worksheet.AppendChild(new Hyperlinks(links));
        // A4 on its side, as wide as the page and as long as it takes.
        worksheet.AppendChild(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        return worksheet;
    }

    private static SheetViews View(XlsxSheet sheet)
    {
        var view = new SheetView { WorkbookViewId = 0 };
        if (sheet.Frozen > 0)
            view.AppendChild(new Pane { VerticalSplit = sheet.Frozen, TopLeftCell = XlsxSheet.Reference(sheet.Frozen + 1, 1), ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
        return new SheetViews(view);
    }

    private static Row Row(IReadOnlyList<XlsxCell> cells, int number, int lines, XlsxStyles styles)
    {
        var row = new Row(cells.Select((cell, i) => (cell, Place: XlsxSheet.Reference(number, i + 1))).Where(c => c.cell.Words is not null || c.cell.Value is not null).Select(c => Cell(c.cell, c.Place, styles)))
        {
            RowIndex = (uint)number,
        };
        if (lines > 1) (row.Height, row.CustomHeight) = (lines * LineHeight, true);
        return row;
    }

    private static Cell Cell(XlsxCell cell, string place, XlsxStyles styles) => cell.Words is { } words
        ? new Cell(new InlineString(new Text(XlsxText.Escaped(words)) { Space = SpaceProcessingModeValues.Preserve })) { CellReference = place, StyleIndex = styles.Of(cell), DataType = CellValues.InlineString }
        : new Cell(new CellValue(cell.Value!.Value.ToString(NumberFormat, CultureInfo.InvariantCulture))) { CellReference = place, StyleIndex = styles.Of(cell) };

    private static IEnumerable<Hyperlink> Links(XlsxSheet sheet, WorksheetPart part)
    {
        var addresses = 0;
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            for (var c = 0; c < sheet.Rows[r].Count; c++)
            {
                var (cell, place) = (sheet.Rows[r][c], XlsxSheet.Reference(r + 1, c + 1));
                if (cell.Place is { } to) yield return new Hyperlink { Reference = place, Location = to };
                if (cell.Address is not { } address) continue;
                var id = string.Create(CultureInfo.InvariantCulture, $"link{++addresses}");
                part.AddHyperlinkRelationship(address, isExternal: true, id);
                yield return new Hyperlink { Reference = place, Id = id };
            }
        }
    }

    // The library dates its entries; without dates, and in order, equal books are equal files.
    private static void Repack(Stream package, Stream stream)
    {
        using var from = new ZipArchive(package, ZipArchiveMode.Read);
        using var to = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var entry in from.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            var copy = to.CreateEntry(entry.FullName, CompressionLevel.Optimal);
            copy.LastWriteTime = NoTime;
            using var source = entry.Open();
            using var target = copy.Open();
            source.CopyTo(target);
        }
    }
}
