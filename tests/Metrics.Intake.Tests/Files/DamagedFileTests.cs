using System.Text;
using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Tests.Files;

public sealed class DamagedFileTests : IDisposable
{
    private const string Header = "month,unit,measure,count\n";

    private readonly IntakeDesk _desk = new();

    [Theory]
    [InlineData("", "counts.csv: the file is empty; a header row was expected")]
    [InlineData("\uFEFF", "counts.csv: the file is empty; a header row was expected")]
    [InlineData("month,unit,measure\r1,2,3\r", "counts.csv:1: lines end with CR alone; save the file with LF or CRLF")]
    [InlineData("\"month,unit\n2023-01,IT\n", "counts.csv:1: the header row can't be read as utf-8 text with columns divided by ','")]
    [InlineData("mo\0nth,unit\n2023-01,IT\n", "counts.csv:1: the header row can't be read as utf-8 text with columns divided by ','")]
    [InlineData("month;unit;measure;count\n2023-01;IT;payslips;1\n", "counts.csv:1: the column 'date' or 'month' is missing, which the mapping 'volume-counts' needs; the file has month;unit;measure;count")]
    [InlineData("month,unit,measure,count,count\n2023-01,IT,payslips,1,1\n", "counts.csv:1: the column 'count' stands 2 times (columns 4, 5); rename all but one, so that it is clear which the mapping 'volume-counts' means")]
    public async Task A_header_that_does_not_fit_stops_before_any_row(string text, string error)
    {
        var ingest = () => _desk.IngestAsync(_desk.Folder.Write("counts.csv", text), "volume-counts");
        (await ingest.Should().ThrowAsync<ConfigurationException>()).Which.Message.Should().Be(error);
        _desk.Warehouse.Positions("default/volume-counts").Should().BeEmpty();
    }

    [Theory]
    [InlineData("UTF-16")]
    [InlineData("UTF-16BE")]
    [InlineData("UTF-32")]
    public async Task A_file_in_a_wide_character_set_stops_before_any_row(string encoding)
    {
        var wide = Encoding.GetEncoding(encoding);
        var ingest = () => _desk.IngestAsync(_desk.Folder.Write("counts.csv", [.. wide.GetPreamble(), .. wide.GetBytes(Header + "2023-01,IT,payslips,1\n")]), "volume-counts");
        (await ingest.Should().ThrowAsync<ConfigurationException>()).Which.Message.Should().StartWith("counts.csv:1: the header row can't be read");
    }

    [Theory]
    [InlineData(Header)]
    [InlineData("month,unit,measure,count")]
    [InlineData(Header + "\n\r\n\n")]
    public async Task A_file_of_a_header_and_nothing_else_is_read_and_holds_nothing(string text)
        => (await _desk.IngestAsync(_desk.Folder.Write("counts.csv", text), "volume-counts")).Sums().Should().Be((0, 0, 0, 0, 0, 0));

    [Fact]
    public async Task Blank_lines_are_no_records()
        => (await Ingest(Header + "\n2023-01,IT,payslips,1\n\r\n\n2023-02,IT,payslips,2\n\n")).Sums().Should().Be((2, 2, 0, 0, 0, 0));

    [Fact]
    public async Task A_line_of_many_megabytes_is_rejected_and_the_rest_goes_on()
    {
        var outcome = await Ingest(Header + "2023-01,IT,payslips,1\n2023-02," + new string('x', 3_000_000) + ",payslips,2\n2023-03,IT,payslips,3\n");
        outcome.Sums().Should().Be((3, 2, 0, 0, 0, 1));
        var reject = outcome.Rejects[0];
        (reject.Line, reject.Field, reject.Reason).Should().Be((3, null, "is larger than 1048576 bytes; the file keeps the rest"));
        reject.Raw.Should().HaveCount(1000).And.StartWith("2023-02,xxx"u8.ToArray());
    }

    [Fact]
    public async Task A_quote_that_never_ends_costs_one_record()
    {
        var outcome = await Ingest(Header + "2023-01,\"IT,payslips,1\n2023-02,IT,payslips,2\n2023-03,\"I\nT\",payslips,3\n");
        outcome.Sums().Should().Be((3, 2, 0, 0, 0, 1));
        (outcome.Rejects[0].Line, outcome.Rejects[0].Reason).Should().Be((2, "opens a quote that does not end"));
        Encoding.UTF8.GetString(outcome.Rejects[0].Raw).Should().Be("2023-01,\"IT,payslips,1");
    }

    [Fact]
    public async Task A_quoted_record_half_written_is_read_whole_when_the_rest_has_come()
    {
        var half = Header + "2023-01,IT,payslips,1\n2023-02,\"I\n";
        (await Ingest(half)).Sums().Should().Be((2, 1, 0, 0, 0, 1));
        (await Ingest(half + "T\",payslips,2\n2023-03,IT,payslips,3\n")).Sums().Should().Be((2, 2, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Letters_of_another_character_set_are_rejected_by_column_or_read_as_the_mapping_says()
    {
        var bytes = Encoding.Latin1.GetBytes(Header + "2023-01,IT,payslips,1\n2023-01,Göteborg,payslips,2\n");
        var outcome = await _desk.IngestAsync(_desk.Folder.Write("counts.csv", bytes), "volume-counts");
        outcome.Sums().Should().Be((2, 1, 0, 0, 0, 1));
        (outcome.Rejects[0].Line, outcome.Rejects[0].Field).Should().Be((3, "unit"));
        outcome.Rejects[0].Reason.Should().StartWith("is not utf-8 text");
        outcome.Rejects[0].Raw.Should().Equal(Encoding.Latin1.GetBytes("2023-01,Göteborg,payslips,2"));

        var own = _desk.Folder.Mapping((await File.ReadAllTextAsync(IntakeDesk.Pipelines.Source("volume-counts").File)) + "encoding: windows-1252\n");
        (await _desk.IngestAsync(_desk.Folder.Write("counts.csv", bytes), own)).Sums().Should().Be((2, 1, 1, 0, 0, 0));
        _desk.Value("payslips", (Metrics.ServiceDesk.Dimension.Unit, "Göteborg")).Should().Be(2);
    }

    [Fact]
    public async Task A_file_that_says_it_is_UTF_8_is_not_read_as_anything_else()
    {
        var own = _desk.Folder.Mapping((await File.ReadAllTextAsync(IntakeDesk.Pipelines.Source("volume-counts").File)) + "encoding: windows-1252\n");
        var ingest = () => _desk.IngestAsync(_desk.Folder.Write("counts.csv", "\uFEFF" + Header), own);
        (await ingest.Should().ThrowAsync<ConfigurationException>()).Which.Message.Should().Contain("begins with the mark of a UTF-8 file");
    }

    public void Dispose() => _desk.Dispose();

    private Task<Host.IngestOutcome> Ingest(string text) => _desk.IngestAsync(_desk.Folder.Write("counts.csv", text), "volume-counts");
}
