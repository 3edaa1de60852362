using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>
/// Plays events to a sink when a clock shows their time, in bursts: what fell due since the last one goes out together. A sink
/// that is slower than the clock is never run over; what is late goes out as soon as the sink takes it.
/// </summary>
/// <param name="sink">Where to.</param>
/// <param name="clock">The clock that events are played by; null is as fast as the sink takes them.</param>
public sealed class DayPlayer(IDaySink sink, SimulatedClock? clock = null)
{
    /// <summary>The most events in a burst.</summary>
    public const int MostInBurst = 1000;

    /// <summary>Real time between bursts, at least: far under what anybody sees, and ten thousand events a second are two hundred a burst.</summary>
    public static readonly TimeSpan BetweenBursts = TimeSpan.FromMilliseconds(20);

    /// <summary>Plays.</summary>
    /// <param name="events">In the order of time.</param>
    /// <param name="cancellation">Stops between two bursts.</param>
    public async Task PlayAsync(IEnumerable<ServiceEvent> events, CancellationToken cancellation)
    {
        var burst = new List<ServiceEvent>(MostInBurst);
        // Without a clock there is no time that an event could be waited for.
        var now = clock?.Now;
        foreach (var e in events)
        {
            if (e.Time > now && e.Time > (now = clock!.Now))
            {
                await SendAsync(burst, cancellation).ConfigureAwait(false);
                now = await WaitAsync(clock, e, cancellation).ConfigureAwait(false);
            }

            burst.Add(e);
            if (burst.Count == MostInBurst) await SendAsync(burst, cancellation).ConfigureAwait(false);
        }

        await SendAsync(burst, cancellation).ConfigureAwait(false);
    }

    private static async Task<Instant> WaitAsync(SimulatedClock clock, ServiceEvent next, CancellationToken cancellation)
    {
        var least = clock.During(BetweenBursts);
        var now = clock.Now;
        while (next.Time > now)
        {
            var left = (next.Time - now).ToTimeSpan();
            await Task.Delay(left > least ? left : least, clock, cancellation).ConfigureAwait(false);
            now = clock.Now;
        }

        return now;
    }

    private async ValueTask SendAsync(List<ServiceEvent> burst, CancellationToken cancellation)
    {
        if (burst.Count == 0) return;
        await sink.WriteAsync(burst, cancellation).ConfigureAwait(false);
        burst.Clear();
    }
}
