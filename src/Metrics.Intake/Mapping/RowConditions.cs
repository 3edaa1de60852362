using System.Globalization;
using Metrics.Pipelines.Sources;

namespace Metrics.Intake.Mapping;

/// <summary>A condition bound to the columns of one file.</summary>
internal sealed class RowCondition
{
    private readonly Condition _condition;
    private readonly IReadOnlySet<string> _nulls;
    private readonly int[] _columns;
    private readonly int _sameAs;

    public RowCondition(Condition condition, SourceMapping mapping, Header header)
    {
        _condition = condition;
        _nulls = mapping.Nulls;
        _columns = condition.Columns.Select(header.Position).ToArray();
        _sameAs = condition.SameAs is { } other ? header.Position(other) : -1;
    }

    /// <summary>The columns whose earlier value matters.</summary>
    public IEnumerable<int> LooksBackAt => _condition.LooksBack ? _columns : [];

    /// <summary>Whether the record fulfils it.</summary>
    /// <param name="row">The record.</param>
    /// <param name="before">The record before it with the same key; null for the first.</param>
    public bool Holds(Row row, Func<int, string>? before)
    {
        if (_condition.First is { } first && first != (before is null)) return false;
        if (_columns.Length == 0) return true;
        var text = row[_columns[0]];
        return (_condition.Is?.Contains(text) ?? true)
            && !(_condition.IsNot?.Contains(text) ?? false)
            && (_condition.Present is not { } present || present != _nulls.Contains(text))
            && (_sameAs < 0 || text == row[_sameAs])
            && (_condition.Left is not { } left || (before is not null && left.Contains(before(_columns[0])) && !left.Contains(text)))
            && (!_condition.Changed || (before is not null && Array.Exists(_columns, c => Differs(before(c), row[c]))))
            && (!_condition.Increased || Number(text) > NumberBefore(before));
    }

    // Two tokens that mean nothing mean the same.
    private bool Differs(string before, string now) => before != now && !(_nulls.Contains(before) && _nulls.Contains(now));

    // Nothing is no more than anything: a null never increases.
    private decimal? Number(string text)
    {
        if (_nulls.Contains(text)) return null;
        return TryNumber(text) ?? throw new RowException(_condition.Columns[0], $"'{text}' is not a number, so nobody can say whether it increased");
    }

    private decimal? NumberBefore(Func<int, string>? before)
        => before is null || _nulls.Contains(before(_columns[0])) ? 0 : TryNumber(before(_columns[0]));

    private static decimal? TryNumber(string text)
        => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : null;
}
