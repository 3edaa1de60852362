using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A TIME in its parts (<c>duckdb_time_struct</c>), to the microsecond.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBTimeOnly(byte hour, byte min, byte sec, int microsecond)
{
    public DuckDBTimeOnly(byte hour, byte min, byte sec)
        : this(hour, min, sec, 0)
    {
    }

    public byte Hour { get; } = hour;

    public byte Min { get; } = min;

    public byte Sec { get; } = sec;

    /// <summary>0 to 999 999.</summary>
    public int Microsecond { get; } = microsecond;

    /// <summary>Time since midnight in units of 100 ns.</summary>
    public long Ticks =>
        (Hour * TimeSpan.TicksPerHour)
        + (Min * TimeSpan.TicksPerMinute)
        + (Sec * TimeSpan.TicksPerSecond)
        + (Microsecond * TimeSpan.TicksPerMicrosecond);

    public static implicit operator TimeOnly(DuckDBTimeOnly time) => new(time.Ticks);

    public static implicit operator DuckDBTimeOnly(TimeOnly time) => FromTicks(time.Ticks);

    public static explicit operator DateTime(DuckDBTimeOnly time) => time.ToDateTime();

    public static explicit operator DuckDBTimeOnly(DateTime dateTime) => FromTicks(dateTime.TimeOfDay.Ticks);

    /// <summary>The time on 0001-01-01.</summary>
    public DateTime ToDateTime() => new(Ticks, DateTimeKind.Unspecified);

    internal static DuckDBTimeOnly FromTicks(long ticks)
    {
        var time = new TimeSpan(ticks);
        var microsecond = time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        return new((byte)time.Hours, (byte)time.Minutes, (byte)time.Seconds, (int)microsecond);
    }
}
