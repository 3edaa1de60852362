using System.Globalization;
using Metrics.Pipelines.Sources;
using Metrics.ServiceDesk.Events;

namespace Metrics.Intake.Mapping;

/// <summary>The columns that a mapping makes of a file's: they follow the file's own in every row.</summary>
internal sealed class DerivedColumns
{
    private readonly Made[] _made;
    private readonly string[] _row;
    private readonly int _own;
    private readonly string _nothing;

    /// <summary>Binds them to a file.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="header">The file's columns.</param>
    /// <param name="bind">Binds a value.</param>
    public DerivedColumns(SourceMapping mapping, Header header, Func<ValueRule, Value> bind)
    {
        _made = mapping.Derived.Select(d => new Made(d, mapping, header, bind)).ToArray();
        _own = header.Columns.Count;
        _row = new string[_own + _made.Length];
        _nothing = mapping.Nulls.Contains("") ? "" : mapping.Nulls.FirstOrDefault("");
    }

    /// <summary>Whether a row can only be understood with those before it.</summary>
    public bool CountsRows => Array.Exists(_made, m => m.Counts);

    /// <summary>The row with them; valid until the next.</summary>
    /// <exception cref="RowException">One can't be made.</exception>
    public Row Extend(Row row)
    {
        if (_made.Length == 0) return row;
        row.Fields.AsSpan(0, _own).CopyTo(_row);
        var extended = new Row(_row);
        for (var i = 0; i < _made.Length; i++) _row[_own + i] = _made[i].Make(extended) ?? _nothing;
        return extended;
    }

    /// <summary>The row last extended is no reject: it counts.</summary>
    public void Keep()
    {
        foreach (var made in _made) made.Keep();
    }

    private sealed class Made
    {
        private readonly Value? _value;
        private readonly RowCondition[] _counted;
        private readonly int[] _per;
        private readonly string[] _parts;
        private readonly Dictionary<UInt128, int> _soFar = [];
        private (UInt128 Key, int Count, bool Counted) _now;

        public Made(DerivedColumn column, SourceMapping mapping, Header header, Func<ValueRule, Value> bind)
        {
            _value = column.Value is { } rule ? bind(rule) : null;
            _counted = column.Counts.Select(c => new RowCondition(c, mapping, header)).ToArray();
            _per = column.Per.Select(header.Position).ToArray();
            _parts = new string[_per.Length];
        }

        public bool Counts => _value is null;

        public string? Make(Row row)
        {
            if (_value is not null) return _value.Text(row);
            for (var i = 0; i < _per.Length; i++) _parts[i] = row[_per[i]];
            var counted = Array.TrueForAll(_counted, c => c.Holds(row, null));
            var key = Hash128.Of(_parts);
            var count = _soFar.GetValueOrDefault(key) + (counted ? 1 : 0);
            _now = (key, count, counted);
            return Math.Max(count, 1).ToString(CultureInfo.InvariantCulture);
        }

        public void Keep()
        {
            if (_now.Counted) _soFar[_now.Key] = _now.Count;
        }
    }
}
