using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Everything that crosses the boundary is laid out exactly as in duckdb.h, so nothing is converted silently.
[assembly: DisableRuntimeMarshalling]

// The library beside the app and no other: a DuckDB that the system happens to have may be of another version.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
