using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>How far a running query is (<c>duckdb_query_progress_type</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBQueryProgress
{
    /// <summary>0 to 100, or -1 where there is no progress to report.</summary>
    public double Percentage { get; }

    public ulong RowsProcessed { get; }

    public ulong TotalRowsToProcess { get; }
}
