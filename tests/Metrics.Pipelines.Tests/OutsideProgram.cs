using System.ComponentModel;
using System.Diagnostics;

namespace Metrics.Pipelines.Tests;

/// <summary>What a program that isn't ours left: its exit code and what it wrote.</summary>
internal sealed record OutsideProgram(int ExitCode, string Output, string Error)
{
    /// <summary>Runs it in the repository; null when it isn't installed.</summary>
    public static async Task<OutsideProgram?> RunAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            return new OutsideProgram(process.ExitCode, await output, await error);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
