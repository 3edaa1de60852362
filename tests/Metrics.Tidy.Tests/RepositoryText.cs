using System.Diagnostics;

namespace Metrics.Tidy.Tests;

/// <summary>The repository as text: what is tracked, or would be if it were added.</summary>
internal static class RepositoryText
{
    private static readonly string[] Left = ["bin", "obj", "artifacts", "data", "node_modules", "TestResults", ".git"];
    private static readonly string[] Binary = [".png", ".gz", ".parquet", ".duckdb", ".zip", ".snk"];

    /// <summary>The folder that holds Metrics.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file, by its path from the root with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. (Tracked() ?? Walked()).Where(f => File.Exists(At(f))).Order(StringComparer.Ordinal)];

    /// <summary>A file's place.</summary>
    public static string At(string file) => Path.Combine(Root, file);

    /// <summary>A file's text.</summary>
    public static string Text(string file) => File.ReadAllText(At(file));

    /// <summary>Files under a folder with an ending.</summary>
    public static IEnumerable<string> Under(string folder, string ending)
        => Files.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal) && f.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Files that are text.</summary>
    public static IEnumerable<string> Texts() => Files.Where(f => !Binary.Contains(Path.GetExtension(f), StringComparer.Ordinal));

    /// <summary>Lines that break a rule, as file:line: text.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> files, Func<string, bool> breaks)
        => files.SelectMany(f => File.ReadLines(At(f)).Select((text, i) => (text, i)).Where(l => breaks(l.text)).Select(l => $"{f}:{l.i + 1}: {l.text.Trim()}"));

    /// <summary>Runs a program in the root and answers what it printed; null when it is missing or fails.</summary>
    public static string? Run(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
            // A test host's own MSBuild settings would mislead another.
            foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray()) start.Environment.Remove(name);
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string[]? Tracked()
        => Run("git", "-c", "core.quotepath=off", "ls-files", "--cached", "--others", "--exclude-standard")?.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Walked() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
        .Where(f => !f.Split('/').Any(part => Left.Contains(part, StringComparer.Ordinal)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Metrics.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Metrics.sln stands above none of the test's folders");
    }
}
