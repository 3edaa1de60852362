using FluentAssertions;

namespace Metrics.Oracle.Tests.Comparison;

/// <summary>What came of holding the product's figures against the oracle's.</summary>
/// <param name="Compared">Figures that one of them told.</param>
/// <param name="Differences">Where they don't agree, one line each.</param>
internal sealed record Verdict(int Compared, IReadOnlyList<string> Differences)
{
    private const int Shown = 25;

    public Verdict And(Verdict other) => new(Compared + other.Compared, [.. Differences, .. other.Differences]);

    /// <summary>Fails when figures differ, or when fewer were compared than there must be.</summary>
    /// <param name="atLeast">How many figures there are at least: agreement about nothing proves nothing.</param>
    /// <param name="of">What the figures are of, such as a seed.</param>
    public void ShouldBeAgreement(int atLeast = 1, string of = "")
    {
        Differences.Count.Should().Be(0, "{0}", $"{of} {Differences.Count} of {Compared} figures differ:\n{string.Join('\n', Differences.Take(Shown))}\n");
        Compared.Should().BeGreaterOrEqualTo(atLeast);
    }

    /// <summary>Fails when no figure of a KPI, or of its variant after a slash, differs.</summary>
    public void ShouldName(string kpi) => Differences.Should().Contain(line => line.Contains($": {kpi} [", StringComparison.Ordinal));
}
