using Xunit;

namespace Metrics.Oracle.Tests.Fixtures;

/// <summary>
/// A case in which the product doesn't do what the domain's text says, or the text doesn't decide: skipped, visibly, with the
/// difference. METRICS_DISPUTED=1 runs it; when product or text has been mended it becomes an ordinary test.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DisputedFactAttribute : FactAttribute
{
    /// <summary>States a difference.</summary>
    public DisputedFactAttribute(string difference)
    {
        Difference = difference;
        if (Environment.GetEnvironmentVariable("METRICS_DISPUTED") is not "1") Skip = difference;
    }

    /// <summary>What the product does otherwise.</summary>
    public string Difference { get; }
}
