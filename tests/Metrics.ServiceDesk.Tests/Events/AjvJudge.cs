using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Metrics.ServiceDesk.Tests.Events;

/// <summary>What the schemas say of an event, by ajv.</summary>
/// <param name="Valid">Exactly one schema takes it.</param>
/// <param name="ValidWithoutFormats">The same where <c>format</c> is only an annotation.</param>
/// <param name="Why">What the schema of its type holds against it.</param>
internal sealed record Verdict(bool Valid, bool ValidWithoutFormats, string Why);

/// <summary>Asks the node program in ajv/.</summary>
internal static class AjvJudge
{
    private static readonly string Folder = RepositoryFolder.Of("tests", "Metrics.ServiceDesk.Tests", "ajv");

    /// <summary>One verdict per event, in order.</summary>
    public static async Task<IReadOnlyList<Verdict>> JudgeAsync(IReadOnlyList<string> events)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "ajv")))
            throw new InvalidOperationException("The schema judge's packages are not installed: run eng/setup (it runs 'npm ci' in tests/Metrics.ServiceDesk.Tests/ajv).");
        using var node = Start();
        var errors = node.StandardError.ReadToEndAsync();
        var answers = node.StandardOutput.ReadToEndAsync();
        foreach (var text in events) await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(text));
        node.StandardInput.Close();
        var verdicts = (await answers).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<Verdict>(line, JsonSerializerOptions.Web)!).ToArray();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 && verdicts.Length == events.Count
            ? verdicts
            : throw new InvalidOperationException($"The schema judge ended with {node.ExitCode} after {verdicts.Length} of {events.Count} events: {await errors}");
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(Folder, "judge.mjs"), RepositoryFolder.Of("schemas") },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("The schema judge needs node on the PATH: run eng/setup.", e);
        }
    }
}
