namespace DuckDB.NET.Native;

/// <summary>
/// DuckDB's C API, one nested class for each chapter of duckdb.h. The names are those DuckDB.NET.Data calls.
/// Handles free themselves; a text that is returned is the engine's or the caller's as duckdb.h says.
/// </summary>
public static partial class NativeMethods
{
    private const string Library = "duckdb";
}
