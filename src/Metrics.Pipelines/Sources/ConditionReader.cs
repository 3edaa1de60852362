using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Sources;

/// <summary>Reads a mapping's conditions.</summary>
/// <param name="known">The columns they may name.</param>
internal sealed class ConditionReader(KnownColumns known)
{
    /// <summary>Reads a list of conditions that must all hold.</summary>
    public Condition[] Read(YamlValue? node) => node?.Items().Select(One).ToArray() ?? [];

    /// <summary>The same, of rows by themselves.</summary>
    public Condition[] OfRowAlone(YamlValue? node)
    {
        var conditions = Read(node);
        return Array.Exists(conditions, c => c.LooksBack) ? throw node!.Error("looks at the record before; only an event's 'when' does") : conditions;
    }

    private Condition One(YamlValue node)
    {
        var condition = new Condition
        {
            Columns = node.Find("column") is { } columns ? known.All(columns) : [],
            Is = node.Find("is") is { } i ? Set(i.Texts()) : null,
            IsNot = node.Find("isNot") is { } n ? Set(n.Texts()) : null,
            Left = node.Find("left") is { } l ? Set(l.Texts()) : null,
            Changed = node.Find("changed")?.Flag() ?? false,
            Increased = node.Find("increased")?.Flag() ?? false,
            Present = node.Find("present")?.Flag(),
            SameAs = node.Find("sameAs") is { } same ? known.One(same) : null,
            First = node.Find("first")?.Flag(),
        };
        node.NothingElse();
        var ofOneColumn = condition.Is is not null || condition.IsNot is not null || condition.Left is not null || condition.Increased
            || condition.Present is not null || condition.SameAs is not null;
        if (!ofOneColumn && !condition.Changed && condition.First is null)
            throw node.Error("says nothing; give is, isNot, left, changed, increased, present, sameAs or first");
        if ((ofOneColumn || condition.Changed) && condition.Columns.Count == 0) throw node.Error("'column' is missing");
        if (condition.Columns.Count > 1 && ofOneColumn) throw node.Error("only 'changed' takes several columns");
        return condition;
    }

    private static HashSet<string> Set(string[] texts) => texts.ToHashSet(StringComparer.Ordinal);
}
