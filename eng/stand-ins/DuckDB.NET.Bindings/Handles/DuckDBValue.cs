using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace DuckDB.NET.Native;

/// <summary>One SQL value: a parameter to bind, or a parameter that a function's callback receives.</summary>
public sealed class DuckDBValue() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true), IDuckDBValueReader
{
    public bool IsNull() => NativeMethods.Value.DuckDBIsNullValue(this);

    public T GetValue<T>()
    {
        var value = Read(NativeMethods.Value.DuckDBGetValueTypeId(this));
        return value is T typed
            ? typed
            : throw new InvalidCastException($"The value is a {value.GetType().Name}, not a {typeof(T).Name}.");
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.Value.DuckDBDestroyValue(ref handle);
        return true;
    }

    private object Read(DuckDBType type) => type switch
    {
        DuckDBType.Boolean => NativeMethods.Value.DuckDBGetBool(this),
        DuckDBType.TinyInt => NativeMethods.Value.DuckDBGetInt8(this),
        DuckDBType.SmallInt => NativeMethods.Value.DuckDBGetInt16(this),
        DuckDBType.Integer => NativeMethods.Value.DuckDBGetInt32(this),
        DuckDBType.BigInt => NativeMethods.Value.DuckDBGetInt64(this),
        DuckDBType.UnsignedTinyInt => NativeMethods.Value.DuckDBGetUInt8(this),
        DuckDBType.UnsignedSmallInt => NativeMethods.Value.DuckDBGetUInt16(this),
        DuckDBType.UnsignedInteger => NativeMethods.Value.DuckDBGetUInt32(this),
        DuckDBType.UnsignedBigInt => NativeMethods.Value.DuckDBGetUInt64(this),
        DuckDBType.HugeInt => NativeMethods.Value.DuckDBGetHugeInt(this).ToBigInteger(),
        DuckDBType.UnsignedHugeInt => NativeMethods.Value.DuckDBGetUHugeInt(this).ToBigInteger(),
        DuckDBType.Float => NativeMethods.Value.DuckDBGetFloat(this),
        DuckDBType.Double => NativeMethods.Value.DuckDBGetDouble(this),
        DuckDBType.Decimal => decimal.Parse(Text(), NumberStyles.Number, CultureInfo.InvariantCulture),
        DuckDBType.Uuid => Guid.Parse(Text(), CultureInfo.InvariantCulture),
        DuckDBType.Date => NativeMethods.Value.DuckDBGetDate(this).ToDateOnly(),
        DuckDBType.Time => NativeMethods.Value.DuckDBGetTime(this).ToTimeOnly(),
        DuckDBType.TimeTz => NativeMethods.Value.DuckDBGetTimeTz(this).ToDateTimeOffset(),
        DuckDBType.Interval => (TimeSpan)NativeMethods.Value.DuckDBGetInterval(this),
        DuckDBType.Timestamp => NativeMethods.Value.DuckDBGetTimestamp(this).ToDateTime(TimeSpan.TicksPerMicrosecond),
        DuckDBType.TimestampTz => NativeMethods.Value.DuckDBGetTimestampTz(this).ToDateTime(TimeSpan.TicksPerMicrosecond),
        DuckDBType.TimestampS => NativeMethods.Value.DuckDBGetTimestampS(this).ToDateTime(TimeSpan.TicksPerSecond),
        DuckDBType.TimestampMs => NativeMethods.Value.DuckDBGetTimestampMs(this).ToDateTime(TimeSpan.TicksPerMillisecond),
        DuckDBType.TimestampNs => NativeMethods.Value.DuckDBGetTimestampNs(this).NanosecondsToDateTime(),
        DuckDBType.Varchar => Text(),
        _ => throw new NotSupportedException($"A value of SQL type {type} cannot be read."),
    };

    private string Text() => NativeMethods.Value.DuckDBGetVarchar(this) ?? string.Empty;
}
