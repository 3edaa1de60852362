using Metrics.Pipelines.Sources;
using Metrics.Pipelines.Yaml;

namespace Metrics.Intake.Mapping;

/// <summary>A file's columns and those that the mapping makes of them, held against what the mapping needs.</summary>
public sealed class Header
{
    private readonly string _file;
    private readonly string _mapping;
    private readonly string[] _all;
    private readonly ILookup<string, int> _positions;

    /// <summary>A header as read.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="mapping">The mapping it must fit.</param>
    /// <param name="columns">Its columns, in order.</param>
    /// <exception cref="ConfigurationException">The file has a column of a name that the mapping gives one of its own.</exception>
    public Header(string file, SourceMapping mapping, string[] columns)
    {
        _file = file;
        _mapping = mapping.Name;
        Columns = columns;
        if (mapping.Derived.FirstOrDefault(d => columns.Contains(d.Name, StringComparer.Ordinal)) is { } twice)
            throw new ConfigurationException($"{file}:1: the file has a column '{twice.Name}', and the mapping '{mapping.Name}' makes one of that name; give the mapping's another");
        _all = [.. columns, .. mapping.Derived.Select(d => d.Name)];
        _positions = _all.Select((name, i) => (name, i)).ToLookup(c => c.name, c => c.i, StringComparer.Ordinal);
    }

    /// <summary>The file's columns, in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The column at a position; the mapping's own follow the file's.</summary>
    public string NameOf(int position) => _all[position];

    /// <summary>Where a column stands.</summary>
    /// <exception cref="ConfigurationException">It is missing or stands twice.</exception>
    public int Position(string column) => Find(column) ?? throw Missing(column);

    /// <summary>The error of a file that has none of the columns that would do.</summary>
    public ConfigurationException Missing(params IReadOnlyList<string> columns) => new(
        $"{_file}:1: the column '{string.Join("' or '", columns)}' is missing, which the mapping '{_mapping}' needs; the file has {string.Join(", ", Columns)}");

    /// <summary>Where a column stands; null when the file lacks it.</summary>
    /// <exception cref="ConfigurationException">It stands twice.</exception>
    public int? Find(string column)
    {
        var found = _positions[column].ToArray();
        return found.Length switch
        {
            0 => null,
            1 => found[0],
            _ => throw new ConfigurationException(
                $"{_file}:1: the column '{column}' stands {found.Length} times (columns {string.Join(", ", found.Select(i => i + 1))}); rename all but one, so that it is clear which the mapping '{_mapping}' means"),
        };
    }
}
