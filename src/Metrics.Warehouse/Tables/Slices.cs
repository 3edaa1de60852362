using DuckDB.NET.Data;
using Metrics.ServiceDesk;

namespace Metrics.Warehouse.Tables;

/// <summary>The slices met so far and their numbers. A number, once given and committed, stays.</summary>
internal sealed class Slices
{
    private readonly Dictionary<Slice, int> _numbers = [];
    private readonly List<(int Number, Slice Slice)> _uncommitted = [];

    /// <summary>Reads what is stored.</summary>
    public static Slices Load(DuckDBConnection connection)
    {
        var slices = new Slices();
        foreach (var row in connection.Rows("SELECT slice, organisation, unit, customer, service, queue, case_type, channel FROM slices"))
        {
            slices._numbers[new Slice(row.GetString(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7))] = row.GetInt32(0);
        }

        return slices;
    }

    /// <summary>The number of a slice; a new one is stored with the batch.</summary>
    public int NumberOf(Slice slice)
    {
        if (_numbers.TryGetValue(slice, out var number)) return number;
        number = _numbers.Count + 1;
        _numbers[slice] = number;
        _uncommitted.Add((number, slice));
        return number;
    }

    /// <summary>Stores what is new, within the batch's transaction.</summary>
    public void Append(DuckDBConnection connection, string? database)
    {
        if (_uncommitted.Count == 0) return;
        using var appender = connection.CreateAppender(database, "main", "slices");
        foreach (var (number, s) in _uncommitted)
        {
            appender.CreateRow().AppendValue(number).AppendValue(s.Organisation).AppendValue(s.Unit).AppendValue(s.Customer)
                .AppendValue(s.Service).AppendValue(s.Queue).AppendValue(s.CaseType).AppendValue(s.Channel).EndRow();
        }
    }

    /// <summary>The batch is stored: what was new is known.</summary>
    public void Committed() => _uncommitted.Clear();

    /// <summary>The batch is not stored: what was new never was.</summary>
    public void RolledBack()
    {
        foreach (var (_, slice) in _uncommitted) _numbers.Remove(slice);
        _uncommitted.Clear();
    }

    /// <summary>A copy to fold on without touching this one.</summary>
    public Slices Copy()
    {
        var copy = new Slices();
        foreach (var (slice, number) in _numbers) copy._numbers[slice] = number;
        return copy;
    }
}
