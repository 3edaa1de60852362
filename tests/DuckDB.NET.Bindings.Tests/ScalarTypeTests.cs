using System.Globalization;
using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class ScalarTypeTests
{
    public static TheoryData<SqlCase> Cases => new(SqlCases.All);

    public static TheoryData<string> Types => new(SqlCases.All.Select(c => c.SqlType).Append("BLOB").Distinct());

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_of_a_query_is_what_SQL_says(SqlCase known)
    {
        using var database = new Database();
        using var command = database.Command($"select cast('{known.Text.Replace("'", "''", StringComparison.Ordinal)}' as {known.SqlType})");
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        known.ShouldBeIn(reader);
        reader.Read().Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_parameter_arrives_unchanged(SqlCase known)
    {
        using var database = new Database();
        using var command = database.Command(
            $"select p, p is not distinct from cast($2 as {known.SqlType}) from (select cast($1 as {known.SqlType}) as p)", known.Value, known.Text);
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        known.ShouldBeIn(reader);
        reader.GetBoolean(1).Should().BeTrue("the engine reads the same value from the text");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_appended_value_arrives_unchanged(SqlCase known)
    {
        using var database = new Database();
        database.Execute($"create table t (v {known.SqlType})");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            known.AppendTo(appender.CreateRow()).EndRow();
        }

        using var command = database.Command($"select v, v is not distinct from cast($1 as {known.SqlType}) from t", known.Text);
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        known.ShouldBeIn(reader);
        reader.GetBoolean(1).Should().BeTrue("the engine reads the same value from the text");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Null_stays_null_in_queries_parameters_and_appender(string sqlType)
    {
        using var database = new Database();
        database.Execute($"create table t (v {sqlType})");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendNullValue().EndRow();
        }

        using var command = database.Command($"select v, cast(null as {sqlType}), cast($1 as {sqlType}) from t", [null]);
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        for (var column = 0; column < 3; column++)
        {
            reader.IsDBNull(column).Should().BeTrue();
            reader.GetValue(column).Should().Be(DBNull.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Nulls_and_values_keep_their_places_over_many_vectors(string sqlType)
    {
        const int Rows = 5_000;
        var known = SqlCases.All.FirstOrDefault(c => c.SqlType == sqlType);
        using var database = new Database();
        database.Execute($"create table t (i integer, v {sqlType})");
        using (var appender = database.Connection.CreateAppender("t"))
        {
            for (var i = 0; i < Rows; i++)
            {
                var row = appender.CreateRow().AppendValue(i);
                _ = (i % 3, known) switch
                {
                    (0, _) => row.AppendNullValue(),
                    (_, null) => row.AppendValue(new byte[] { 1, 2, 3 }),
                    (_, { } value) => value.AppendTo(row),
                };
                row.EndRow();
            }
        }

        using var command = database.Command("select i, v from t order by i");
        using var reader = command.ExecuteReader();
        for (var i = 0; i < Rows; i++)
        {
            reader.Read().Should().BeTrue();
            reader.IsDBNull(1).Should().Be(i % 3 == 0);
        }

        database.Scalar<long>("select count(distinct v) from t").Should().Be(1);
    }

    [Fact]
    public void A_decimal_of_38_digits_keeps_every_digit()
    {
        const string Digits = "-9999999999999999999999999999.9999999999";
        using var database = new Database();
        using var command = database.Command($"select cast('{Digits}' as decimal(38,10)), cast(cast('{Digits}' as decimal(38,10)) as varchar)");
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue();
        var value = reader.GetFieldValue<DuckDBDecimal>(0);
        value.Width.Should().Be(38);
        value.Scale.Should().Be(10);
        value.Value.ToInt128().Should().Be(Int128.Parse(Digits.Replace(".", null, StringComparison.Ordinal), CultureInfo.InvariantCulture));
        reader.GetString(1).Should().Be(Digits);
    }

    [Fact]
    public void A_decimal_too_wide_for_its_column_is_refused()
    {
        using var database = new Database();
        database.Execute("create table t (v decimal(4,2))");
        var appender = database.Connection.CreateAppender("t");
        var append = () => appender.AppendRow(100m, static (row, value) => row.AppendValue(value));
        append.Should().Throw<OverflowException>();
        appender.Dispose();
        database.Count("t").Should().Be(0);
    }

    [Fact]
    public void A_128_bit_value_outside_its_range_is_refused()
    {
        var tooLarge = () => new DuckDBHugeInt((System.Numerics.BigInteger)Int128.MaxValue + 1);
        var tooSmall = () => new DuckDBHugeInt((System.Numerics.BigInteger)Int128.MinValue - 1);
        var negative = () => new DuckDBUHugeInt(System.Numerics.BigInteger.MinusOne);
        var tooLargeUnsigned = () => new DuckDBUHugeInt((System.Numerics.BigInteger)UInt128.MaxValue + 1);
        tooLarge.Should().Throw<ArgumentOutOfRangeException>();
        tooSmall.Should().Throw<ArgumentOutOfRangeException>();
        negative.Should().Throw<ArgumentOutOfRangeException>();
        tooLargeUnsigned.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_big_number_of_any_length_arrives_unchanged()
    {
        var number = -System.Numerics.BigInteger.Pow(7, 200);
        using var database = new Database();
        database.Scalar<string>("select cast(cast($1 as bignum) as varchar)", number)
            .Should().Be(number.ToString(CultureInfo.InvariantCulture));
    }
}
