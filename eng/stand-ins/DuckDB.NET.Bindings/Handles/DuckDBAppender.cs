using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>
/// An appender; also holds the error of one that could not be made.
/// Destroying it flushes the rows it still holds, unless it was closed or cleared before.
/// </summary>
public sealed class DuckDBAppender() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => NativeMethods.Appender.DuckDBDestroyAppender(ref handle).IsSuccess();
}
