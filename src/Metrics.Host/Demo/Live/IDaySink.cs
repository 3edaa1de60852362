using Metrics.ServiceDesk.Events;

namespace Metrics.Host.Demo.Live;

/// <summary>Where a simulated day is played to: a stream, a broker, the service itself. Disposing it hands over what it still holds.</summary>
public interface IDaySink : IAsyncDisposable
{
    /// <summary>Takes events. Whoever plays waits for it, so that a slow sink is never run over.</summary>
    /// <param name="events">At least one, in the order of time and after those of the call before; the list is used again afterwards.</param>
    /// <param name="cancellation">Ends the wait. What was taken by then is whole: no event is taken in part.</param>
    ValueTask WriteAsync(IReadOnlyList<ServiceEvent> events, CancellationToken cancellation);
}
