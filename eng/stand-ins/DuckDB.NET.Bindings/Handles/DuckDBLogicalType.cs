using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>A SQL type with its parameters: width and scale, children, dictionary.</summary>
public sealed class DuckDBLogicalType() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.LogicalType.DuckDBDestroyLogicalType(ref handle);
        return true;
    }
}
