using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A TIME WITH TIME ZONE in its parts (<c>duckdb_time_tz_struct</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBTimeTz
{
    public DuckDBTimeOnly Time { get; set; }

    /// <summary>Seconds east of UTC.</summary>
    public int Offset { get; set; }
}
