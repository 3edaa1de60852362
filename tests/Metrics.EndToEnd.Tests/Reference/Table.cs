namespace Metrics.EndToEnd.Tests.Reference;

/// <summary>A CSV file without quotes, read the plain way.</summary>
internal sealed class Table(string[] header, IReadOnlyList<string[]> rows)
{
    /// <summary>The rows.</summary>
    public IReadOnlyList<string[]> Rows => rows;

    /// <summary>Reads lines of which the first is the header.</summary>
    public static Table Of(IEnumerable<string> lines)
    {
        var split = lines.Select(l => l.Split(',')).ToList();
        return new Table(split[0], split.GetRange(1, split.Count - 1));
    }

    /// <summary>Reads a column of a row.</summary>
    public Func<string[], string> Column(string name)
    {
        var index = Array.IndexOf(header, name);
        index.Should().BeGreaterThanOrEqualTo(0, $"there is a column {name}");
        return row => row[index];
    }
}
