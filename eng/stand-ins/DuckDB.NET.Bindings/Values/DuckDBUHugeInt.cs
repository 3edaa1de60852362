using System.Numerics;
using System.Runtime.InteropServices;

namespace DuckDB.NET.Native;

/// <summary>A UHUGEINT (<c>duckdb_uhugeint</c>): 128 bits without a sign.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct DuckDBUHugeInt
{
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or needs more than 128 bits.</exception>
    public DuckDBUHugeInt(BigInteger value)
    {
        if (value < HugeIntMinValue || value > HugeIntMaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"The value must be between {HugeIntMinValue} and {HugeIntMaxValue}.");
        }

        var bits = (UInt128)value;
        Lower = unchecked((ulong)bits);
        Upper = unchecked((ulong)(bits >> 64));
    }

    public DuckDBUHugeInt(ulong lower, ulong upper)
    {
        Lower = lower;
        Upper = upper;
    }

    public static BigInteger HugeIntMinValue { get; } = BigInteger.Zero;

    public static BigInteger HugeIntMaxValue { get; } = UInt128.MaxValue;

    public ulong Lower { get; }

    public ulong Upper { get; }

    public BigInteger ToBigInteger() => ToUInt128();

    public UInt128 ToUInt128() => new(Upper, Lower);
}
