using System.Threading.Channels;

namespace Metrics.Host.Tests.Live;

/// <summary>A clock that moves when it is told to, and tells when somebody begins to wait by it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private readonly Channel<TimeSpan> _begun = Channel.CreateUnbounded<TimeSpan>();
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock) return _elapsed.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + TimeSpan.FromTicks(GetTimestamp());

    /// <summary>Waits until somebody begins to wait; gives how long that will be.</summary>
    public Task<TimeSpan> NextWaitAsync() => _begun.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Lets time pass; who has waited long enough goes on.</summary>
    public void Advance(TimeSpan by)
    {
        Waiting[] over;
        lock (_lock)
        {
            _elapsed += by;
            over = [.. _waiting.Where(w => w.Until <= _elapsed)];
            _waiting.RemoveAll(w => w.Until <= _elapsed);
        }

        foreach (var waiting in over) waiting.Callback();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Waiting(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Waiting(ManualTime time, Action callback) : ITimer
    {
        public TimeSpan Until { get; private set; }

        public Action Callback => callback;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._waiting.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Until = time._elapsed + dueTime;
                time._waiting.Add(this);
            }

            time._begun.Writer.TryWrite(dueTime);
            return true;
        }

        public void Dispose()
        {
            lock (time._lock) time._waiting.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
