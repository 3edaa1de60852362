using DuckDB.NET.Data;

namespace Metrics.EndToEnd.Tests.Running;

/// <summary>Looks into a database that nobody has open, past the product.</summary>
internal static class Stored
{
    /// <summary>One number.</summary>
    public static async Task<long> CountAsync(Workplace place, string what) => (await RowsAsync(place, what, r => r.GetInt64(0))).Single();

    /// <summary>The ids of the events that are stored.</summary>
    public static Task<List<string>> IdsAsync(Workplace place) => RowsAsync(place, "id FROM events", r => r.GetString(0));

    private static async Task<List<T>> RowsAsync<T>(Workplace place, string what, Func<System.Data.Common.DbDataReader, T> read)
    {
        await using var engine = new DuckDBConnection($"DataSource={place.At(Workplace.DatabaseName)}");
        await engine.OpenAsync();
        await using var command = engine.CreateCommand();
        command.CommandText = "SELECT " + what;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }
}
