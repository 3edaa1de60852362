using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>Counts what a sink takes; what is left of the days before is counted by itself.</summary>
/// <param name="sink">The sink; disposed with the tally.</param>
/// <param name="begins">When the day begins.</param>
public sealed class DayTally(IDaySink sink, Instant begins) : IDaySink
{
    private readonly Dictionary<EventType, long> _ofDay = [];

    /// <summary>Events taken.</summary>
    public long All { get; private set; }

    /// <summary>Events taken from before the day.</summary>
    public long Before { get; private set; }

    /// <summary>Events of the day taken, of a type.</summary>
    public long Of<T>()
        where T : EventData => _ofDay.GetValueOrDefault(EventType.Of<T>());

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<ServiceEvent> events, CancellationToken cancellation)
    {
        await sink.WriteAsync(events, cancellation).ConfigureAwait(false);
        All += events.Count;
        foreach (var e in events)
        {
            if (e.Time < begins) Before++;
            else _ofDay[e.Type] = _ofDay.GetValueOrDefault(e.Type) + 1;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => sink.DisposeAsync();
}
