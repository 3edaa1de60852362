using System.Text;
using Metrics.Intake.Tests.Support;
using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Tests.Files;

public sealed class HeaderlessFileTests : IDisposable
{
    private const string Steps = """
        name: steps
        delimiter: "|"
        quotes: none
        zone: UTC
        times: unix
        columns: [time, call, who]
        trailing: [wait, more]
        hidden: [who]
        subject: call
        events:
          - { type: servicedesk.contact.abandoned.v1, id: [time, call], time: time, set: { waitSeconds: wait } }

        """;

    private readonly TestFolder _folder = new();

    [Fact]
    public async Task The_first_row_is_a_row_and_a_row_may_lack_its_last_columns()
    {
        var read = await Read("1700000000|A|Bo\n1700000001|B|Bo|\n1700000002|C|Bo|7.5\n1700000003|D|Bo|8|x\n\n");
        read.Rejects.Should().BeEmpty();
        read.Events.Select(e => e.Subject).Should().Equal("A", "B", "C", "D");
        read.Events.Select(e => e.DataJson).Should().Equal("{}", "{}", "{\"waitSeconds\":7.5}", "{\"waitSeconds\":8}");
    }

    [Theory]
    [InlineData("1700000000|A", "has 2 columns where a row has 3 to 5")]
    [InlineData("1700000000|A|Bo|1|2|3", "has 6 columns where a row has 3 to 5")]
    public async Task A_row_of_too_few_or_too_many_columns_is_rejected(string row, string reason)
        => (await Read($"1700000000|A|Bo\n{row}\n")).Rejects.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Line = 2L, Field = (string?)null, Reason = reason });

    [Fact]
    public async Task Quotes_that_mean_nothing_neither_join_lines_nor_break_a_row()
    {
        var read = await Read("1700000000|\"A|Bo\n1700000001|B\"B|Bo|1\n1700000002|\"C\"x|Bo|1\n");
        read.Rejects.Should().BeEmpty();
        read.Events.Select(e => e.Subject).Should().Equal("\"A", "B\"B", "\"C\"x");
    }

    [Fact]
    public async Task An_empty_file_has_no_rows_and_no_fault()
    {
        (await Read("")).Records.Should().Be(0);
        (await Read("\n\n")).Records.Should().Be(0);
    }

    [Fact]
    public async Task Reading_goes_on_from_any_position()
    {
        var file = _folder.Write("steps", "1700000000|A|Bo\n1700000001|B|Bo\n");
        var first = await FileReading.Read(file, Mapping());
        _folder.Write("steps", "1700000000|A|Bo\n1700000001|B|Bo\n1700000002|C|Bo\n");
        var second = await FileReading.Read(file, Mapping(), null, [.. first.Positions]);
        second.Events.Select(e => e.Subject).Should().Equal("C");
        second.Positions.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Line = 4L, Records = 3L });
    }

    [Fact]
    public async Task A_rejected_row_does_not_show_a_hidden_column_nor_what_stands_beyond_the_last()
    {
        var read = await Read("not a time|A|Anna Ek|1\n1700000000|A|Anna Ek|1|2|Anna\n1700000000|Å|Anna Ek|x\n1700000000|A||x\n");
        read.Rejects.Select(r => r.Text()).Should().Equal("not a time|A|…|1", "1700000000|A|…|1|2|…", "1700000000|Å|…|x", "1700000000|A||x");
    }

    [Fact]
    public async Task A_rejected_row_that_is_not_text_hides_it_too()
    {
        byte[] row = [.. "1700000000|\u00ff|Anna"u8, 0xE5, .. "|1\n"u8];
        var read = await FileReading.Read(_folder.Write("steps", row), Mapping());
        read.Rejects.Should().ContainSingle().Which.Text().Should().Be("1700000000|\u00ff|…|1");
        read.Rejects[0].Field.Should().Be("who");
    }

    [Fact]
    public async Task A_rejected_row_whose_quotes_are_broken_shows_nothing()
    {
        var quoted = _folder.Mapping(Steps.Replace("quotes: none", "quotes: doubled", StringComparison.Ordinal));
        var read = await FileReading.Read(_folder.Write("steps", "1700000000|\"A\"x|Anna|1\n"), quoted);
        read.Rejects.Should().ContainSingle().Which.Text().Should().Be("…");
    }

    [Fact]
    public async Task Where_the_header_lacks_a_hidden_column_it_is_said()
    {
        var mapping = _folder.Mapping(Steps.Replace("columns: [time, call, who]\ntrailing: [wait, more]\n", "", StringComparison.Ordinal));
        var read = () => FileReading.Read(_folder.Write("steps", "time|call|wait\n"), mapping);
        (await read.Should().ThrowAsync<ConfigurationException>()).WithMessage("steps:1: the column 'who' is missing, which the mapping 'steps' needs; the file has time, call, wait");
    }

    public void Dispose() => _folder.Dispose();

    private SourceMapping Mapping() => _folder.Mapping(Steps);

    private Task<FileRead> Read(string text) => FileReading.Read(_folder.Write("steps", Encoding.UTF8.GetBytes(text)), Mapping());
}
