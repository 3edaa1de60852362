namespace Metrics.Intake.Tests.Support;

/// <summary>Files that lie beside the tests.</summary>
internal static class Fixtures
{
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}

/// <summary>Data that lies outside the repository, in shared/data beside it.</summary>
internal static class SharedData
{
    /// <summary>The file, or null where it isn't there.</summary>
    public static string? Find(string file)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, "shared", "data", file);
            if (System.IO.File.Exists(path)) return path;
        }

        return null;
    }
}

/// <summary>A test on shared data; skipped, visibly, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string file)
    {
        File = file;
        if (SharedData.Find(file) is null) Skip = $"shared/data/{file} is not there";
    }

    public string File { get; }
}
