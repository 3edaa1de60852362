using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Metrics.Reporting.Xlsx;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.Reporting.Tests;

public sealed class XlsxReportTests
{
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    [Fact]
    public void It_is_a_valid_spreadsheet()
    {
        using var document = Open(Bytes(SampleReport.Running()));
        Faults(document).Should().BeEmpty();
    }

    [Fact]
    public void The_validator_finds_what_is_wrong()
    {
        using var stream = new MemoryStream();
        stream.Write(Bytes(SampleReport.November()));
        using var document = SpreadsheetDocument.Open(stream, isEditable: true);
        document.WorkbookPart!.WorksheetParts.First().Worksheet.Descendants<Cell>().First().StyleIndex = 9999;
        Faults(document).Should().NotBeEmpty();
    }

    [Fact]
    public void Every_section_has_its_sheet_with_title_period_and_headings_that_stay_in_sight()
    {
        using var document = Open(Bytes(SampleReport.November()));
        Names(document).Should().Equal("Månadsindikatorer", "Tertial- och årsindikatorer", "Personal och ekonomi", "Automatisering");
        var tertial = Sheet(document, 1);
        Words(tertial, "A1").Should().Be("Intraservice, Göteborg · 2023-11");
        Words(tertial, "A2").Should().Be("Till och med 2023-11-30.");
        Words(tertial, "A3").Should().Be("Pågår: slutar 2023-12-31.");
        Row(tertial, 5).Should().Equal(
            "Indikator", "Utfall tertialet föregående år", "Utfall tertialet", "Mål tertialet", "Prognos helår", "Prognos helår, beslutad",
            "Prognos helår, modell", "Prognos helår, modell, 10 %", "Prognos helår, modell, 90 %", "Målvärde", "Måluppfyllelse", "Prognosticerad måluppfyllelse", "Noter");
        var pane = tertial.Descendants<Pane>().Single();
        (pane.State!.Value, pane.VerticalSplit!.Value, pane.TopLeftCell!.Value).Should().Be((PaneStateValues.Frozen, 5d, "A6"));
    }

    [Fact]
    public void Headings_that_wrap_have_the_height_they_need()
    {
        using var document = Open(Bytes(SampleReport.November()));
        var heights = Sheet(document, 1).Descendants<Row>().Select(r => (r.RowIndex!.Value, r.Height?.Value)).ToArray();
        heights.Should().Contain((5u, 45d), "'Prognos helår, beslutad' takes three lines").And.Contain((6u, null));
    }

    [Fact]
    public void A_period_that_is_running_says_so()
    {
        using var document = Open(Bytes(SampleReport.Running()));
        Words(Sheet(document, 0), "A2").Should().Be("Perioden pågår: till och med 2023-11-12.");
        using var english = Open(Bytes(SampleReport.Running(), CultureInfo.GetCultureInfo("en-GB")));
        Words(Sheet(english, 0), "A2").Should().Be("Still running: to 2023-11-12.");
    }

    [Fact]
    public void Numbers_are_numbers_per_cent_are_shares_days_are_days_and_a_status_is_words()
    {
        using var document = Open(Bytes(SampleReport.November()));
        var (monthly, tertial, economy) = (Sheet(document, 0), Sheet(document, 1), Sheet(document, 2));
        Number(document, monthly, "B5").Should().Be(("1539744", "#,##0"));
        Number(document, monthly, "F5").Should().Be(("45230", "yyyy-mm-dd"), "that is 2023-10-31");
        Words(monthly, "L5").Should().Be("uppfylls");
        Number(document, monthly, "H5").Should().Be(("1888843", "#,##0"), "the lower bound of the model's 80 %");
        Number(document, tertial, "B10").Should().Be(("0.73", "0%"));
        Number(document, tertial, "B11").Should().Be(("0.73", "0.0%"));
        Number(document, economy, "B5").Should().Be(("0.73", "0.0%"));
        Number(document, economy, "B6").Should().Be(("1539744.4", "#,##0.0"));
    }

    [Fact]
    public void What_is_unknown_is_an_empty_cell_and_never_0()
    {
        using var document = Open(Bytes(SampleReport.November()));
        Row(Sheet(document, 0), 8)[0].Should().Be("Kundfakturor");
        Cell(Sheet(document, 0), "C8").Should().BeNull();
        Cell(Sheet(document, 0), "F8").Should().BeNull("no prognosis was decided");
        Cell(Sheet(document, 0), "B8").Should().NotBeNull();
    }

    [Fact]
    public void A_limit_that_must_be_passed_shows_its_sign_and_stays_a_number()
    {
        var report = SampleReport.November();
        var row = report.Rows.First(r => r.Indicator.Id == "sla");
        row = row with { Target = row.Target! with { Value = 92, Inclusive = false } };
        using var document = Open(Bytes(report with { Rows = [row] }));
        Number(document, Sheet(document, 0), "J6").Should().Be(("0.92", "\">\"0%"));
    }

    [Fact]
    public void Sections_that_a_sheet_cant_be_named_after_get_names_of_their_own()
    {
        var report = SampleReport.November();
        string[] labels = ["Mål/utfall: [2023]?", "mål utfall 2023", "En rubrik som är alldeles för lång för en flik", "'History'", ""];
        var rows = labels.Select((label, i) => report.Rows[0] with { Section = report.Rows[0].Section with { Id = $"s{i}", Label = new Label(label, label) } }).ToArray();
        using var document = Open(Bytes(report with { Rows = rows }));
        Names(document).Should().Equal("Mål utfall 2023", "mål utfall 2023 (2)", "En rubrik som är alldeles för l", "History_", "-");
        Faults(document).Should().BeEmpty();
    }

    [Fact]
    public void The_same_report_is_the_same_bytes_and_tells_no_time()
    {
        var bytes = Bytes(SampleReport.November());
        Bytes(SampleReport.November()).Should().Equal(bytes);
        using var zip = new ZipArchive(new MemoryStream(bytes));
        zip.Entries.Select(e => e.LastWriteTime.DateTime).Distinct().Should().Equal(new DateTime(1980, 1, 1));
    }

    [Fact]
    public void Cells_lead_to_addresses_and_to_places_in_the_same_book()
    {
        var book = new XlsxBook();
        var (first, second) = (book.Sheet("Tabell"), book.Sheet("Kund's kvitton"));
        var place = second.Place(second.Row(XlsxCell.Text("Kvitto")), 28);
        first.Row(XlsxCell.Number(7, 0).To(place), XlsxCell.Text("handlingen").To(new Uri("https://desk.example/plan")), XlsxCell.Day(new LocalDate(1900, 3, 1)));
        using var document = Open(Bytes(book));
        Faults(document).Should().BeEmpty();
        Sheet(document, 0).Descendants<Hyperlink>().Select(h => (h.Reference!.Value, h.Location?.Value, h.Id?.Value)).Should().Equal(("A1", "'Kund''s kvitton'!AB1", null), ("B1", null, "link1"));
        document.WorkbookPart!.WorksheetParts.SelectMany(p => p.HyperlinkRelationships).Single().Uri.Should().Be(new Uri("https://desk.example/plan"));
        Number(document, Sheet(document, 0), "C1").Value.Should().Be("61");
    }

    [Fact]
    public void Text_that_XML_cant_hold_is_written_as_spreadsheets_write_it()
    {
        var book = new XlsxBook();
        book.Sheet("A").Row(XlsxCell.Text("a\u000bb _x0041_ \ud83d\ude00 \ud83d"), XlsxCell.Text("=1+1"), XlsxCell.Text(new string('x', 40_000)));
        using var document = Open(Bytes(book));
        Faults(document).Should().BeEmpty();
        Words(Sheet(document, 0), "A1").Should().Be("a_x000B_b _x005F_x0041_ \ud83d\ude00 _xD83D_");
        Cell(Sheet(document, 0), "B1")!.DataType!.Value.Should().Be(CellValues.InlineString, "words are never a formula");
        Words(Sheet(document, 0), "C1").Should().HaveLength(32_767);
    }

    private static byte[] Bytes(Report report, CultureInfo? culture = null)
    {
        using var stream = new MemoryStream();
        XlsxReport.Write(report, culture ?? Swedish, stream);
        return stream.ToArray();
    }

    private static byte[] Bytes(XlsxBook book)
    {
        using var stream = new MemoryStream();
        XlsxFile.Write(book, stream);
        return stream.ToArray();
    }

    private static SpreadsheetDocument Open(byte[] bytes) => SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

    private static IEnumerable<string> Faults(SpreadsheetDocument document)
        => new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}");

    private static IEnumerable<string?> Names(SpreadsheetDocument document) => document.WorkbookPart!.Workbook.Descendants<Sheet>().Select(s => s.Name!.Value);

    private static Worksheet Sheet(SpreadsheetDocument document, int number)
        => ((WorksheetPart)document.WorkbookPart!.GetPartById(document.WorkbookPart.Workbook.Descendants<Sheet>().ElementAt(number).Id!.Value!)).Worksheet;

    private static Cell? Cell(Worksheet sheet, string place) => sheet.Descendants<Cell>().SingleOrDefault(c => c.CellReference!.Value == place);

    private static string Words(Worksheet sheet, string place) => Cell(sheet, place)!.InlineString!.InnerText;

    private static string[] Row(Worksheet sheet, int number) => [.. sheet.Descendants<Row>().Single(r => r.RowIndex!.Value == number).Elements<Cell>().Select(c => c.InnerText)];

    private static (string Value, string Format) Number(SpreadsheetDocument document, Worksheet sheet, string place)
    {
        var cell = Cell(sheet, place)!;
        cell.DataType.Should().BeNull("a number says no type");
        var styles = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
        var format = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value).NumberFormatId!.Value;
        return (cell.CellValue!.InnerText, styles.NumberingFormats!.Elements<NumberingFormat>().Single(f => f.NumberFormatId!.Value == format).FormatCode!.Value!);
    }
}
