namespace Metrics.Pipelines.Tests;

/// <summary>Where the sources lie that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Metrics.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>The pipelines that are shipped.</summary>
    public static PipelineFolder Shipped { get; } = new(At("pipelines"));

    /// <summary>A place in it.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Metrics.sln"))) return at.FullName;
        }

        throw new DirectoryNotFoundException("no folder above the tests holds Metrics.sln");
    }
}
