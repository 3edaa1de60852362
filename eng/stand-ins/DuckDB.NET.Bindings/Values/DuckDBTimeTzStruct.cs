using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A TIME WITH TIME ZONE as stored (<c>duckdb_time_tz</c>): 40 bits of microseconds, 24 bits of offset.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTimeTzStruct
{
    public ulong Bits { get; set; }

    /// <summary>The time on 0001-01-01 at its offset.</summary>
    internal readonly DateTimeOffset ToDateTimeOffset()
    {
        var parts = NativeMethods.DateTimeHelpers.DuckDBFromTimeTz(this);
        return new(parts.Time.ToDateTime(), TimeSpan.FromSeconds(parts.Offset));
    }
}
