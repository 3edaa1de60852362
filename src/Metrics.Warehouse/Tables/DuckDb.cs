using System.Data;
using DuckDB.NET.Data;
using NodaTime;

namespace Metrics.Warehouse.Tables;

/// <summary>Conversions at DuckDB's border, and the short forms of running a statement.</summary>
internal static class DuckDb
{
    public static Guid ToUuid(this UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return new Guid(bytes, bigEndian: true);
    }

    public static UInt128 ToHash(this Guid uuid)
    {
        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static DateTime? ToTimestamp(this Instant? instant) => instant?.ToDateTimeUtc();

    public static DateOnly? ToDate(this LocalDate? day) => day is { } d ? new DateOnly(d.Year, d.Month, d.Day) : null;

    public static Instant ToInstant(this DateTime timestamp) => Instant.FromDateTimeUtc(DateTime.SpecifyKind(timestamp, DateTimeKind.Utc));

    /// <summary>A command whose parameters are <c>$1</c>, <c>$2</c>, ….</summary>
    public static DuckDBCommand Command(this DuckDBConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in parameters) command.Parameters.Add(new DuckDBParameter(value ?? DBNull.Value));
        return command;
    }

    public static int Run(this DuckDBConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public static T Scalar<T>(this DuckDBConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return (T)Convert.ChangeType(command.ExecuteScalar()!, typeof(T), System.Globalization.CultureInfo.InvariantCulture);
    }

    public static IEnumerable<IDataRecord> Rows(this DuckDBConnection connection, string sql, params object?[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader;
    }

    /// <summary>
    /// Another connection to the same database, opened. For a file DuckDB.NET hands out the instance this process has open
    /// already, so there is still one engine.
    /// </summary>
    public static DuckDBConnection Another(this DuckDBConnection connection)
    {
        var another = connection.DataSource is "" or ":memory:" ? connection.Duplicate() : new DuckDBConnection(connection.ConnectionString);
        another.Open();
        return another;
    }

    /// <summary>Rows as they come, without holding them all: for reading a whole log.</summary>
    public static IEnumerable<IDataRecord> Stream(this DuckDBConnection connection, string sql, params object?[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        command.UseStreamingMode = true;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader;
    }

    /// <summary>A timestamp of the database, which is UTC.</summary>
    public static DateTime Utc(this IDataRecord row, int column) => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);

    /// <summary>A day of the database.</summary>
    public static LocalDate Day(this IDataRecord row, int column) => row.GetValue(column) switch
    {
        DateOnly d => new LocalDate(d.Year, d.Month, d.Day),
        DateTime t => LocalDate.FromDateTime(t),
        var other => throw new InvalidOperationException($"DuckDB gave a day as {other.GetType()}"),
    };

    public static string? Text(this IDataRecord row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
