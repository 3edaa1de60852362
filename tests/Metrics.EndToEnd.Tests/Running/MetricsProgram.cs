using System.Diagnostics;

namespace Metrics.EndToEnd.Tests.Running;

/// <summary>The <c>metrics</c> program that was built, started as a process of its own.</summary>
internal static class MetricsProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The program's file.</summary>
    public static string File { get; } = Path.Combine(Repository.Root, "artifacts", "program", "metrics");

    /// <summary>Starts it and hands over the process; the caller ends and disposes it.</summary>
    public static Process Start(string folder, IEnumerable<string> arguments, string? pipelines = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(File)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var own in (string[])["METRICS_PIPELINES", "METRICS_HASH_KEY", "METRICS_HASH_KEY_FILE"]) start.Environment.Remove(own);
        if (pipelines is not null) start.Environment["METRICS_PIPELINES"] = pipelines;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        // What a command leaves behind in the temporary folder stays visible to the test.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<Ran> RunAsync(string folder, IEnumerable<string> arguments, byte[]? input = null, string? pipelines = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(folder, arguments, pipelines, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            if (input is not null) await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code and words tell why.
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"metrics {string.Join(' ', arguments)} did not end within {Patience}");
        }

        return new Ran(process.ExitCode, await output, await error);
    }
}
