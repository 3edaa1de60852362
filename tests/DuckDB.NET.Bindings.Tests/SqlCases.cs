using System.Globalization;
using System.Numerics;

namespace DuckDB.NET.Native.Tests;

/// <summary>Values of every scalar SQL type, with the ends of their ranges.</summary>
internal static class SqlCases
{
    public static IEnumerable<SqlCase> All => [.. Integers, .. Fractions, .. Texts, .. Times, .. Others];

    private static IEnumerable<SqlCase> Integers =>
    [
        SqlCase.Of("TINYINT", "-128", sbyte.MinValue),
        SqlCase.Of("TINYINT", "127", sbyte.MaxValue),
        SqlCase.Of("SMALLINT", "-32768", short.MinValue),
        SqlCase.Of("SMALLINT", "32767", short.MaxValue),
        SqlCase.Of("INTEGER", "-2147483648", int.MinValue),
        SqlCase.Of("INTEGER", "2147483647", int.MaxValue),
        SqlCase.Of("BIGINT", "-9223372036854775808", long.MinValue),
        SqlCase.Of("BIGINT", "9223372036854775807", long.MaxValue),
        SqlCase.Of("UTINYINT", "255", byte.MaxValue),
        SqlCase.Of("USMALLINT", "65535", ushort.MaxValue),
        SqlCase.Of("UINTEGER", "4294967295", uint.MaxValue),
        SqlCase.Of("UBIGINT", "18446744073709551615", ulong.MaxValue),
        Huge("HUGEINT", Int128.MinValue),
        Huge("HUGEINT", Int128.MaxValue),
        Huge("HUGEINT", BigInteger.MinusOne),
        Huge("HUGEINT", BigInteger.Zero),
        Huge("HUGEINT", BigInteger.Pow(2, 64)),
        Huge("HUGEINT", -BigInteger.Pow(2, 64)),
        Huge("HUGEINT", BigInteger.Pow(2, 64) - 1),
        Huge("UHUGEINT", BigInteger.Zero),
        Huge("UHUGEINT", BigInteger.Pow(2, 64)),
        Huge("UHUGEINT", UInt128.MaxValue),
    ];

    private static IEnumerable<SqlCase> Fractions =>
    [
        SqlCase.Of("FLOAT", "1.5", 1.5f),
        SqlCase.Of("FLOAT", "-3.4028235e38", float.MinValue),
        SqlCase.Of("FLOAT", "nan", float.NaN),
        SqlCase.Of("DOUBLE", "0.1", 0.1),
        SqlCase.Of("DOUBLE", "1.7976931348623157e308", double.MaxValue),
        SqlCase.Of("DOUBLE", "5e-324", double.Epsilon),
        SqlCase.Of("DOUBLE", "inf", double.PositiveInfinity),
        SqlCase.Of("DOUBLE", "-inf", double.NegativeInfinity),
        SqlCase.Of("DECIMAL(4,2)", "-12.34", -12.34m),
        SqlCase.Of("DECIMAL(9,0)", "-999999999", -999999999m),
        SqlCase.Of("DECIMAL(9,9)", "0.000000001", 0.000000001m),
        SqlCase.Of("DECIMAL(18,3)", "-999999999999999.999", -999999999999999.999m),
        SqlCase.Of("DECIMAL(28,28)", "-0.0000000000000000000000000001", -0.0000000000000000000000000001m),
        SqlCase.Of("DECIMAL(38,10)", "-1234567890123456789.0123456789", -1234567890123456789.0123456789m),
        SqlCase.Of("DECIMAL(38,0)", "79228162514264337593543950335", decimal.MaxValue),
        SqlCase.Of("DECIMAL(38,0)", "-79228162514264337593543950335", decimal.MinValue),
    ];

    private static IEnumerable<SqlCase> Texts =>
    [
        Text(string.Empty),
        Text("a"),
        Text("twelve bytes"),
        Text("thirteen byte"),
        Text("elf Bytes ü"),
        Text("zwölf Bytes ü"),
        Text("Grüße, 世界, 🦆 — здравствуй"),
        Text("🦆"),
        Text(new string('x', 100_000)),
        Text("line\nbreak\ttab \"quotes\" \\ back"),
    ];

    private static IEnumerable<SqlCase> Times =>
    [
        Date(1, 1, 1), Date(1582, 10, 4), Date(1582, 10, 15), Date(1969, 12, 31), Date(1970, 1, 1), Date(2024, 2, 29), Date(9999, 12, 31),
        SqlCase.Of("TIME", "00:00:00", TimeOnly.MinValue),
        SqlCase.Of("TIME", "23:59:59.999999", new TimeOnly(TimeSpan.TicksPerDay - 10)),
        SqlCase.Of("TIMESTAMP", "0001-01-01 00:00:00", DateTime.MinValue),
        SqlCase.Of("TIMESTAMP", "1582-10-04 23:59:59.999999", new DateTime(1582, 10, 4, 23, 59, 59, 999, 999)),
        SqlCase.Of("TIMESTAMP", "1969-12-31 23:59:59.999999", new DateTime(1969, 12, 31, 23, 59, 59, 999, 999)),
        SqlCase.Of("TIMESTAMP", "2024-02-29 12:34:56.123456", new DateTime(2024, 2, 29, 12, 34, 56, 123, 456)),
        SqlCase.Of("TIMESTAMP", "9999-12-31 23:59:59.999999", new DateTime(9999, 12, 31, 23, 59, 59, 999, 999)),
        SqlCase.Of("TIMESTAMP_S", "1582-10-04 23:59:59", new DateTime(1582, 10, 4, 23, 59, 59)),
        SqlCase.Of("TIMESTAMP_S", "9999-12-31 23:59:59", new DateTime(9999, 12, 31, 23, 59, 59)),
        SqlCase.Of("TIMESTAMP_MS", "1582-10-04 23:59:59.999", new DateTime(1582, 10, 4, 23, 59, 59, 999)),
        SqlCase.Of("TIMESTAMP_MS", "9999-12-31 23:59:59.999", new DateTime(9999, 12, 31, 23, 59, 59, 999)),
        SqlCase.Of("TIMESTAMP_NS", "1700-01-01 00:00:00.0000001", new DateTime(1700, 1, 1).AddTicks(1)),
        SqlCase.Of("TIMESTAMP_NS", "2024-02-29 12:34:56.1234567", new DateTime(2024, 2, 29, 12, 34, 56).AddTicks(1234567)),
        SqlCase.Of("TIMESTAMPTZ", "1582-10-04 23:59:59.999999+00", new DateTimeOffset(1582, 10, 4, 23, 59, 59, 999, 999, TimeSpan.Zero)),
        SqlCase.Of("TIMESTAMPTZ", "2024-02-29 12:34:56.123456+02", new DateTimeOffset(2024, 2, 29, 12, 34, 56, 123, 456, TimeSpan.FromHours(2))),
        SqlCase.Of("TIMESTAMPTZ", "9999-12-31 23:59:59.999999+00", new DateTimeOffset(9999, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero)),
        SqlCase.Of("TIMETZ", "12:34:56.123456+05:30", new DateTimeOffset(1, 1, 2, 12, 34, 56, 123, 456, new TimeSpan(5, 30, 0))),
        SqlCase.Of("INTERVAL", "00:00:00.000001", TimeSpan.FromMicroseconds(1)),
        SqlCase.Of("INTERVAL", "3 days 04:05:06.789012", new TimeSpan(3, 4, 5, 6, 789, 12)),
    ];

    private static IEnumerable<SqlCase> Others =>
    [
        SqlCase.Of("BOOLEAN", "true", true),
        SqlCase.Of("BOOLEAN", "false", false),
        SqlCase.Of("UUID", "00000000-0000-0000-0000-000000000000", Guid.Empty),
        SqlCase.Of("UUID", "ffffffff-ffff-ffff-ffff-ffffffffffff", Guid.AllBitsSet),
        SqlCase.Of("UUID", "00112233-4455-6677-8899-aabbccddeeff", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff")),
        SqlCase.Of("UUID", "80112233-4455-6677-8899-aabbccddeeff", Guid.Parse("80112233-4455-6677-8899-aabbccddeeff")),
    ];

    private static SqlCase Huge(string sqlType, BigInteger value) =>
        SqlCase.Of(sqlType, value.ToString(CultureInfo.InvariantCulture), value);

    private static SqlCase Text(string value) => SqlCase.Of("VARCHAR", value, value);

    private static SqlCase Date(int year, int month, int day)
    {
        var date = new DateOnly(year, month, day);
        return SqlCase.Of("DATE", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), date);
    }
}
