using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Records;

public sealed class QuoteTests
{
    [Fact]
    public void A_quoted_field_may_span_lines()
        => Texts("a,\"b\r\n\r\nc\",d\ne\n").Should().Equal((1, "a,\"b\r\n\r\nc\",d"), (4, "e"));

    [Fact]
    public void A_doubled_quote_does_not_end_a_field()
        => Texts("\"a\"\"\nb\"\"\"\nc\n").Should().Equal((1, "\"a\"\"\nb\"\"\""), (3, "c"));

    [Fact]
    public void A_quote_inside_a_field_opens_nothing()
        => Texts("5\" rör,1\n 6\",2\n").Should().Equal((1, "5\" rÃ¶r,1"), (2, " 6\",2"));

    [Fact]
    public void A_quote_that_never_ends_costs_its_own_line_only()
    {
        var records = Reading.Records("a,b\n1,\"x\n2,y\n3,z\n");
        records.Select(r => (r.Line, r.Text, r.Damage)).Should().Equal(
            (1, "a,b", RecordDamage.None), (2, "1,\"x", RecordDamage.OpenQuote), (3, "2,y", RecordDamage.None), (4, "3,z", RecordDamage.None));
    }

    [Fact]
    public void A_lost_closing_quote_does_not_pair_with_the_next_line_s_opening_one()
    {
        var records = Reading.Records("1,\"Anna,5\n2,Bo,6\n3,\"Cecilia\",7\n4,\"Da\nvid\",8\n");
        records.Select(r => (r.Line, r.Text, r.Damage)).Should().Equal(
            (1, "1,\"Anna,5", RecordDamage.OpenQuote),
            (2, "2,Bo,6", RecordDamage.None),
            (3, "3,\"Cecilia\",7", RecordDamage.None),
            (4, "4,\"Da\nvid\",8", RecordDamage.None));
    }

    [Fact]
    public void A_line_whose_quotes_are_broken_stays_one_record()
        => Reading.Records("\"a\"b,c\n\"d\"\n").Select(r => (r.Text, r.Damage)).Should().Equal(("\"a\"b,c", RecordDamage.None), ("\"d\"", RecordDamage.None));

    [Theory]
    [InlineData(RecordReader.MaxLines, RecordDamage.None)]
    [InlineData(RecordReader.MaxLines + 1, RecordDamage.OpenQuote)]
    public void A_quoted_record_spans_so_many_lines_and_no_more(int lines, RecordDamage damage)
    {
        var text = "\"" + string.Concat(Enumerable.Repeat("x\n", lines - 1)) + "x\"\nlast\n";
        var records = Reading.Records(text);
        records[0].Damage.Should().Be(damage);
        records[^1].Text.Should().Be("last");
        records[^1].Line.Should().Be(lines + 1);
        records.Should().HaveCount(damage == RecordDamage.None ? 2 : lines + 1);
    }

    [Theory]
    [InlineData("h\n1\n2,\"open\n3\n")]
    [InlineData("h\n1\n2,\"open")]
    [InlineData("h\n1\n2,\"open\n3")]
    public void A_quote_that_the_file_s_end_leaves_open_may_still_be_closed(string text)
    {
        var records = Reading.Records(text);
        records.Single(r => r.Line == 3).Damage.Should().Be(RecordDamage.OpenQuote);
        records[^1].Settled.Should().BeFalse();
        records[^1].Position.Should().Be((4, Reading.HashOf(System.Text.Encoding.UTF8.GetBytes(text), 4), 3));
    }

    private static IEnumerable<(long, string)> Texts(string text) => Reading.Records(text).Select(r => (r.Line, r.Text));
}
