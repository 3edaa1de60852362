using System.Globalization;
using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class BulkTests
{
    private const int Rows = 1_000_000;

    [Fact]
    public void A_million_rows_go_through_the_appender_and_come_back()
    {
        using var database = new Database();
        database.Execute("create table t (i bigint, v varchar, at_time timestamp, id uuid, n integer, d decimal(18,3))");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            for (var i = 0; i < Rows; i++)
            {
                appender.AppendRow(i, static (row, n) => row
                    .AppendValue((long)n).AppendValue(TextOf(n)).AppendValue(TimeOf(n)).AppendValue(IdOf(n))
                    .AppendValue(n % 10 == 0 ? null : (int?)n).AppendValue(n / 1000m));
            }
        }

        using var command = database.Command("select i, v, at_time, id, n, d from t order by i");
        using var reader = command.ExecuteReader();
        var mismatches = 0;
        for (var i = 0; i < Rows; i++)
        {
            reader.Read().Should().BeTrue();
            var same = reader.GetInt64(0) == i
                && reader.GetString(1) == TextOf(i)
                && reader.GetDateTime(2) == TimeOf(i)
                && reader.GetGuid(3) == IdOf(i)
                && (i % 10 == 0 ? reader.IsDBNull(4) : reader.GetInt32(4) == i)
                && reader.GetDecimal(5) == i / 1000m;
            mismatches += same ? 0 : 1;
        }

        reader.Read().Should().BeFalse();
        mismatches.Should().Be(0);
    }

    [Fact]
    public void A_million_rows_can_be_read_as_they_are_computed()
    {
        using var database = new Database();
        using var command = database.Command("select i, i::varchar || ' is the number' from range(1000000) t(i)");
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        var sum = 0L;
        while (reader.Read())
        {
            sum += reader.GetInt64(0);
            reader.GetString(1).Length.Should().BeGreaterThan(14);
        }

        sum.Should().Be((long)Rows * (Rows - 1) / 2);
    }

    [Fact]
    public void An_error_in_the_middle_of_a_stream_arrives()
    {
        using var database = new Database();
        using var command = database.Command("select case when i = 500000 then error('half way') else i end from range(1000000) t(i)");
        command.UseStreamingMode = true;
        var read = () =>
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
            }
        };
        read.Should().Throw<DuckDBException>().WithMessage("*half way*");
    }

    [Fact]
    public void Several_statements_give_several_results()
    {
        using var database = new Database();
        using var command = database.Command("select 1; create table t (i bigint); select 'two', 3 from range(3000)");
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        reader.GetInt32(0).Should().Be(1);
        reader.NextResult().Should().BeTrue();
        var rows = 0;
        while (reader.Read())
        {
            rows += reader.GetString(0) == "two" ? 1 : 0;
        }

        rows.Should().Be(3_000);
        reader.NextResult().Should().BeFalse();
    }

    [Fact]
    public void A_row_may_have_two_thousand_columns()
    {
        using var database = new Database();
        using var command = database.Command("select " + string.Join(", ", Enumerable.Range(0, 2_000).Select(i => $"{i} as c{i}")));
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        reader.FieldCount.Should().Be(2_000);
        reader.GetName(1_999).Should().Be("c1999");
        reader.GetInt32(1_999).Should().Be(1_999);
    }

    private static string TextOf(int i) => i % 2 == 0
        ? i.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"a text behind a pointer {i}");

    private static DateTime TimeOf(int i) => new DateTime(2024, 1, 1).AddMicroseconds(i * 1_000_003L);

    private static Guid IdOf(int i) => new(i, (short)(i >> 3), (short)i, 0x80, 1, 2, 3, 4, 5, 6, (byte)i);
}
