using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

/// <summary>A returned text that stays the engine's: read, never freed.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedOut, typeof(BorrowedString))]
internal static unsafe class BorrowedString
{
    public static string? ConvertToManaged(byte* text) => Utf8StringMarshaller.ConvertToManaged(text);
}
