using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>An open database. The engine closes it when its last connection is gone too.</summary>
public sealed class DuckDBDatabase() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.Startup.DuckDBClose(ref handle);
        return true;
    }
}
