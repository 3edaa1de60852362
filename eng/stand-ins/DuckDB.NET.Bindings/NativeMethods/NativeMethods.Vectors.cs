using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

public static partial class NativeMethods
{
    /// <summary>Columns of a chunk: their memory, validity and children. None of the pointers is the caller's.</summary>
    public static partial class Vectors
    {
        [LibraryImport(Library, EntryPoint = "duckdb_vector_get_column_type")]
        public static partial DuckDBLogicalType DuckDBVectorGetColumnType(IntPtr vector);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_get_data")]
        public static unsafe partial void* DuckDBVectorGetData(IntPtr vector);

        /// <summary>One bit a row, set where the row has a value; null where all have.</summary>
        [LibraryImport(Library, EntryPoint = "duckdb_vector_get_validity")]
        public static unsafe partial ulong* DuckDBVectorGetValidity(IntPtr vector);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_ensure_validity_writable")]
        public static partial void DuckDBVectorEnsureValidityWritable(IntPtr vector);

        /// <summary>Copies bytes into the vector. A VARCHAR is checked: what isn't UTF-8 is not taken.</summary>
        [LibraryImport(Library, EntryPoint = "duckdb_vector_assign_string_element_len")]
        public static unsafe partial void DuckDBVectorAssignStringElementLength(IntPtr vector, ulong row, byte* text, long length);

        /// <summary>Copies bytes into the vector without a check: they must be UTF-8 if it is a VARCHAR.</summary>
        [LibraryImport(Library, EntryPoint = "duckdb_unsafe_vector_assign_string_element_len")]
        public static unsafe partial void DuckDBUnsafeVectorAssignStringElementLength(IntPtr vector, ulong row, byte* text, long length);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_get_child")]
        public static partial IntPtr DuckDBListVectorGetChild(IntPtr vector);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_reserve")]
        public static partial DuckDBState DuckDBListVectorReserve(IntPtr vector, ulong capacity);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_set_size")]
        public static partial DuckDBState DuckDBListVectorSetSize(IntPtr vector, ulong size);

        [LibraryImport(Library, EntryPoint = "duckdb_struct_vector_get_child")]
        public static partial IntPtr DuckDBStructVectorGetChild(IntPtr vector, long index);

        [LibraryImport(Library, EntryPoint = "duckdb_array_vector_get_child")]
        public static partial IntPtr DuckDBArrayVectorGetChild(IntPtr vector);
    }
}
