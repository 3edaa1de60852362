using System.Text.RegularExpressions;

namespace Metrics.Tidy.Tests;

/// <summary>
/// Published outcomes live where events are calibrated to them and where tests hold them, and nowhere between: what the product
/// prints, it counted.
/// </summary>
public sealed partial class PublishedFigureTests
{
    [Fact]
    public void No_published_outcome_stands_in_the_code_or_configuration_that_counts_it()
    {
        var published = Numbers().Matches(RepositoryText.Text("tests/Metrics.EndToEnd.Tests/Demo/PublishedTables.cs")).Select(m => m.Value.Replace("_", "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        published.Should().HaveCountGreaterThan(60).And.Contain("1554319").And.Contain("190721");
        var places = RepositoryText.Under("src", ".cs").Where(f => !f.StartsWith("src/Metrics.Host/Demo/", StringComparison.Ordinal)).Concat(RepositoryText.Under("pipelines", "")).ToArray();
        places.Should().HaveCountGreaterThan(100);
        // A target is the organisation's own decision, and stands in its file.
        RepositoryText.Lines(places, line => !line.Contains("value:", StringComparison.Ordinal) && Digits().Matches(line).Any(m => published.Contains(m.Value.Replace("_", "", StringComparison.Ordinal))))
            .Should().BeEmpty();
    }

    [GeneratedRegex(@"\b\d{1,3}(_\d{3})+\b")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\b\d[\d_]{4,}\b")]
    private static partial Regex Digits();
}
