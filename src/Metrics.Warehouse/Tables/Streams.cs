using System.Data;
using DuckDB.NET.Data;

namespace Metrics.Warehouse.Tables;

/// <summary>Whose events of which type from which source: three texts that every event repeats.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="Source">The source.</param>
/// <param name="Type">The event's type.</param>
internal readonly record struct EventStream(string Organisation, string Source, string Type);

/// <summary>The event streams met so far and their numbers.</summary>
internal sealed class Streams : NumberedTable<EventStream>
{
    protected override string Table => "streams";

    /// <summary>Reads what is stored.</summary>
    public static Streams Load(DuckDBConnection connection)
    {
        var streams = new Streams();
        streams.Read(connection);
        return streams;
    }

    protected override EventStream TextsOf(IDataRecord row) => new(row.GetString(1), row.GetString(2), row.GetString(3));

    protected override IDuckDBAppenderRow AppendTexts(IDuckDBAppenderRow row, EventStream value)
        => row.AppendValue(value.Organisation).AppendValue(value.Source).AppendValue(value.Type);
}
