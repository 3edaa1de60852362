using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Metrics.Reporting;
using Metrics.Reporting.Tests;
using Metrics.ServiceDesk.Reports;

namespace Metrics.Printing.Tests;

/// <summary>The report as a spreadsheet, opened by LibreOffice.</summary>
public sealed class SpreadsheetTests(LibreOffice office) : IClassFixture<LibreOffice>
{
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    [Fact]
    public async Task Every_number_arrives_as_the_number_it_is_and_what_is_unknown_as_nothing()
    {
        var sheets = await SheetsAsync(Xlsx());
        sheets.Keys.Should().Equal("Månadsindikatorer", "Tertial- och årsindikatorer", "Personal och ekonomi", "Automatisering");
        Differences(sheets).Should().BeEmpty();
        sheets.Values.SelectMany(s => s).SelectMany(r => r).Select(c => c.Type).Distinct().Should().BeEquivalentTo("string", "float", "percentage", "date", null);
    }

    [Theory]
    [InlineData("B5", "1539744", true)]
    [InlineData("B5", "1539745", false)]
    [InlineData("C8", "0", false)]
    public async Task A_number_written_as_words_another_number_or_an_unknown_written_as_0_is_seen(string place, string value, bool asWords)
    {
        using var stream = new MemoryStream();
        stream.Write(Xlsx());
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            var row = document.WorkbookPart!.WorksheetParts.Select(p => p.Worksheet).First(w => w.InnerText.Contains("Kundfakturor", StringComparison.Ordinal))
                .Descendants<Row>().Single(r => r.RowIndex!.Value == uint.Parse(place[1..], CultureInfo.InvariantCulture));
            var cell = row.Elements<Cell>().SingleOrDefault(c => c.CellReference == place) ?? row.InsertAt(new Cell { CellReference = place }, 2)!;
            cell.CellValue = new CellValue(value);
            cell.DataType = asWords ? CellValues.String : CellValues.Number;
        }

        Differences(await SheetsAsync(stream.ToArray())).Should().ContainSingle();
    }

    [Fact]
    public async Task A_limit_with_a_sign_is_still_a_number_and_a_person_sees_the_sign()
    {
        var report = SampleReport.November();
        var row = report.Rows.First(r => r.Indicator.Id == "sla");
        var sheets = await SheetsAsync(Xlsx(report with { Rows = [row with { Target = row.Target! with { Value = 92, Inclusive = false } }] }));
        sheets.Values.Single()[^1][9].Should().Be(new OfficeCell("percentage", "0.92", ">92%"));
    }

    [Fact]
    public async Task People_see_the_numbers_that_the_report_prints()
    {
        var files = await office.ConvertAsync(Xlsx(), LibreOffice.CsvOfEverySheet);
        files.Keys.Should().BeEquivalentTo("report-Månadsindikatorer.csv", "report-Tertial- och årsindikatorer.csv", "report-Personal och ekonomi.csv", "report-Automatisering.csv");
        files["report-Månadsindikatorer.csv"].Split('\n').Should()
            .HaveElementAt(0, "\"Intraservice, Göteborg · 2023-11\",,,,,,,,,,,,,").And
            .Contain("Leverantörsfakturor,\"1,539,744\",\"1,721,885\",\"1,512,500\",\"2,023,760\",2023-10-31,\"1,939,437\",\"1,888,843\",\"1,990,031\",\"1,650,000\",\"1,855,114\",uppfylls,uppfylls,\"1, 2\"").And
            .Contain("Kundfakturor,\"1,539,744\",,\"1,420,827\",,,,,,\"1,550,000\",\"1,855,114\",kan ej bedömas,kan ej bedömas,1");
        files["report-Tertial- och årsindikatorer.csv"].Split('\n').Should()
            .Contain("Efterlevnad servicenivå - SLA,73%,91%,100%,,,92%,90%,94%,100%,uppfylls ej,uppfylls ej,").And
            .Contain("Nöjd Kund Index (NKI),73.0%,91.7%,70.0%,96.0%,2023-10-31,,,,70.0%,uppfylls,uppfylls,3");
    }

    // Of the sheets and the report, cell by cell: type and value.
    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, OfficeCell[][]> sheets)
    {
        foreach (var section in SampleReport.November().Rows.GroupBy(r => r.Section))
        {
            var table = sheets[section.Key.Label.In(Swedish)].SkipWhile(r => r.Length == 0 || r[0].Value != "Indikator").ToArray();
            var headings = table[0].Select(c => c.Value).ToList();
            if (table.Skip(1).TakeWhile(r => r.Length > 1 && r[0].Type is not null).Count() != section.Count()) yield return $"{section.Key.Id} has {table.Length} rows";
            foreach (var (row, cells) in section.Zip(table.Skip(1)))
            {
                OfficeCell At(string heading) => cells.ElementAtOrDefault(headings.IndexOf(heading)) ?? new OfficeCell(null, "", "");
                if (cells[0].Value != row.Label) yield return $"{cells[0].Value} is not {row.Label}";
                foreach (var (key, heading) in section.Key.Columns)
                {
                    var (type, value) = Expected(row, key);
                    var cell = At(heading);
                    if (cell.Type != type || (value is decimal number ? cell.Number != number : type is not null && cell.Value != (string?)value)) yield return $"{row.Label}, {heading}: {cell} is not {type} {value}";
                    if (key == ReportColumn.ForecastModel && (Known(At($"{heading}, 10 %")), Known(At($"{heading}, 90 %"))) != (Bound(row, row.Model?.Low80), Bound(row, row.Model?.High80))) yield return $"{row.Label}: bounds";
                    if (key == "forecast-decided" && At($"{heading}, beslutad") is var day && (row.Decided is null ? day.Type is not null : day.Type != "date" || day.Value != "2023-10-31")) yield return $"{row.Label}: {day}";
                }
            }
        }
    }

    private static (string? Type, object? Value) Expected(ReportRow row, string key)
    {
        if (ReportColumn.IsWord(key)) return ("string", Printed.Cell(row, key, Swedish));
        var value = row.Number(key);
        return value is null ? (null, null) : row.Indicator.PrintedAs == PrintUnit.Percent ? ("percentage", value / 100) : ("float", value);
    }

    private static decimal? Known(OfficeCell cell) => cell.Type is null ? null : cell.Number;

    private static decimal? Bound(ReportRow row, decimal? value) => row.Indicator.PrintedAs == PrintUnit.Percent ? value / 100 : value;

    private async Task<IReadOnlyDictionary<string, OfficeCell[][]>> SheetsAsync(byte[] xlsx) => OpenDocument.Sheets((await office.ConvertAsync(xlsx, "fods"))["report.fods"]);

    private static byte[] Xlsx(Report? report = null)
    {
        using var stream = new MemoryStream();
        XlsxReport.Write(report ?? SampleReport.November(), Swedish, stream);
        return stream.ToArray();
    }
}
