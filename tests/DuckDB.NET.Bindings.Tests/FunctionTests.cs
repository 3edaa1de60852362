using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

public sealed class FunctionTests
{
    [Fact]
    public void A_scalar_function_is_called_for_every_row()
    {
        using var database = new Database();
        database.Connection.RegisterScalarFunction<long, string>("in_words", n => n.ToString("N0", CultureInfo.InvariantCulture));
        database.Scalar<string>("select max(in_words(i)) from range(5000) t(i)").Should().Be("999");
        database.Scalar<string>("select in_words(1234567::bigint)").Should().Be("1,234,567");
    }

    [Fact]
    public void An_exception_in_a_scalar_function_is_an_error_of_the_query()
    {
        using var database = new Database();
        database.Connection.RegisterScalarFunction<long, long>("refuse", n => n < 3 ? n : throw new FormatException("größe 🦆"));
        var execute = () => database.Scalar<long>("select sum(refuse(i))::bigint from range(10) t(i)");
        execute.Should().Throw<DuckDBException>().WithMessage("*größe 🦆*");
        database.Scalar<long>("select refuse(2::bigint)").Should().Be(2);
    }

    [Fact]
    public void A_table_function_gives_rows_for_its_parameters()
    {
        using var database = new Database();
        database.Connection.RegisterTableFunction(
            "squares", (long n) => Enumerable.Range(0, (int)n), i => new { number = i, square = (long)i * i });
        database.Scalar<long>("select sum(square)::bigint from squares(4000)").Should().Be(Enumerable.Range(0, 4_000).Sum(i => (long)i * i));
    }

    [Fact]
    public void An_exception_in_a_table_function_is_an_error_of_the_query()
    {
        using var database = new Database();
        database.Connection.RegisterTableFunction<int>(
            "refuse_all",
            _ => throw new FormatException("no rows today"),
            (_, _, _) => { });
        var execute = () => database.Scalar<int>("select * from refuse_all(1)");
        execute.Should().Throw<DuckDBException>().WithMessage("*no rows today*");
    }

    [Fact]
    public void Parameters_of_a_table_function_arrive_as_values_of_NET()
    {
        Received("true", "boolean", true);
        Received("-5", "tinyint", (sbyte)-5);
        Received("-500", "smallint", (short)-500);
        Received("-50000", "integer", -50_000);
        Received("-5000000000", "bigint", -5_000_000_000);
        Received("200", "utinyint", (byte)200);
        Received("50000", "usmallint", (ushort)50_000);
        Received("3000000000", "uinteger", 3_000_000_000);
        Received("10000000000000000000", "ubigint", 10_000_000_000_000_000_000);
        Received("-170141183460469231731687303715884105728", "hugeint", (BigInteger)Int128.MinValue);
        Received("1.5", "float", 1.5f);
        Received("0.1", "double", 0.1);
        Received("Grüße 🦆", "varchar", "Grüße 🦆");
        Received("00112233-4455-6677-8899-aabbccddeeff", "uuid", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
        Received("1582-10-04", "date", new DateOnly(1582, 10, 4));
        Received("23:59:59.999999", "time", new TimeOnly(TimeSpan.TicksPerDay - 10));
        Received("1582-10-04 12:34:56.123456", "timestamp", new DateTime(1582, 10, 4, 12, 34, 56, 123, 456));
        Received("3 days 04:05:06", "interval", new TimeSpan(3, 4, 5, 6));
    }

    [Fact]
    public void A_decimal_is_read_from_a_value()
    {
        using var value = NativeMethods.Value.DuckDBCreateDecimal(new(18, 3, new((Int128)(-12345678))));
        value.GetValue<decimal>().Should().Be(-12345.678m);
    }

    [Fact]
    public void A_value_of_another_type_is_refused()
    {
        using var value = NativeMethods.Value.DuckDBCreateInt64(5);
        value.GetValue<long>().Should().Be(5);
        value.GetValue<long?>().Should().Be(5);
        value.Invoking(v => v.GetValue<string>()).Should().Throw<InvalidCastException>();
    }

    [Fact]
    public void Timestamps_of_every_unit_are_read_from_values()
    {
        var time = new DateTime(1950, 6, 7, 8, 9, 10);
        var seconds = (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;
        using var s = NativeMethods.Value.DuckDBCreateTimestampS(new() { Micros = seconds });
        using var ms = NativeMethods.Value.DuckDBCreateTimestampMs(new() { Micros = (seconds * 1_000) - 1 });
        using var us = NativeMethods.Value.DuckDBCreateTimestamp(new() { Micros = (seconds * 1_000_000) - 1 });
        using var ns = NativeMethods.Value.DuckDBCreateTimestampNs(new() { Micros = (seconds * 1_000_000_000) - 1 });
        s.GetValue<DateTime>().Should().Be(time);
        ms.GetValue<DateTime>().Should().Be(time.AddMilliseconds(-1));
        us.GetValue<DateTime>().Should().Be(time.AddMicroseconds(-1));
        ns.GetValue<DateTime>().Should().Be(time.AddTicks(-1), "100 ns are the smallest step of .NET, and the cut is towards the past");
    }

    private static void Received<T>(string text, string sqlType, T expected)
    {
        using var database = new Database();
        T? received = default;
        database.Connection.RegisterTableFunction(
            "receive",
            parameters =>
            {
                received = parameters[0].GetValue<T>();
                return new TableFunction([new ColumnInfo("n", typeof(int))], new[] { 1 });
            },
            (item, writers, row) => writers[0].WriteValue((int)item!, row),
            TypeOf(sqlType));
        database.Scalar<int>($"select n from receive('{text}'::{sqlType})").Should().Be(1);
        received.Should().Be(expected);
    }

    private static DuckDBType TypeOf(string sqlType) => sqlType switch
    {
        "boolean" => DuckDBType.Boolean,
        "utinyint" => DuckDBType.UnsignedTinyInt,
        "usmallint" => DuckDBType.UnsignedSmallInt,
        "uinteger" => DuckDBType.UnsignedInteger,
        "ubigint" => DuckDBType.UnsignedBigInt,
        _ => Enum.Parse<DuckDBType>(sqlType, ignoreCase: true),
    };
}
