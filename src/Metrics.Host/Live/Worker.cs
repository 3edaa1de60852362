using Metrics.Intake.Live;
using Microsoft.Extensions.Logging;
using NodaTime;
using Polly;
using Polly.Retry;

namespace Metrics.Host.Live;

/// <summary>How a worker is doing.</summary>
/// <param name="State">In a word.</param>
/// <param name="Reason">Why, when it is not well.</param>
/// <param name="Since">Since when.</param>
/// <param name="Restarts">How often it was run again after a fault.</param>
public sealed record WorkerHealth(SourceState State, string? Reason, Instant Since, int Restarts);

/// <summary>
/// A named part of the service that runs until it is stopped. When it fails it is run again by itself, after a pause that grows and is
/// jittered; when a person must look, it waits to be told to go on.
/// </summary>
public abstract class Worker
{
    private static readonly TimeSpan WellAfter = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ResiliencePipeline _again;
    private TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _restarts;

    /// <summary>A worker.</summary>
    /// <param name="name">What it is called in health and logs.</param>
    /// <param name="status">How it is doing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Told when the state changes.</param>
    protected Worker(string name, SourceStatus status, TimeProvider time, ILogger log)
    {
        (Name, Status, _time, _log) = (name, status, time, log);
        status.Changed = now => LiveLog.Became(log, name, now);
        _again = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(10),
            // Something else than the stop may have been cancelled; the stop ends the pauses by itself.
            ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not SourceStoppedException),
            OnRetry = _ =>
            {
                Interlocked.Increment(ref _restarts);
                return default;
            },
        }).Build();
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>How it is doing, in more detail for sources.</summary>
    public SourceStatus Status { get; }

    /// <summary>How it is doing.</summary>
    public WorkerHealth Health
    {
        get
        {
            var now = Status.Now;
            return new WorkerHealth(now.State, now.Reason, now.Since, _restarts);
        }
    }

    /// <summary>Runs until stopped, whatever goes wrong.</summary>
    public async Task RunUntilStoppedAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _again.ExecuteAsync(OnceAsync, stop).ConfigureAwait(false);
            }
            catch (SourceStoppedException e)
            {
                Status.Becomes(SourceState.Stopped, e.Message);
                await Task.WhenAny(_goOn.Task, Task.Delay(Timeout.InfiniteTimeSpan, _time, stop)).ConfigureAwait(false);
                _goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                // Whatever goes wrong while it stops: nothing of it is stored.
                return;
            }
        }
    }

    /// <summary>A person has looked: a worker that stopped goes on.</summary>
    public void GoOn() => _goOn.TrySetResult();

    /// <summary>Runs once: until stopped, or until something goes wrong.</summary>
    protected abstract Task RunAsync(CancellationToken stop);

    // A fault after a long time of health is a first fault again: it ends this run of growing pauses and begins another.
    private async ValueTask OnceAsync(CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        try
        {
            await RunAsync(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not SourceStoppedException && !(e is OperationCanceledException && stop.IsCancellationRequested))
        {
            Status.Becomes(SourceState.Disconnected, e.Message.ReplaceLineEndings(" "));
            LiveLog.Failed(_log, Name, e);
            if (_time.GetElapsedTime(began) < WellAfter) throw;
            Interlocked.Increment(ref _restarts);
        }
    }
}

/// <summary>The worker of one source.</summary>
internal sealed class SourceWorker(ILiveSource source, ICommitQueue queue, TimeProvider time, ILogger log) : Worker(source.Name, source.Status, time, log)
{
    protected override Task RunAsync(CancellationToken stop) => source.RunAsync(queue, stop);
}
