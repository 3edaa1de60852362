using System.Text;
using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Records;

public sealed class RecordReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("a,b\r\n1,2\r\n3,4\r\n")]
    [InlineData("a,b\r\n1,2\n3,4\r\n")]
    public void Lines_end_with_LF_or_CRLF(string text)
        => Reading.Records(text).Select(r => (r.Line, r.Text)).Should().Equal((1, "a,b"), (2, "1,2"), (3, "3,4"));

    [Theory]
    [InlineData("a\n1", "1")]
    [InlineData("a\n1\r", "1")]
    [InlineData("a\n\"1\n2\"", "\"1\n2\"")]
    public void A_last_line_without_a_line_end_is_a_record_that_may_still_grow(string text, string last)
    {
        var record = Reading.Records(text)[^1];
        (record.Line, record.Text, record.Damage).Should().Be((2, last, RecordDamage.None));
        record.Terminated.Should().BeFalse();
        record.Settled.Should().BeFalse();
        record.Position.Should().Be((2, Reading.HashOf(Encoding.UTF8.GetBytes(text), 2), 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_byte_order_mark_belongs_to_no_record_but_counts_as_bytes(int chunk)
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFF\"a\",b\n1,2\n");
        var records = Reading.Records(bytes, ',', chunk);
        records.Select(r => (r.Offset, r.Text)).Should().Equal((3, "\"a\",b"), (9, "1,2"));
        records[^1].Position.Should().Be((13, Reading.HashOf(bytes, 13), 3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void A_file_of_nothing_has_no_records(string text) => Reading.Records(text).Should().BeEmpty();

    [Fact]
    public void Blank_lines_are_counted_as_lines()
        => Reading.Records("a\n\n\r\nb\n\n").Select(r => (r.Line, r.Text)).Should().Equal((1, "a"), (2, ""), (3, ""), (4, "b"), (5, ""));

    [Fact]
    public void A_carriage_return_inside_a_line_stays_where_it_is()
        => Reading.Records("a\rb\r\r\nc\n").Select(r => r.Text).Should().Equal("a\rb\r", "c");

    [Fact]
    public void Bytes_that_are_no_text_are_passed_on_as_they_are()
        => Reading.Records([0xFF, 0x00, 0xC3, (byte)'\n', 0xE4, (byte)'\n']).Select(r => r.Text).Should().Equal("\u00FF\0\u00C3", "\u00E4");

    [Fact]
    public void Every_record_knows_the_hash_of_all_before_it()
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFFnamn,antal\r\n\r\n\"Å\r\nÄ\",2\n\"öppen,3\nx,4\n\ny,5");
        var records = Reading.Records(bytes, ',', 5);
        foreach (var (record, next) in records.Zip(records.Skip(1)).Where(pair => pair.First.Settled))
            record.Position.Should().Be((next.Offset, Reading.HashOf(bytes, next.Offset), next.Line));
        records.Select(r => r.Line).Should().Equal(1, 2, 3, 5, 6, 7, 8);
    }

    [Fact]
    public void In_events_a_quote_is_only_a_character()
        => Reading.Records("{\"id\":\"1\n2\"}\n", delimiter: null).Select(r => r.Text).Should().Equal("{\"id\":\"1", "2\"}");

    [Fact]
    public void A_later_reading_goes_on_where_one_ended()
    {
        var bytes = Encoding.UTF8.GetBytes("a\n\"b\nc\"\nd\ne\n");
        var after = Reading.Records(bytes)[1].Position;
        using var reader = new RecordReader(new ChunkedStream(bytes, 3), ',');
        reader.SkipTo(after.Offset, after.Line).Should().BeTrue();
        Reading.Records(reader).Should().Equal(Reading.Records(bytes)[2..]);
    }

    [Fact]
    public void A_stream_shorter_than_the_place_to_go_on_from_says_so()
    {
        using var reader = new RecordReader(new MemoryStream("a\nb\n"u8.ToArray()), ',');
        reader.SkipTo(5, 3).Should().BeFalse();
    }
}
