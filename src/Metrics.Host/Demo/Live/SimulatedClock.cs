using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>
/// A clock that begins where a simulated day does and runs some times as fast as a real one. It is a <see cref="TimeProvider"/>:
/// what takes the time from it, or waits by it, lives in the simulated day.
/// </summary>
/// <param name="real">The clock behind it.</param>
/// <param name="begins">The time it shows now.</param>
/// <param name="speed">Simulated seconds in a real one; over 0.</param>
public sealed class SimulatedClock(TimeProvider real, Instant begins, double speed) : TimeProvider
{
    private readonly long _start = real.GetTimestamp();

    /// <summary>Simulated seconds in a real one.</summary>
    public double Speed { get; } = speed > 0 && double.IsFinite(speed) ? speed : throw new ArgumentOutOfRangeException(nameof(speed), speed, "is a number over 0");

    /// <summary>The time it shows.</summary>
    public Instant Now => begins + Duration.FromTimeSpan(Elapsed);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private TimeSpan Elapsed => real.GetElapsedTime(_start) * Speed;

    /// <summary>So long by this clock as the real one takes for a time.</summary>
    public TimeSpan During(TimeSpan realTime) => realTime * Speed;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new SpedUpTimer(this, real.CreateTimer(callback, state, Real(dueTime), Real(period)));

    // A timer without an end has none by any clock. Rounded up: a wait is never shorter than it was asked to be.
    private TimeSpan Real(TimeSpan simulated)
        => simulated == Timeout.InfiniteTimeSpan ? simulated : TimeSpan.FromMilliseconds(Math.Ceiling(simulated.TotalMilliseconds / Speed));

    private sealed class SpedUpTimer(SimulatedClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
