namespace Metrics.Printing.Tests;

/// <summary>Programs of the machine's own that tests run.</summary>
internal static class OutsideProgram
{
    /// <summary>The path of a program on the PATH.</summary>
    public static string Find(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"'{name}' is not installed: run eng/setup.");
}
