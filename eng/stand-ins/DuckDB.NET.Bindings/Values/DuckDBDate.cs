using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A DATE: days since 1970-01-01 (<c>duckdb_date</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DuckDBDate
{
    public static readonly DuckDBDate PositiveInfinity = new() { Days = int.MaxValue };
    public static readonly DuckDBDate NegativeInfinity = new() { Days = -int.MaxValue };

    public int Days { get; set; }

    public readonly bool IsInfinity => IsPositiveInfinity || IsNegativeInfinity;

    public readonly bool IsPositiveInfinity => Days == int.MaxValue;

    public readonly bool IsNegativeInfinity => Days == -int.MaxValue;

    /// <summary>The same date as .NET has it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Infinite, or outside the years 1 to 9999.</exception>
    internal readonly DateOnly ToDateOnly() => DuckDBDateOnly.FromDuckDBDate(this).ToDateOnly();
}
