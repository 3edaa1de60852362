using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>A connection. One thread at a time may use it; only <see cref="Interrupt"/> may be called from another.</summary>
public sealed class DuckDBNativeConnection() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>Stops the running query, which then fails with <see cref="DuckDBErrorType.Interrupt"/>.</summary>
    public void Interrupt() => NativeMethods.Startup.DuckDBInterrupt(this);

    protected override bool ReleaseHandle()
    {
        NativeMethods.Startup.DuckDBDisconnect(ref handle);
        return true;
    }
}
