using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A TIME: microseconds since midnight (<c>duckdb_time</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTime
{
    public long Micros { get; set; }

    /// <exception cref="ArgumentOutOfRangeException">24:00:00, which SQL has and .NET has not.</exception>
    internal readonly TimeOnly ToTimeOnly() => new(Micros * TimeSpan.TicksPerMicrosecond);
}
