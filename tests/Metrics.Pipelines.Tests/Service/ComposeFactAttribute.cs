namespace Metrics.Pipelines.Tests.Service;

/// <summary>A test that asks docker-compose itself; it needs no engine.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ComposeFactAttribute : FactAttribute
{
    public const string Program = "docker-compose";

    public ComposeFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(f => File.Exists(Path.Combine(f, Program)))) Skip = $"{Program} is not installed; eng/setup installs it";
    }
}
