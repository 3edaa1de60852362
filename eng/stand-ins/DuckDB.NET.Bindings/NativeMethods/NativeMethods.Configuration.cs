using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

public static partial class NativeMethods
{
    /// <summary>The options a database is opened with.</summary>
    public static partial class Configuration
    {
        [LibraryImport(Library, EntryPoint = "duckdb_create_config")]
        public static partial DuckDBState DuckDBCreateConfig(out DuckDBConfig config);

        [LibraryImport(Library, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
        public static partial DuckDBState DuckDBSetConfig(DuckDBConfig config, string name, string option);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_config")]
        public static partial void DuckDBDestroyConfig(ref IntPtr config);

        [LibraryImport(Library, EntryPoint = "duckdb_config_count")]
        private static partial nuint ConfigCount();

        [LibraryImport(Library, EntryPoint = "duckdb_get_config_flag")]
        private static partial DuckDBState GetConfigFlag(nuint index, ref IntPtr name, ref IntPtr description);

        public static int DuckDBConfigCount() => (int)ConfigCount();

        /// <summary>The name and description of a setting; nulls where there is none of that number.</summary>
        public static DuckDBState DuckDBGetConfigFlag(int index, out string? name, out string? description)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);

            // The engine leaves both untouched where it has no such setting, so they start as null.
            IntPtr nameText = default;
            IntPtr descriptionText = default;
            var state = GetConfigFlag((nuint)index, ref nameText, ref descriptionText);
            name = Marshal.PtrToStringUTF8(nameText);
            description = Marshal.PtrToStringUTF8(descriptionText);
            return state;
        }
    }
}
