namespace Metrics.EndToEnd.Tests.Running;

/// <summary>Where the sources lie that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Metrics.sln.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Metrics.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Metrics.sln stands above none of the test's folders");
    }
}
