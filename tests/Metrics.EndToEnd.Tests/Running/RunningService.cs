using System.Diagnostics;
using System.Net;

namespace Metrics.EndToEnd.Tests.Running;

/// <summary><c>metrics run</c> on a free port, as a process of its own.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client;

    private RunningService(Process process, Uri address) => (_process, Address, _client) = (process, address, new HttpClient { BaseAddress = new Uri(address, "/api/v1/") });

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>How it ended.</summary>
    public int ExitCode { get; private set; } = -1;

    /// <summary>Starts it on a folder's database and waits until it listens.</summary>
    public static async Task<RunningService> StartAsync(Workplace place, params string[] more)
    {
        var process = MetricsProgram.Start(place.Folder, ["run", "--port", "0", "--db", Workplace.DatabaseName, .. more], place.Pipelines);
        var line = await process.StandardOutput.ReadLineAsync();
        return line is not null && line.StartsWith("listening on ", StringComparison.Ordinal)
            ? new RunningService(process, new Uri(line["listening on ".Length..]))
            : throw new InvalidOperationException($"it said '{line}' and {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Asks for a path below /api/v1 and answers the body.</summary>
    public async Task<string> GetAsync(string path, HttpStatusCode expected)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.Should().Be(expected, "{0}", path);
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        ExitCode = _process.ExitCode;
        _process.Dispose();
    }
}
