using Metrics.Pipelines.Yaml;

namespace Metrics.Pipelines.Sources;

/// <summary>
/// The columns that a mapping's values and conditions may name. A file with a header says them itself, when it is read; a file
/// without has those that the mapping lists, so a misspelt one is found at once.
/// </summary>
/// <param name="listed">The columns of a file without a header; null: any.</param>
internal sealed class KnownColumns(IReadOnlyCollection<string>? listed)
{
    private readonly HashSet<string>? _known = listed?.ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _later = new(StringComparer.Ordinal);

    /// <summary>Columns that are made of others, in order: each may name those before it.</summary>
    public void Expect(IEnumerable<string> derived) => _later.UnionWith(derived);

    /// <summary>A column has been made: what follows may name it.</summary>
    public void Add(string derived)
    {
        _later.Remove(derived);
        _known?.Add(derived);
    }

    /// <summary>Whether the mapping lists a column of this name.</summary>
    public bool Lists(string column) => _known?.Contains(column) ?? false;

    /// <summary>Why a column can't be named here; null when it can.</summary>
    public string? Refuses(string column)
    {
        if (_later.Contains(column)) return $"'{column}' is made after what names it; put it first";
        return _known?.Contains(column) ?? true ? null : $"'{column}' is not a column; there are {string.Join(", ", _known)}";
    }

    /// <summary>The column that a node names.</summary>
    public string One(YamlValue node) => Refuses(node.Text()) is { } refused ? throw node.Error(refused) : node.Text();

    /// <summary>The columns that a node names.</summary>
    public string[] All(YamlValue node) => node.Items().Select(One).ToArray();
}
