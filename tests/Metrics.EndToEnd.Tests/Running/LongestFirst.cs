using Metrics.EndToEnd.Tests.Running;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Metrics.EndToEnd.Tests.Running." + nameof(LongestFirst), "Metrics.EndToEnd.Tests")]

namespace Metrics.EndToEnd.Tests.Running;

/// <summary>Starts the long classes first, so that the short ones fill the other processor.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = ["Demo", "Crash", "BrokerTrouble", "LiveKill", "Restart", "Group", "Reference"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections)
        => testCollections.OrderBy(c => (uint)Array.FindIndex(Long, word => c.DisplayName.Contains(word, StringComparison.Ordinal)));
}
