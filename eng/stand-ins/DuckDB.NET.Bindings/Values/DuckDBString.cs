using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>
/// A VARCHAR or BLOB as it lies in a vector (<c>duckdb_string_t</c>, 16 bytes): up to 12 bytes inside,
/// longer ones behind a pointer. To be read in place through a pointer into the vector, never copied:
/// <see cref="Data"/> points into the struct itself.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBString
{
    private const int InlineLimit = 12;

    public _value_e__Union value;

    public readonly int Length => (int)value.inlined.length;

    /// <summary>The first byte; valid as long as the vector is. Not ended by a zero.</summary>
    public readonly unsafe sbyte* Data => Length <= InlineLimit
        ? (sbyte*)Unsafe.AsPointer(ref Unsafe.AsRef(in value.inlined.inlined[0]))
        : value.pointer.ptr;

    // DuckDB.NET.Data refers to these nested types by these names.
    [StructLayout(LayoutKind.Explicit)]
    public struct _value_e__Union
    {
        [FieldOffset(0)]
        public DuckDBStringPointer pointer;

        [FieldOffset(0)]
        public DuckDBStringInlined inlined;

        [StructLayout(LayoutKind.Sequential)]
        public unsafe struct DuckDBStringPointer
        {
            public uint length;
            public fixed sbyte prefix[4];
            public sbyte* ptr;
        }

        [StructLayout(LayoutKind.Sequential)]
        public unsafe struct DuckDBStringInlined
        {
            public uint length;
            public fixed sbyte inlined[12];
        }
    }
}
