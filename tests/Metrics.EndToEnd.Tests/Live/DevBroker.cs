using System.Diagnostics;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary><c>metrics dev-broker</c> as a process of its own, which outlives the services that read it.</summary>
internal sealed class DevBroker : IAsyncDisposable
{
    private readonly Process _process;

    private DevBroker(Process process, string servers) => (_process, BootstrapServers) = (process, servers);

    /// <summary>Where clients connect.</summary>
    public string BootstrapServers { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<DevBroker> StartAsync(Workplace place, int partitions, int brokers = 1)
    {
        const string Says = "bootstrap servers: ";
        var process = MetricsProgram.Start(place.Folder, ["dev-broker", "--partitions", $"{partitions}", "--brokers", $"{brokers}"]);
        var line = await process.StandardOutput.ReadLineAsync();
        if (line is null || !line.StartsWith(Says, StringComparison.Ordinal)) throw new InvalidOperationException($"the broker said '{line}' and {await process.StandardError.ReadToEndAsync()}");
        for (var i = 0; i < 2; i++) await process.StandardOutput.ReadLineAsync();
        return new DevBroker(process, line[Says.Length..]);
    }

    /// <summary>Disturbs it by one of its words and waits until it is done.</summary>
    public async Task DoAsync(string word)
    {
        await _process.StandardInput.WriteLineAsync(word);
        await _process.StandardInput.FlushAsync();
        (await _process.StandardOutput.ReadLineAsync()).Should().Be($"done: {word}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
