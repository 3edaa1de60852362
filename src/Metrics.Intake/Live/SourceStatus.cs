using Metrics.ServiceDesk;
using NodaTime;

namespace Metrics.Intake.Live;

/// <summary>What a live source is doing.</summary>
public enum SourceState
{
    /// <summary>Not yet begun.</summary>
    Starting,

    /// <summary>Connected: reading, or waiting for what comes.</summary>
    Reading,

    /// <summary>Cut off from where it reads; it tries again by itself.</summary>
    Disconnected,

    /// <summary>Reading on would lose or double something: a person must look.</summary>
    Stopped,
}

/// <summary>How a live source is doing: written by the source, read by health and freshness. Thread-safe.</summary>
/// <param name="clock">The clock.</param>
public sealed class SourceStatus(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private SourceSnapshot _now = new(SourceState.Starting, null, Instant.FromDateTimeOffset(clock.GetUtcNow()), null, null, null, 0, 0);

    /// <summary>Told when the state becomes another, with how it is now: that is when it is logged.</summary>
    public Action<SourceSnapshot>? Changed { get; set; }

    /// <summary>What is known now.</summary>
    public SourceSnapshot Now
    {
        get
        {
            lock (_lock) return _now;
        }
    }

    /// <summary>The source does something else now.</summary>
    /// <param name="state">What.</param>
    /// <param name="reason">Why, in words for the user; null when all is well.</param>
    public void Becomes(SourceState state, string? reason = null)
    {
        SourceSnapshot now;
        lock (_lock)
        {
            if (_now.State == state)
            {
                _now = _now with { Reason = reason };
                return;
            }

            now = _now = _now with { State = state, Reason = reason, Since = Instant.FromDateTimeOffset(clock.GetUtcNow()) };
        }

        Changed?.Invoke(now);
    }

    /// <summary>A batch was read.</summary>
    public void Read(Batch batch)
    {
        Instant? last = batch.Events.Count > 0 ? batch.Events.Max(e => e.Time) : null;
        lock (_lock)
        {
            _now = _now with
            {
                LastEventTime = _now.LastEventTime is { } before && (last is null || before > last) ? before : last,
                LastArrival = Instant.FromDateTimeOffset(clock.GetUtcNow()),
                Records = _now.Records + batch.Records,
                Rejects = _now.Rejects + batch.Rejects.Count,
            };
        }
    }

    /// <summary>How much there is that has not been read: messages, or bytes of files.</summary>
    public void Lags(long? lag)
    {
        lock (_lock) _now = _now with { Lag = lag };
    }
}

/// <summary>A live source at one moment, since the service began.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Reason">Why, when it is not well.</param>
/// <param name="Since">Since when.</param>
/// <param name="LastEventTime">When the latest event read happened.</param>
/// <param name="LastArrival">When the last batch was read.</param>
/// <param name="Lag">Messages, or bytes of files, that have not been read; null is unknown.</param>
/// <param name="Records">Records read.</param>
/// <param name="Rejects">Records that became no event.</param>
public sealed record SourceSnapshot(
    SourceState State, string? Reason, Instant Since, Instant? LastEventTime, Instant? LastArrival, long? Lag, long Records, long Rejects);
