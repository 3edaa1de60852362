using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>
/// A statement's result (<c>duckdb_result</c>). It owns native memory, also when the statement failed:
/// <see cref="Close"/> frees it, and copies of the struct share it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBResult
{
    // Five words that duckdb.h keeps for old callers, then the one that counts.
    private readonly nint deprecatedColumnCount;
    private readonly nint deprecatedRowCount;
    private readonly nint deprecatedRowsChanged;
    private readonly nint deprecatedColumns;
    private readonly nint deprecatedErrorMessage;
    private readonly nint internalData;

    /// <summary>Frees the result. A second call on the same variable does nothing.</summary>
    public void Close() => NativeMethods.Query.DuckDBDestroyResult(ref this);
}
