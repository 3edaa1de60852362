using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>An INTERVAL (<c>duckdb_interval</c>): months, days and microseconds, each with its own sign.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBInterval(int months, int days, ulong micros)
{
    private const long MicrosPerDay = TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond;

    public int Months { get; } = months;

    public int Days { get; } = days;

    /// <summary>Microseconds; the engine's are signed, so a negative one shows here as its two's complement.</summary>
    public ulong Micros { get; } = micros;

    /// <exception cref="ArgumentOutOfRangeException">The interval has months, or is longer than a <see cref="TimeSpan"/> can be.</exception>
    public static explicit operator TimeSpan(DuckDBInterval interval) => interval.TryConvert(out var timeSpan)
        ? timeSpan.Value
        : throw new ArgumentOutOfRangeException(
            nameof(interval),
            "The interval has months, whose length is not fixed, or is longer than a TimeSpan can be.");

    /// <summary>Whole days and the rest in microseconds; what is below a microsecond is cut off.</summary>
    public static implicit operator DuckDBInterval(TimeSpan timeSpan)
    {
        var micros = timeSpan.Ticks / TimeSpan.TicksPerMicrosecond;
        return new(0, (int)(micros / MicrosPerDay), unchecked((ulong)(micros % MicrosPerDay)));
    }

    /// <summary>The interval as a fixed length of time, with a day of 24 hours; false where months or range forbid it.</summary>
    public bool TryConvert([NotNullWhen(true)] out TimeSpan? timeSpan)
    {
        var ticks = (((Int128)Days * MicrosPerDay) + unchecked((long)Micros)) * TimeSpan.TicksPerMicrosecond;
        var fits = Months == 0 && ticks >= long.MinValue && ticks <= long.MaxValue;
        timeSpan = fits ? new TimeSpan((long)ticks) : null;
        return fits;
    }
}
