using System.Globalization;
using DuckDB.NET.Data;

namespace DuckDB.NET.Native.Tests;

/// <summary>A database in memory with one open connection, gone with the test.</summary>
internal sealed class Database : IDisposable
{
    public Database(string connectionString = "DataSource=:memory:")
    {
        Connection = new DuckDBConnection(connectionString);
        Connection.Open();
    }

    public DuckDBConnection Connection { get; }

    public DuckDBCommand Command(string sql, params object?[] parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in parameters)
        {
            command.Parameters.Add(new DuckDBParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    public int Execute(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    public T Scalar<T>(string sql, params object?[] parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        return reader.Read() ? reader.GetFieldValue<T>(0) : throw new InvalidOperationException("The query returned no row.");
    }

    public long Count(string table) => Scalar<long>(string.Create(CultureInfo.InvariantCulture, $"select count(*) from {table}"));

    /// <summary>Another connection to the same database, open.</summary>
    public DuckDBConnection Duplicate()
    {
        var other = Connection.Duplicate();
        other.Open();
        return other;
    }

    public void Dispose() => Connection.Dispose();
}
