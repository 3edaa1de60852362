using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Metrics.Benchmarks;

/// <summary>The built program as a process of its own: a broker, or the running service.</summary>
internal sealed class RunningProgram : IDisposable
{
    private readonly Process _process;

    // As ./metrics runs it.
    private static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "artifacts", "program", "metrics");

    private RunningProgram(Process process) => _process = process;

    /// <summary>What it said first, after its label.</summary>
    public string Address { get; private init; } = "";

    /// <summary>What it has logged.</summary>
    public ConcurrentQueue<string> Log { get; private init; } = [];

    /// <summary>Bytes of it that are in memory.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time it has used.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>A broker with so many partitions a topic.</summary>
    public static Task<RunningProgram> BrokerAsync(ScratchFolder folder, int partitions)
        => StartAsync(folder, "bootstrap servers: ", "dev-broker", "--partitions", partitions.ToString(CultureInfo.InvariantCulture));

    /// <summary>The service.</summary>
    public static Task<RunningProgram> ServiceAsync(ScratchFolder folder, string database, string configuration)
    {
        File.WriteAllText(folder["service.yaml"], configuration);
        return StartAsync(folder, "listening on ", "run", "--config", folder["service.yaml"], "--db", database, "--port", "0");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<RunningProgram> StartAsync(ScratchFolder folder, string says, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder[""] };
        var process = Process.Start(start)!;
        var log = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, e) => log.Enqueue(e.Data ?? "");
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) ?? "nothing";
        return line.StartsWith(says, StringComparison.Ordinal) ? new RunningProgram(process) { Address = line[says.Length..], Log = log } : throw new InvalidOperationException($"metrics {arguments[0]} said {line}");
    }
}
