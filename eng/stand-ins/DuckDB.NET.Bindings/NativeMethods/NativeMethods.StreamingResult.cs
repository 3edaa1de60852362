using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

public static partial class NativeMethods
{
    /// <summary>Access to a result that is computed while it is read.</summary>
    public static partial class StreamingResult
    {
        /// <summary>The next chunk; an invalid handle after the last, or after an error.</summary>
        [LibraryImport(Library, EntryPoint = "duckdb_stream_fetch_chunk")]
        public static partial DuckDBDataChunk DuckDBStreamFetchChunk(DuckDBResult result);
    }
}
