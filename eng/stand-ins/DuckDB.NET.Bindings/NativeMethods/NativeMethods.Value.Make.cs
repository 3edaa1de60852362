using System.Text;

namespace DuckDB.NET.Native;

public static partial class NativeMethods
{
    // Values of texts and of other values, where a plain import would lose something.
    public static partial class Value
    {
        /// <summary>A VARCHAR of the whole text: its length is given, so that a NUL within doesn't end it.</summary>
        public static unsafe DuckDBValue DuckDBCreateVarchar(string value)
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            fixed (byte* text = bytes)
            {
                // An empty array has no first byte to point at, and the engine takes null for "no text".
                byte none = 0;
                return CreateVarchar(text is null ? &none : text, (ulong)bytes.Length);
            }
        }

        /// <summary>A list of values of the given child type. Takes the values over: they are freed here.</summary>
        public static unsafe DuckDBValue DuckDBCreateListValue(DuckDBLogicalType type, DuckDBValue[] values, int count)
        {
            var handles = Handles(values, count);
            fixed (IntPtr* first = handles)
            {
                var list = CreateList(type, first, (ulong)count);
                Free(values);
                return list;
            }
        }

        /// <summary>An array of values of the given child type. Takes the values over: they are freed here.</summary>
        public static unsafe DuckDBValue DuckDBCreateArrayValue(DuckDBLogicalType type, DuckDBValue[] values, int count)
        {
            var handles = Handles(values, count);
            fixed (IntPtr* first = handles)
            {
                var array = CreateArray(type, first, (ulong)count);
                Free(values);
                return array;
            }
        }

        // One place more than needed, so that an empty list has an address too.
        private static IntPtr[] Handles(DuckDBValue[] values, int count)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, values.Length);
            var handles = new IntPtr[count + 1];
            for (var i = 0; i < count; i++)
            {
                handles[i] = values[i].DangerousGetHandle();
            }

            return handles;
        }

        private static void Free(DuckDBValue[] values)
        {
            foreach (var value in values)
            {
                value.Dispose();
            }
        }
    }
}
