using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>
/// A timestamp: units since 1970-01-01 (<c>duckdb_timestamp</c> and its siblings).
/// The unit is the microsecond unless the SQL type is TIMESTAMP_S, _MS or _NS.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTimestampStruct
{
    public static readonly DuckDBTimestampStruct PositiveInfinity = new() { Micros = long.MaxValue };
    public static readonly DuckDBTimestampStruct NegativeInfinity = new() { Micros = -long.MaxValue };

    public long Micros { get; set; }

    public readonly bool IsInfinity => IsPositiveInfinity || IsNegativeInfinity;

    public readonly bool IsPositiveInfinity => Micros == long.MaxValue;

    public readonly bool IsNegativeInfinity => Micros == -long.MaxValue;

    /// <exception cref="ArgumentOutOfRangeException">Infinite, or outside the years 1 to 9999.</exception>
    internal readonly DateTime ToDateTime(long ticksPerUnit)
    {
        var ticks = ((Int128)Micros * ticksPerUnit) + DateTime.UnixEpoch.Ticks;
        if (IsInfinity || ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            throw new ArgumentOutOfRangeException(null, "The timestamp is outside the years 1 to 9999.");
        }

        return new((long)ticks, DateTimeKind.Unspecified);
    }

    /// <summary>Reads nanoseconds; what is below .NET's 100 ns is cut off towards the past.</summary>
    internal readonly DateTime NanosecondsToDateTime()
    {
        var ticks = Math.DivRem(Micros, TimeSpan.NanosecondsPerTick, out var rest);
        return new DuckDBTimestampStruct { Micros = rest < 0 ? ticks - 1 : ticks }.ToDateTime(ticksPerUnit: 1);
    }
}
