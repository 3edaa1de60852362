using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Metrics.Intake.Files;
using Metrics.Intake.Tests.Support;

namespace Metrics.Intake.Tests.Records;

public sealed class FieldSplitterTests
{
    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData("a,", "a|")]
    [InlineData(",", "|")]
    [InlineData("\"a,b\",c", "a,b|c")]
    [InlineData("\"a\"\"b\"", "a\"b")]
    [InlineData("\"\",\"\"\"\"", "|\"")]
    [InlineData("\"a\nb\",c", "a\nb|c")]
    [InlineData("a\rb,c", "a\rb|c")]
    [InlineData(" a , b ", " a | b ")]
    [InlineData("a", "a")]
    public void A_record_falls_into_its_fields(string record, string fields) => Split(record).Should().Equal(fields.Split('|'));

    [Theory]
    [InlineData("\"a\"b,c")]
    [InlineData("a,5\" b")]
    [InlineData("a, \"b\"")]
    [InlineData("\"a\" ,b")]
    [InlineData("\"a\"b\"c\",d")]
    public void Broken_quotes_are_noticed(string record) => Split(record).Should().BeNull();

    [Theory]
    [InlineData("\"a\"b|c", "\"a\"b/c")]
    [InlineData("\"a|b\"", "\"a/b\"")]
    [InlineData("a|\"", "a/\"")]
    [InlineData("|\"\"|", "/\"\"/")]
    public void Where_quotes_mean_nothing_they_are_signs_like_others(string record, string fields)
    {
        var splitter = new FieldSplitter('|', quoted: false);
        splitter.Split(record).Should().BeTrue();
        Fields(splitter).Should().Equal(fields.Split('/'));
    }

    [Fact]
    public void A_field_of_a_megabyte_is_one_field() => Split($"{new string('x', 1_000_000)},y").Should().Equal(new string('x', 1_000_000), "y");

    [Fact]
    public void Quotes_are_found_wherever_a_buffer_ends()
    {
        for (var length = 16_370; length < 16_400; length++)
        {
            var field = new string('x', length) + "\"\n\",";
            Split($"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\",y").Should().Equal(field, "y");
        }
    }

    [Fact]
    public void What_was_split_before_plays_no_part()
        => Prop.ForAll(Gen.Elements("ab,,\"\"\"\n\n\r".ToCharArray()).ArrayOf().Select(c => new string(c)).ToArbitrary(), text =>
        {
            var reused = new FieldSplitter(',');
            foreach (var record in Reading.Records(text).Where(r => r.Damage == RecordDamage.None && r.Text.Length > 0))
            {
                var fields = reused.Split(record.Text) ? Fields(reused) : null;
                fields.Should().Equal(Split(record.Text), "of {0} in {1}", Shown(record.Text), Shown(text));
                fields.Should().Equal(ByTheBook(record.Text), "of {0}", Shown(record.Text));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static string Shown(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string[]? Split(string record)
    {
        var splitter = new FieldSplitter(',');
        return splitter.Split(record) ? Fields(splitter) : null;
    }

    private static string[] Fields(FieldSplitter splitter) => Enumerable.Range(0, splitter.Count).Select(i => splitter[i]).ToArray();

    // RFC 4180, read aloud; null where a quote stands in an unquoted field or text after a closing quote.
    private static string[]? ByTheBook(string record)
    {
        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            var field = new StringBuilder();
            if (at < record.Length && record[at] == '"')
            {
                for (at++; !(record[at] == '"' && (at + 1 == record.Length || record[at + 1] != '"')); at++)
                {
                    if (record[at] == '"') at++;
                    field.Append(record[at]);
                }

                at++;
                if (at < record.Length && record[at] != ',') return null;
            }
            else
            {
                for (; at < record.Length && record[at] != ','; at++) field.Append(record[at]);
                if (field.ToString().Contains('"', StringComparison.Ordinal)) return null;
            }

            fields.Add(field.ToString());
            if (at == record.Length) return fields.ToArray();
            at++;
        }
    }
}
