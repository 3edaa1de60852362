using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>Up to <see cref="NativeMethods.Helpers.DuckDBVectorSize"/> rows, column by column.</summary>
public sealed class DuckDBDataChunk : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>An owner: the chunk is destroyed with this handle.</summary>
    public DuckDBDataChunk()
        : base(ownsHandle: true)
    {
    }

    /// <summary>A view of a chunk that the engine owns, as a function's callback receives it.</summary>
    public DuckDBDataChunk(IntPtr chunk)
        : base(ownsHandle: false) => SetHandle(chunk);

    protected override bool ReleaseHandle()
    {
        NativeMethods.DataChunks.DuckDBDestroyDataChunk(ref handle);
        return true;
    }
}
