using Metrics.Host.Live;
using Metrics.Intake.Live;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metrics.Host.Tests.Live;

/// <summary>Workers run until they are stopped, whatever goes wrong.</summary>
public sealed class WorkerTests
{
    [Fact]
    public async Task A_worker_that_fails_is_run_again_and_says_why_meanwhile()
    {
        var worker = new Scripted(_ => throw new IOException("the line\nis cut"), _ => throw new InvalidDataException("torn"));
        using var stop = new CancellationTokenSource();
        var run = worker.RunUntilStoppedAsync(stop.Token);
        await worker.IsWell;
        worker.States.Should().Equal((SourceState.Disconnected, "the line is cut"), (SourceState.Reading, null));
        worker.Health.Restarts.Should().Be(2);
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task A_worker_within_which_something_else_was_cancelled_is_run_again()
    {
        var worker = new Scripted(_ => throw new TaskCanceledException("a broker's answer took too long"));
        using var stop = new CancellationTokenSource();
        var run = worker.RunUntilStoppedAsync(stop.Token);
        await Task.WhenAny(worker.IsWell, run);
        run.IsCompleted.Should().BeFalse("only its stop ends it");
        await worker.IsWell;
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task A_worker_that_a_person_must_look_at_waits_until_it_is_told_to_go_on()
    {
        var worker = new Scripted(_ => throw new SourceStoppedException("events are gone"));
        using var stop = new CancellationTokenSource();
        var run = worker.RunUntilStoppedAsync(stop.Token);
        while (worker.Health.State != SourceState.Stopped) await Task.Delay(1);
        await Task.Delay(500);
        (worker.Health.Reason, worker.Runs, run.IsCompleted).Should().Be(("events are gone", 1, false));
        worker.GoOn();
        await worker.IsWell;
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task A_stop_ends_a_worker_whatever_it_does()
    {
        var stopped = new Scripted(_ => throw new SourceStoppedException("events are gone"));
        var pausing = new Scripted([.. Enumerable.Repeat<Action<CancellationToken>>(_ => throw new IOException("cut"), 100)]);
        var failing = new Scripted(stop =>
        {
            stop.WaitHandle.WaitOne();
            throw new IOException("fails as it stops");
        });
        using var stop = new CancellationTokenSource();
        var runs = new[] { stopped, pausing, failing }.Select(w => Task.Run(() => w.RunUntilStoppedAsync(stop.Token))).ToArray();
        while (stopped.Runs == 0 || pausing.Health.Restarts < 2 || failing.Runs == 0) await Task.Delay(1);
        await stop.CancelAsync();
        await Task.WhenAll(runs);
    }

    /// <summary>A worker that does one thing after another, a run each, and then is well.</summary>
    private sealed class Scripted : Worker
    {
        private readonly Action<CancellationToken>[] _script;
        private readonly TaskCompletionSource _well = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _runs;

        public Scripted(params Action<CancellationToken>[] script)
            : base("scripted", new SourceStatus(TimeProvider.System), TimeProvider.System, NullLogger.Instance)
        {
            _script = script;
            Status.Changed = now => States.Add((now.State, now.Reason));
        }

        public List<(SourceState State, string? Reason)> States { get; } = [];

        public int Runs => Volatile.Read(ref _runs);

        public Task IsWell => _well.Task;

        protected override Task RunAsync(CancellationToken stop)
        {
            var run = Interlocked.Increment(ref _runs) - 1;
            if (run < _script.Length) _script[run](stop);
            Status.Becomes(SourceState.Reading);
            _well.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, stop);
        }
    }
}
