using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace DuckDB.NET.Native;

public static partial class NativeMethods
{
    /// <summary>Taking a SQL text apart into its statements.</summary>
    public static partial class ExtractStatements
    {
        [LibraryImport(Library, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
        private static partial ulong Extract(DuckDBNativeConnection connection, string query, out DuckDBExtractedStatements statements);

        [LibraryImport(Library, EntryPoint = "duckdb_prepare_extracted_statement")]
        public static partial DuckDBState DuckDBPrepareExtractedStatement(
            DuckDBNativeConnection connection, DuckDBExtractedStatements statements, long index, out DuckDBPreparedStatement statement);

        [LibraryImport(Library, EntryPoint = "duckdb_extract_statements_error")]
        [return: MarshalUsing(typeof(BorrowedString))]
        public static partial string? DuckDBExtractStatementsError(DuckDBExtractedStatements statements);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_extracted")]
        public static partial void DuckDBDestroyExtracted(ref IntPtr statements);

        /// <summary>The number of statements; 0 means an error, or a text without any.</summary>
        /// <exception cref="ArgumentException">The text holds a NUL, at which the engine would silently cut it off.</exception>
        public static int DuckDBExtractStatements(
            DuckDBNativeConnection connection, string query, out DuckDBExtractedStatements statements)
        {
            if (query.Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException("A SQL text cannot contain a NUL character; pass it as a parameter.", nameof(query));
            }

            return (int)Extract(connection, query, out statements);
        }
    }
}
