namespace Metrics.ServiceDesk.Tests;

/// <summary>Whether the tests write the files that they otherwise compare with.</summary>
internal static class Golden
{
    public static bool Updates { get; } = Environment.GetEnvironmentVariable("UPDATE_SCHEMAS") == "1";
}
