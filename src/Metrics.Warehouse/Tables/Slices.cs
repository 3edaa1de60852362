using System.Data;
using DuckDB.NET.Data;
using Metrics.ServiceDesk;

namespace Metrics.Warehouse.Tables;

/// <summary>The slices met so far and their numbers.</summary>
internal sealed class Slices : NumberedTable<Slice>
{
    protected override string Table => "slices";

    /// <summary>Reads what is stored.</summary>
    public static Slices Load(DuckDBConnection connection)
    {
        var slices = new Slices();
        slices.Read(connection);
        return slices;
    }

    protected override Slice TextsOf(IDataRecord row)
        => new(row.GetString(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7));

    protected override IDuckDBAppenderRow AppendTexts(IDuckDBAppenderRow row, Slice value) => row
        .AppendValue(value.Organisation).AppendValue(value.Unit).AppendValue(value.Customer).AppendValue(value.Service)
        .AppendValue(value.Queue).AppendValue(value.CaseType).AppendValue(value.Channel);
}
