using Xunit;

namespace Metrics.Oracle.Tests.Fixtures;

/// <summary>Where things lie.</summary>
internal static class Repository
{
    /// <summary>The project's root: the folder above the tests that holds the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory, folder => File.Exists(Path.Combine(folder, "Metrics.sln")))
        ?? throw new DirectoryNotFoundException("no folder above the tests holds Metrics.sln");

    /// <summary>The data that nobody on this project wrote; null where it isn't there.</summary>
    public static string? SharedData { get; } = Above(Root, folder => Directory.Exists(Path.Combine(folder, "shared", "data"))) is { } above
        ? Path.Combine(above, "shared", "data")
        : null;

    /// <summary>A file that lies beside the tests.</summary>
    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static string? Above(string folder, Func<string, bool> holds)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (holds(at.FullName)) return at.FullName;
        }

        return null;
    }
}

/// <summary>A test on the shared data; skipped, visibly, where the folder is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Looks for the data's folder.</summary>
    /// <param name="folder">The folder under shared/data.</param>
    public SharedDataFactAttribute(string folder)
    {
        Folder = folder;
        if (Repository.SharedData is null || !Directory.Exists(Path.Combine(Repository.SharedData, folder)))
            Skip = $"shared/data/{folder} is not there";
    }

    /// <summary>The folder under shared/data.</summary>
    public string Folder { get; }
}
