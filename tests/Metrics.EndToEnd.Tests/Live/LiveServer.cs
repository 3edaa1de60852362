using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary><c>metrics run --config</c> on a port that stays the same from one start to the next.</summary>
internal sealed class LiveServer(Workplace place, string configuration, int port, string? database = Workplace.DatabaseName) : IAsyncDisposable
{
    private const int SigKill = 9;

    private readonly HttpClient _client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    /// <summary>What it logged, over all its starts.</summary>
    public IEnumerable<string> Log => _log;

    /// <summary>Bytes of it that are in memory.</summary>
    public long Memory
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it, without waiting.</summary>
    public void Start()
    {
        _process = MetricsProgram.Start(place.Folder, ["run", "--config", configuration, "--port", $"{port}", .. database is null ? (string[])[] : ["--db", database]], place.Pipelines);
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its health; null while it doesn't answer.</summary>
    public async Task<JsonElement?> HealthAsync() => await AskAsync("/healthz") is { } text ? JsonDocument.Parse(text).RootElement.Clone() : null;

    /// <summary>The status that a path answers with.</summary>
    public async Task<int> StatusOfAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }

    /// <summary>One worker's health; null while it doesn't answer.</summary>
    public async Task<JsonElement?> WorkerAsync(string name)
        => await HealthAsync() is { } health ? health.GetProperty("workers").EnumerateArray().Single(w => w.GetProperty("name").GetString() == name) : null;

    /// <summary>A figure's numerator; null while it doesn't answer.</summary>
    public async Task<decimal?> FigureAsync(string kpi) => await AskAsync($"/api/v1/kpis?kpi={kpi}") is { } text
        ? JsonDocument.Parse(text).RootElement[0].GetProperty("numerator") is { ValueKind: JsonValueKind.Number } n ? n.GetDecimal() : 0
        : null;

    /// <summary>Waits until something holds; the patience is for machines that are busy.</summary>
    public async Task UntilAsync(string what, Func<LiveServer, Task<bool>> holds, int patienceSeconds = 120)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds(this))
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(patienceSeconds)) throw new TimeoutException($"not within {patienceSeconds} s: {what}; health {await HealthAsync()}; log {string.Join('\n', _log.TakeLast(20))}");
            if (_process!.HasExited) throw new InvalidOperationException($"it ended by itself ({_process.ExitCode}) before: {what}; log {string.Join('\n', _log.TakeLast(20))}");
            await Task.Delay(50);
        }
    }

    /// <summary>Waits until all that was sent has been read and committed: what has just been sent shows as lag only at the next look at the broker.</summary>
    public async Task CaughtUpAsync()
    {
        long? before = null;
        await UntilAsync("all that was sent is committed", async s =>
        {
            if (await s.HealthAsync() is not { } health) return false;
            var workers = health.GetProperty("workers").EnumerateArray().ToArray();
            var isDone = workers.All(w => w.GetProperty("state").GetString() == "reading" && (w.GetProperty("lag").ValueKind == JsonValueKind.Null || w.GetProperty("lag").GetInt64() == 0));
            var records = workers.Sum(w => w.GetProperty("records").GetInt64());
            if (isDone && before == records) return true;
            before = isDone ? records : null;
            await Task.Delay(TimeSpan.FromSeconds(1));
            return false;
        });
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.ExitCode.Should().Be(128 + SigKill, "it was killed and didn't end by itself; log: {0}", string.Join('\n', _log.TakeLast(20)));
        _process.Dispose();
        _process = null;
    }

    /// <summary>A polite stop.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process!.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.ExitCode.Should().Be(0, "log: {0}", string.Join('\n', _log.TakeLast(20)));
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _client.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null) _log.Enqueue(line);
    }

    private async Task<string?> AskAsync(string path)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
            // A service in trouble says so with 503 and its health.
            return await answer.Content.ReadAsStringAsync();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
