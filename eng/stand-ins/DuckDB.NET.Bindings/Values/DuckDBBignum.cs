using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>An integer of any length (<c>duckdb_bignum</c>): big-endian absolute value and sign. It doesn't own its bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBBignum(IntPtr data, ulong size, byte isNegative)
{
    public IntPtr Data { get; } = data;

    public ulong Size { get; } = size;

    /// <summary>1 for a negative number, else 0.</summary>
    public byte IsNegative { get; } = isNegative;
}
