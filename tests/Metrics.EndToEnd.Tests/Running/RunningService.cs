using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Metrics.EndToEnd.Tests.Running;

/// <summary><c>metrics run</c> on a free port, as a process of its own.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly HttpClient _client;
    private readonly Task<string> _log;

    private RunningService(Process process, Uri address, Task<string> log)
        => (_process, Address, _client, _log) = (process, address, new HttpClient { BaseAddress = new Uri(address, "/api/v1/") }, log);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>How it ended.</summary>
    public int ExitCode { get; private set; } = -1;

    /// <summary>What it logged; only when it has ended.</summary>
    public string Log { get; private set; } = "";

    /// <summary>Starts it on a folder's database and a free port, unless told one, and waits until it listens.</summary>
    public static async Task<RunningService> StartAsync(Workplace place, params string[] more)
    {
        string[] port = more.Contains("--port") ? [] : ["--port", "0"];
        var process = MetricsProgram.Start(place.Folder, ["run", .. port, "--db", Workplace.DatabaseName, .. more], place.Pipelines);
        // Read all the time: whoever logs into a full pipe waits.
        var log = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync();
        return line is not null && line.StartsWith("listening on ", StringComparison.Ordinal)
            ? new RunningService(process, new Uri(line["listening on ".Length..].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)), log)
            : throw new InvalidOperationException($"it said '{line}' and {await log}");
    }

    /// <summary>Asks for a path below /api/v1 and answers the body.</summary>
    public async Task<string> GetAsync(string path, HttpStatusCode expected, params (string Name, string Value)[] headers)
    {
        using var request = Request(HttpMethod.Get, path, headers);
        using var answer = await _client.SendAsync(request);
        answer.StatusCode.Should().Be(expected, "{0}", path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Posts events.</summary>
    public async Task<Posted> PostAsync(HttpContent content, string? type, params (string Name, string Value)[] headers)
    {
        using var request = Request(HttpMethod.Post, "events", headers);
        request.Content = content;
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await _client.SendAsync(request);
        return await Posted.OfAsync(answer);
    }

    public Task<Posted> PostAsync(byte[] body, string? type, params (string Name, string Value)[] headers) => PostAsync(new ByteArrayContent(body), type, headers);

    public Task<Posted> PostAsync(string body, string? type, params (string Name, string Value)[] headers) => PostAsync(Encoding.UTF8.GetBytes(body), type, headers);

    /// <summary>Waits until so many contacts are counted.</summary>
    public async Task CountedAsync(int contacts, params (string Name, string Value)[] headers)
    {
        using var patience = new CancellationTokenSource(Patience);
        decimal? counted = null;
        while (counted != contacts)
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"{counted} contacts are counted and not {contacts}");
            await Task.Delay(20);
            counted = JsonDocument.Parse(await GetAsync("kpis?kpi=contacts-offered", HttpStatusCode.OK, headers)).RootElement.EnumerateArray().The("contacts-offered").Number("value") ?? 0;
        }
    }

    /// <summary>kill -9, now.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    /// <summary>Tells it to stop and waits until it has.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (ExitCode == -1) await StopAsync();
        _client.Dispose();
        _process.Dispose();
    }

    private async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        (ExitCode, Log) = (_process.ExitCode, await _log);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
