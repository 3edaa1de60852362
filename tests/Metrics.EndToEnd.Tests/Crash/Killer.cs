using System.Diagnostics;
using Metrics.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace Metrics.EndToEnd.Tests.Crash;

/// <summary>When a start of the ingest is to be killed.</summary>
internal enum Aim
{
    /// <summary>Some hundred milliseconds after the start: while it starts, reads, or works on its first batch.</summary>
    Early,

    /// <summary>As a batch is being committed, or just after: the write-ahead log grows.</summary>
    Commit,

    /// <summary>When it prints its answer: the database is being closed and the log written into it.</summary>
    Closing,
}

/// <summary>Starts an ingest again and again and kills each start; seeded, and every kill is printed.</summary>
internal sealed class Killer(string[] ingest, int seed, ITestOutputHelper output)
{
    private const int SigKill = 9;
    private readonly Random _random = new(seed);

    /// <summary>How many running ingests were killed, by what they were doing.</summary>
    public Dictionary<Aim, int> Kills { get; } = Enum.GetValues<Aim>().ToDictionary(a => a, _ => 0);

    /// <summary>How many in all.</summary>
    public int Total => Kills.Values.Sum();

    /// <summary>Starts the ingest once and kills it early or at a commit; false when it had nothing left to commit.</summary>
    public Task<bool> Once(Workplace place) => Once(place, _random.Next(10) < 7 ? Aim.Early : Aim.Commit);

    /// <summary>Starts the ingest once and kills it at a moment of a kind; false when it came to its answer or its end before.</summary>
    public async Task<bool> Once(Workplace place, Aim aim)
    {
        var delay = TimeSpan.FromMilliseconds(aim switch { Aim.Early => _random.Next(40, 700), Aim.Commit => _random.Next(0, 80), _ => 0 });
        using var process = MetricsProgram.Start(place.Folder, [.. ingest, "--format", "json", "--db", Workplace.DatabaseName]);
        var answer = process.StandardOutput.ReadLineAsync();
        var error = process.StandardError.ReadToEndAsync();
        switch (aim)
        {
            case Aim.Early:
                await Task.WhenAny(answer, Task.Delay(delay));
                break;
            case Aim.Commit:
                // Any growth is a commit, the first ones of the tables themselves; much growth is a batch.
                var growth = _random.Next(3) == 0 ? 1 : 256 * 1024;
                var least = LogLength(place);
                while (!answer.IsCompleted && LogLength(place) < least + growth)
                {
                    least = Math.Min(least, LogLength(place));
                    await Task.Delay(5);
                }

                await Task.WhenAny(answer, Task.Delay(delay));
                break;
            case Aim.Closing:
                await answer;
                break;
        }

        var was = answer.IsCompleted ? Aim.Closing : aim;
        process.Kill();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) Count(process, was, delay, await error);
        return was == aim && process.ExitCode != 0;
    }

    private void Count(Process process, Aim was, TimeSpan delay, string error)
    {
        process.ExitCode.Should().Be(128 + SigKill, "it was killed and didn't fail by itself; it said: {0}", error);
        Kills[was]++;
        output.WriteLine($"kill {Total}: {was}{(was == Aim.Closing ? "" : $" + {delay.TotalMilliseconds:0} ms")}");
    }

    private static long LogLength(Workplace place) => new FileInfo(place.At(Workplace.DatabaseName + ".wal")) is { Exists: true, Length: var length } ? length : 0;
}
