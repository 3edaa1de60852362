using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>Where one row's list lies in the child vector (<c>duckdb_list_entry</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBListEntry(ulong offset, ulong length)
{
    public ulong Offset { get; } = offset;

    public ulong Length { get; } = length;
}
