using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>The engine's side of a connection, as a function's callback sees it.</summary>
public sealed class DuckDBClientContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    public ulong ConnectionId => NativeMethods.Startup.DuckDBClientContextGetConnectionId(this);

    protected override bool ReleaseHandle()
    {
        NativeMethods.Startup.DuckDBDestroyClientContext(ref handle);
        return true;
    }
}
