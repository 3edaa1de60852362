using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Sources;

/// <summary>Reads what a mapping says of columns: those of a file without a header, those made of others, and what they must hold.</summary>
internal static class ColumnReader
{
    /// <summary>The columns of a file without a header, each named once; empty when the file has one.</summary>
    /// <param name="root">The mapping.</param>
    /// <param name="nulls">The tokens that mean nothing.</param>
    public static (string[] Columns, string[] Trailing) Listed(YamlValue root, HashSet<string> nulls)
    {
        if (root.Find("columns") is not { } node)
            return root.Find("trailing") is { } alone ? throw alone.Error("only a file without a header, whose 'columns' the mapping lists, has trailing columns") : ([], []);
        var columns = Names(node);
        if (columns.Length == 0) throw node.Error("names no column");
        if (root.Find("trailing") is not { } more) return (columns, []);
        var trailing = Names(more);
        if (trailing.Intersect(columns, StringComparer.Ordinal).FirstOrDefault() is { } twice) throw more.Error($"names '{twice}', which 'columns' names too");
        if (!nulls.Contains("")) throw more.Error("are nothing where a row lacks them, so 'nulls' must hold \"\"");
        return (columns, trailing);
    }

    /// <summary>Columns that are made of others, in order; tells <paramref name="known"/> of each.</summary>
    public static DerivedColumn[] Derived(YamlValue? node, KnownColumns known, ValueRuleReader values, ConditionReader conditions)
    {
        if (node is null) return [];
        var entries = node.Entries().ToArray();
        known.Expect(entries.Select(e => e.Name));
        return entries.Select(One).ToArray();

        DerivedColumn One((string Name, YamlValue Value) entry)
        {
            if (string.IsNullOrWhiteSpace(entry.Name)) throw entry.Value.Error("needs a name");
            if (known.Lists(entry.Name)) throw entry.Value.Error("is one of the file's 'columns'; give it another name");
            var column = entry.Value.IsMap && entry.Value.Find("counts") is { } counts
                ? new DerivedColumn { Name = entry.Name, Counts = Counted(counts, conditions), Per = Per(entry.Value.Get("per"), known) }
                : new DerivedColumn { Name = entry.Name, Value = values.Read(entry.Value) };
            if (column.Value is null) entry.Value.NothingElse();
            known.Add(entry.Name);
            return column;
        }
    }

    /// <summary>What columns must hold: by column, or a list where a column has several.</summary>
    public static CheckRule[] Checks(YamlValue? node, ValueRuleReader values, ConditionReader conditions)
    {
        if (node is null) return [];
        return node.IsList
            ? node.Items().Select(item => Check(item, [])).ToArray()
            : node.Entries().Select(e => Check(e.Value, [e.Name])).ToArray();

        CheckRule Check(YamlValue item, string[] columns)
        {
            var kind = item.Get("is").Word<CheckKind>();
            var when = conditions.OfRowAlone(item.Find("when"));
            var rule = new CheckRule(kind, values.Read(item, columns), when);
            return kind == CheckKind.Empty && rule.Value.Required ? throw item.Error("can't be both empty and 'required'") : rule;
        }
    }

    private static Condition[] Counted(YamlValue node, ConditionReader conditions)
        => conditions.OfRowAlone(node) is { Length: > 0 } counted ? counted : throw node.Error("must say by a condition which rows are counted");

    private static string[] Per(YamlValue node, KnownColumns known)
        => known.All(node) is { Length: > 0 } per ? per : throw node.Error("names no column");

    private static string[] Names(YamlValue node)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node.Items())
        {
            if (string.IsNullOrWhiteSpace(item.Text())) throw item.Error("is not a name");
            if (!seen.Add(item.Text())) throw item.Error($"'{item.Text()}' stands twice");
        }

        return node.Texts();
    }
}
