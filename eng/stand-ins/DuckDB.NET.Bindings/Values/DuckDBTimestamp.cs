using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A TIMESTAMP in its parts (<c>duckdb_timestamp_struct</c>), to the microsecond.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBTimestamp(DuckDBDateOnly date, DuckDBTimeOnly time)
{
    // One microsecond beyond the engine's finite range.
    public static readonly DuckDBTimestamp PositiveInfinity = new(new(294247, 1, 10), new(4, 0, 54, 775807));
    public static readonly DuckDBTimestamp NegativeInfinity = new(new(-290308, 12, 21), new(23, 59, 59, 999999));

    public DuckDBDateOnly Date { get; } = date;

    public DuckDBTimeOnly Time { get; } = time;

    public bool IsInfinity => IsPositiveInfinity || IsNegativeInfinity;

    public bool IsPositiveInfinity => Is(PositiveInfinity);

    public bool IsNegativeInfinity => Is(NegativeInfinity);

    public static implicit operator DateTime(DuckDBTimestamp timestamp) => timestamp.ToDateTime();

    public static implicit operator DuckDBTimestamp(DateTime dateTime) => FromDateTime(dateTime);

    /// <summary>The date and time as they stand; what is below a microsecond is cut off.</summary>
    public static DuckDBTimestamp FromDateTime(DateTime dateTime) =>
        new(DuckDBDateOnly.FromDateTime(dateTime), DuckDBTimeOnly.FromTicks(dateTime.TimeOfDay.Ticks));

    public static DuckDBTimestamp FromDuckDBTimestampStruct(DuckDBTimestampStruct timestamp)
    {
        if (timestamp.IsInfinity)
        {
            return timestamp.IsPositiveInfinity ? PositiveInfinity : NegativeInfinity;
        }

        return NativeMethods.DateTimeHelpers.DuckDBFromTimestamp(timestamp);
    }

    public DuckDBTimestampStruct ToDuckDBTimestampStruct()
    {
        if (IsInfinity)
        {
            return IsPositiveInfinity ? DuckDBTimestampStruct.PositiveInfinity : DuckDBTimestampStruct.NegativeInfinity;
        }

        return NativeMethods.DateTimeHelpers.DuckDBToTimestamp(this);
    }

    /// <exception cref="ArgumentOutOfRangeException">Outside the years 1 to 9999.</exception>
    public DateTime ToDateTime() => Date.ToDateTime().AddTicks(Time.Ticks);

    private bool Is(DuckDBTimestamp other) => Date.Equals(other.Date) && Time.Equals(other.Time);
}
