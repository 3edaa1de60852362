using System.Numerics;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A HUGEINT (<c>duckdb_hugeint</c>): 128 bits, two's complement. Also the storage of a UUID and of wide decimals.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBHugeInt
{
    /// <exception cref="ArgumentOutOfRangeException">The value needs more than 128 bits.</exception>
    public DuckDBHugeInt(BigInteger value)
    {
        if (value < HugeIntMinValue || value > HugeIntMaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"The value must be between {HugeIntMinValue} and {HugeIntMaxValue}.");
        }

        var bits = (Int128)value;
        Lower = unchecked((ulong)bits);
        Upper = unchecked((long)(bits >> 64));
    }

    public DuckDBHugeInt(ulong lower, long upper)
    {
        Lower = lower;
        Upper = upper;
    }

    public static BigInteger HugeIntMinValue { get; } = Int128.MinValue;

    public static BigInteger HugeIntMaxValue { get; } = Int128.MaxValue;

    public ulong Lower { get; }

    public long Upper { get; }

    public BigInteger ToBigInteger() => ToInt128();

    public Int128 ToInt128() => new(unchecked((ulong)Upper), Lower);
}
