using System.Data;
using DuckDB.NET.Data;

namespace Metrics.Warehouse.Tables;

/// <summary>
/// Combinations of texts that repeat, each with a number: rows that grow carry the number instead of the texts. A number,
/// once given and committed, stays.
/// </summary>
/// <typeparam name="T">The combination.</typeparam>
internal abstract class NumberedTable<T>
    where T : struct
{
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<(int Number, T Value)> _uncommitted = [];

    /// <summary>The table's name.</summary>
    protected abstract string Table { get; }

    /// <summary>The combinations there are.</summary>
    protected IEnumerable<T> Values => _numbers.Keys;

    /// <summary>The number of a combination; a new one is stored with the batch.</summary>
    public int NumberOf(T value)
    {
        if (_numbers.TryGetValue(value, out var number)) return number;
        number = _numbers.Count + 1;
        _numbers[value] = number;
        _uncommitted.Add((number, value));
        return number;
    }

    /// <summary>Stores what is new, within the batch's transaction.</summary>
    public void Append(DuckDBConnection connection, string? database)
    {
        if (_uncommitted.Count == 0) return;
        using var appender = connection.CreateAppender(database, "main", Table);
        foreach (var (number, value) in _uncommitted) AppendTexts(appender.CreateRow().AppendValue(number), value).EndRow();
    }

    /// <summary>The batch is stored: what was new is known.</summary>
    public void Committed() => _uncommitted.Clear();

    /// <summary>The batch is not stored: what was new never was.</summary>
    public void RolledBack()
    {
        foreach (var (_, value) in _uncommitted) _numbers.Remove(value);
        _uncommitted.Clear();
    }

    /// <summary>Reads what is stored: the number and the texts, in the table's order.</summary>
    protected void Read(DuckDBConnection connection)
    {
        foreach (var row in connection.Rows($"FROM {Table}")) _numbers[TextsOf(row)] = row.GetInt32(0);
    }

    /// <summary>The combination of a row, whose first column is its number.</summary>
    protected abstract T TextsOf(IDataRecord row);

    /// <summary>Appends the combination's texts after its number.</summary>
    protected abstract IDuckDBAppenderRow AppendTexts(IDuckDBAppenderRow row, T value);
}
