using System.Diagnostics;
using Metrics.Intake.Live;
using Metrics.ServiceDesk;

namespace Metrics.Intake.Tests.Support;

/// <summary>A live source that runs, and runs again when its positions have moved, as a service would have it.</summary>
internal sealed class Running : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public Running(ILiveSource source, CommitLog log)
    {
        Source = source;
        var alive = log.Alive();
        _run = Task.Run(() => RunAsync(source, alive));
    }

    public ILiveSource Source { get; }

    /// <summary>How often it was run.</summary>
    public int Runs { get; private set; }

    /// <summary>Waits until something holds; fails with what held instead.</summary>
    public async Task Until(Func<bool> holds, Func<object?>? instead = null)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            if (_run.IsCompleted) await _run;
            if (clock.Elapsed > Patience) throw new TimeoutException($"it never came so far; {instead?.Invoke()} {Source.Status.Now}");
            await Task.Delay(2);
        }
    }

    /// <summary>Waits for its own end, by a fault.</summary>
    public Task End() => _run.WaitAsync(Patience);

    /// <summary>Stops it.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_run.IsFaulted && _run.Exception!.InnerException is not OperationCanceledException) await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(ILiveSource source, ICommitQueue log)
    {
        while (true)
        {
            try
            {
                Runs++;
                await source.RunAsync(log, _stop.Token);
            }
            catch (PositionMovedException)
            {
                // Run again, from what is stored.
            }
        }
    }
}
