using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>The statements of one SQL text; also holds the error of a text that could not be parsed.</summary>
public sealed class DuckDBExtractedStatements() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        NativeMethods.ExtractStatements.DuckDBDestroyExtracted(ref handle);
        return true;
    }
}
