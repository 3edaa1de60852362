using Metrics.Pipelines.Sources;

namespace Metrics.Intake.Mapping;

/// <summary>A check bound to the columns of one file.</summary>
internal sealed class BoundCheck
{
    private readonly CheckKind _kind;
    private readonly Value _value;
    private readonly RowCondition[] _when;

    public BoundCheck(CheckRule rule, SourceMapping mapping, Header header, Func<ValueRule, Value> bind)
    {
        _kind = rule.Kind;
        _value = bind(rule.Value);
        _when = rule.When.Select(w => new RowCondition(w, mapping, header)).ToArray();
    }

    /// <summary>Holds a row to it.</summary>
    /// <exception cref="RowException">It doesn't hold.</exception>
    public void Hold(Row row)
    {
        if (!Array.TrueForAll(_when, w => w.Holds(row, null))) return;
        switch (_kind)
        {
            case CheckKind.Number:
                _value.Number(row);
                break;
            case CheckKind.Time:
                _value.Time(row);
                break;
            default:
                if (_value.Text(row) is not null) throw new RowException(_value.Column, "holds something where such a record has nothing: a line end may be lost before it");
                break;
        }
    }
}
