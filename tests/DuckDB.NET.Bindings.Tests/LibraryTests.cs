using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FluentAssertions;
using Xunit;

namespace DuckDB.NET.Native.Tests;

/// <summary>That the bindings and the native library beside them belong together.</summary>
public sealed class LibraryTests
{
    [Fact]
    public void The_library_exports_every_function_that_is_imported()
    {
        var library = NativeLibrary.Load("duckdb", typeof(NativeMethods).Assembly, DllImportSearchPath.AssemblyDirectory);
        var imports = typeof(NativeMethods).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Select(method => method.GetCustomAttribute<DllImportAttribute>()?.EntryPoint)
            .OfType<string>()
            .ToList();
        imports.Should().HaveCountGreaterThan(200);
        imports.Where(name => !NativeLibrary.TryGetExport(library, name, out _)).Should().BeEmpty();
    }

    [Fact]
    public void The_library_is_the_version_that_the_bindings_are_written_for()
    {
        NativeMethods.Startup.DuckDBLibraryVersion().Should().Be("v1.5.6");
        NativeMethods.Helpers.DuckDBVectorSize().Should().Be(2048);
    }

    [Fact]
    public void Structs_are_laid_out_as_in_the_C_header()
    {
        Unsafe.SizeOf<DuckDBString>().Should().Be(16);
        Unsafe.SizeOf<DuckDBResult>().Should().Be(6 * IntPtr.Size);
        Unsafe.SizeOf<DuckDBDate>().Should().Be(4);
        Unsafe.SizeOf<DuckDBDateOnly>().Should().Be(8);
        Unsafe.SizeOf<DuckDBTimeOnly>().Should().Be(8);
        Unsafe.SizeOf<DuckDBTimestamp>().Should().Be(16);
        Unsafe.SizeOf<DuckDBTimeTz>().Should().Be(12);
        Unsafe.SizeOf<DuckDBTimeTzStruct>().Should().Be(8);
        Unsafe.SizeOf<DuckDBInterval>().Should().Be(16);
        Unsafe.SizeOf<DuckDBHugeInt>().Should().Be(16);
        Unsafe.SizeOf<DuckDBDecimal>().Should().Be(24);
        Unsafe.SizeOf<DuckDBBignum>().Should().Be(24);
        Unsafe.SizeOf<DuckDBListEntry>().Should().Be(16);
        Unsafe.SizeOf<DuckDBQueryProgress>().Should().Be(24);
    }
}
