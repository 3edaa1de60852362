using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>An error with its type and message, or the absence of one.</summary>
public sealed class DuckDBErrorData() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    public bool HasError => !IsInvalid && NativeMethods.ErrorData.DuckDBErrorDataHasError(this);

    public string? Message => IsInvalid ? null : NativeMethods.ErrorData.DuckDBErrorDataMessage(this);

    protected override bool ReleaseHandle()
    {
        NativeMethods.ErrorData.DuckDBDestroyErrorData(ref handle);
        return true;
    }
}
