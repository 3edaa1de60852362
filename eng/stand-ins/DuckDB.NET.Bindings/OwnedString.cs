using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

/// <summary>A returned text that becomes the caller's: read, then freed with <c>duckdb_free</c>.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(OwnedString))]
internal static unsafe class OwnedString
{
    public static string? ConvertToManaged(byte* text) => Utf8StringMarshaller.ConvertToManaged(text);

    public static void Free(byte* text) => NativeMethods.Helpers.DuckDBFree((IntPtr)text);
}
