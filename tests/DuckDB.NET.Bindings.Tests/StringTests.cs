using System.Text;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class StringTests
{
    [Fact]
    public void Texts_around_the_inlining_boundary_arrive_unchanged_and_in_order()
    {
        // The engine keeps up to 12 bytes inside the vector's entry, longer ones behind a pointer.
        string[] texts = [.. Enumerable.Range(0, 40).Select(length => new string((char)('a' + (length % 26)), length))];
        using var database = new Database();
        database.Execute("create table t (i integer, v varchar)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            foreach (var text in texts)
            {
                appender.CreateRow().AppendValue(text.Length).AppendValue(text).EndRow();
            }
        }

        using var command = database.Command("select v, length(v) from t order by i");
        using var reader = command.ExecuteReader();
        foreach (var text in texts)
        {
            reader.Read().Should().BeTrue();
            reader.GetString(0).Should().Be(text);
            reader.GetInt64(1).Should().Be(text.Length);
        }
    }

    [Fact]
    public void A_text_of_10_MB_arrives_unchanged_as_parameter_and_through_the_appender()
    {
        var text = new StringBuilder().Insert(0, "0123456789ü🦆ab", 650_000).ToString();
        Encoding.UTF8.GetByteCount(text).Should().BeGreaterThan(10_000_000);
        using var database = new Database();
        database.Scalar<string>("select $1::varchar", text).Equals(text, StringComparison.Ordinal).Should().BeTrue();
        database.Execute("create table t (v varchar)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendValue(text).EndRow();
        }

        database.Scalar<string>("select v from t").Equals(text, StringComparison.Ordinal).Should().BeTrue();
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("a\0b")]
    [InlineData("a long text with a\0NUL in it")]
    public void A_parameter_with_a_NUL_keeps_what_follows_it(string text)
    {
        using var database = new Database();
        database.Scalar<string>("select $1::varchar", text).Should().Be(text);
        database.Scalar<long>("select length($1::varchar)", text).Should().Be(text.Length);
    }

    [Fact]
    public void A_NUL_of_a_query_arrives()
    {
        using var database = new Database();
        database.Scalar<string>("select 'a' || chr(0) || 'b'").Should().Be("a\0b");
        database.Scalar<string>("select 'a text that is not inlined' || chr(0) || 'b'").Should().Be("a text that is not inlined\0b");
    }

    [Fact]
    public void A_SQL_text_with_a_NUL_is_refused_instead_of_cut_off()
    {
        using var database = new Database();
        var execute = () => database.Execute("select 1;\0 drop table t");
        execute.Should().Throw<ArgumentException>().WithMessage("*NUL*");
    }

    [Fact]
    public void Column_names_may_be_of_any_script_and_the_empty_text()
    {
        using var database = new Database();
        using var command = database.Command("select 1 as \"größe 世界 🦆\", 2 as \" \"");
        using var reader = command.ExecuteReader();
        reader.GetName(0).Should().Be("größe 世界 🦆");
        reader.GetName(1).Should().Be(" ");
        reader.GetOrdinal("größe 世界 🦆").Should().Be(0);
    }

    [Fact]
    public void UTF8_bytes_can_be_appended_to_a_text_column_without_a_string()
    {
        using var database = new Database();
        database.Execute("create table t (v varchar)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            Span<byte> bytes = stackalloc byte[64];
            foreach (var text in new[] { "kurz", "Grüße, 世界, eine längere Zeile 🦆", "nul\0inside", "x" })
            {
                var length = Encoding.UTF8.GetBytes(text, bytes);
                appender.CreateRow().AppendValue(bytes[..length]).EndRow();
            }
        }

        database.Scalar<string>("select string_agg(v, '|' order by rowid) from t")
            .Should().Be("kurz|Grüße, 世界, eine längere Zeile 🦆|nul\0inside|x");
    }

    [Fact]
    public void An_empty_run_of_bytes_is_the_empty_text_and_no_null()
    {
        using var database = new Database();
        database.Execute("create table t (v varchar, b blob)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendValue(Array.Empty<byte>()).AppendValue(Array.Empty<byte>()).EndRow();
        }

        database.Scalar<bool>("select v = '' and octet_length(b) = 0 from t").Should().BeTrue();
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0x61, 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B })]
    public void Bytes_that_are_not_UTF8_become_null_in_a_text_column(byte[] bytes)
    {
        using var database = new Database();
        database.Execute("create table t (v varchar)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendValue("before").EndRow();
            appender.CreateRow().AppendValue(bytes).EndRow();
            appender.CreateRow().AppendValue("after").EndRow();
        }

        database.Scalar<string>("select string_agg(coalesce(v, 'null'), ',' order by rowid) from t").Should().Be("before,null,after");
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        using var database = new Database();
        database.Scalar<string>("select $1::varchar", "a\uD800b").Should().Be("a\uFFFDb");
        database.Execute("create table t (v varchar)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendValue("a\uD800b").EndRow();
        }

        database.Scalar<string>("select v from t").Should().Be("a\uFFFDb");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(5_000_000)]
    public void A_blob_arrives_unchanged(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        using var database = new Database();
        database.Execute("create table t (v blob)");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendValue(bytes).EndRow();
        }

        using var command = database.Command("select v, $1::blob, v = $1::blob from t", bytes);
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        for (var column = 0; column < 2; column++)
        {
            using var copy = new MemoryStream();
            using var stream = reader.GetStream(column);
            stream.CopyTo(copy);
            copy.ToArray().AsSpan().SequenceEqual(bytes).Should().BeTrue();
        }

        reader.GetBoolean(2).Should().BeTrue();
    }
}
