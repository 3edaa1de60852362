using System.Data;
using DuckDB.NET.Data;
using Metrics.ServiceDesk.Events;

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

    /// <summary>The sources that have told events of a family, by organisation.</summary>
    public ILookup<string, string> Sources(EventFamily family) => Values
        .Where(s => EventType.Find(s.Type)?.Family == family).Select(s => (s.Organisation, s.Source)).Distinct().ToLookup(s => s.Organisation, s => s.Source, StringComparer.Ordinal);

    protected override EventStream TextsOf(IDataRecord row) => new(row.GetString(1), row.GetString(2), row.GetString(3));

    protected override IDuckDBAppenderRow AppendTexts(IDuckDBAppenderRow row, EventStream value)
        => row.AppendValue(value.Organisation).AppendValue(value.Source).AppendValue(value.Type);
}
