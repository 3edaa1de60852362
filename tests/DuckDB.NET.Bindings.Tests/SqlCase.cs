using System.Numerics;
using DuckDB.NET.Data;
using FluentAssertions;

namespace DuckDB.NET.Native.Tests;

/// <summary>One SQL value: its type, its text in SQL and what it is in .NET.</summary>
public abstract record SqlCase(string SqlType, string Text)
{
    public abstract object Value { get; }

    public static SqlCase Of<T>(string sqlType, string text, T value)
        where T : notnull => new Typed<T>(sqlType, text, value);

    public abstract void ShouldBeIn(DuckDBDataReader reader);

    public IDuckDBAppenderRow AppendTo(IDuckDBAppenderRow row) => Value switch
    {
        bool v => row.AppendValue(v),
        sbyte v => row.AppendValue(v),
        short v => row.AppendValue(v),
        int v => row.AppendValue(v),
        long v => row.AppendValue(v),
        byte v => row.AppendValue(v),
        ushort v => row.AppendValue(v),
        uint v => row.AppendValue(v),
        ulong v => row.AppendValue(v),
        BigInteger v => row.AppendValue(v),
        float v => row.AppendValue(v),
        double v => row.AppendValue(v),
        decimal v => row.AppendValue(v),
        string v => row.AppendValue(v),
        Guid v => row.AppendValue(v),
        DateOnly v => row.AppendValue(v),
        TimeOnly v => row.AppendValue(v),
        DateTime v => row.AppendValue(v),
        DateTimeOffset v => row.AppendValue(v),
        TimeSpan v => row.AppendValue(v),
        var other => throw new NotSupportedException(other.GetType().Name),
    };

    public sealed override string ToString() => $"{SqlType} {(Text.Length > 60 ? Text[..60] + "…" : Text)}";

    private sealed record Typed<T>(string SqlType, string Text, T Known) : SqlCase(SqlType, Text)
        where T : notnull
    {
        public override object Value => Known;

        public override void ShouldBeIn(DuckDBDataReader reader)
        {
            reader.IsDBNull(0).Should().BeFalse();
            reader.GetFieldValue<T>(0).Should().Be(Known);
        }
    }
}
