namespace DuckDB.NET.Native;

/// <summary>What most calls of the C API answer (<c>duckdb_state</c>).</summary>
public enum DuckDBState
{
    Success = 0,
    Error = 1,
}
