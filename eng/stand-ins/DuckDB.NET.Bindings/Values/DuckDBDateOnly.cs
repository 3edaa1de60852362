using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A DATE in its parts (<c>duckdb_date_struct</c>); its years reach far beyond those of <see cref="DateOnly"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBDateOnly(int year, byte month, byte day)
{
    // What the engine itself answers when it takes an infinite date apart: one day beyond its range.
    public static readonly DuckDBDateOnly PositiveInfinity = new(5881580, 7, 11);
    public static readonly DuckDBDateOnly NegativeInfinity = new(-5877641, 6, 24);

    public int Year { get; } = year;

    public byte Month { get; } = month;

    public byte Day { get; } = day;

    public bool IsInfinity => IsPositiveInfinity || IsNegativeInfinity;

    public bool IsPositiveInfinity => Is(PositiveInfinity);

    public bool IsNegativeInfinity => Is(NegativeInfinity);

    public static implicit operator DateOnly(DuckDBDateOnly date) => date.ToDateOnly();

    public static implicit operator DuckDBDateOnly(DateOnly date) => FromDateOnly(date);

    public static explicit operator DateTime(DuckDBDateOnly date) => date.ToDateTime();

    public static explicit operator DuckDBDateOnly(DateTime dateTime) => FromDateTime(dateTime);

    public static DuckDBDateOnly FromDateOnly(DateOnly date) => new(date.Year, (byte)date.Month, (byte)date.Day);

    public static DuckDBDateOnly FromDateTime(DateTime dateTime) => FromDateOnly(DateOnly.FromDateTime(dateTime));

    public static DuckDBDateOnly FromDuckDBDate(DuckDBDate date)
    {
        if (date.IsInfinity)
        {
            return date.IsPositiveInfinity ? PositiveInfinity : NegativeInfinity;
        }

        return NativeMethods.DateTimeHelpers.DuckDBFromDate(date);
    }

    public DuckDBDate ToDuckDBDate()
    {
        if (IsInfinity)
        {
            return IsPositiveInfinity ? DuckDBDate.PositiveInfinity : DuckDBDate.NegativeInfinity;
        }

        return NativeMethods.DateTimeHelpers.DuckDBToDate(this);
    }

    /// <exception cref="ArgumentOutOfRangeException">Outside the years 1 to 9999.</exception>
    public DateOnly ToDateOnly() => new(Year, Month, Day);

    /// <exception cref="ArgumentOutOfRangeException">Outside the years 1 to 9999.</exception>
    public DateTime ToDateTime() => ToDateOnly().ToDateTime(TimeOnly.MinValue);

    private bool Is(DuckDBDateOnly other) => Year == other.Year && Month == other.Month && Day == other.Day;
}
