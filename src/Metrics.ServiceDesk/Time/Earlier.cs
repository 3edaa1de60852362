using NodaTime;

namespace Metrics.ServiceDesk.Time;

/// <summary>Of instants that may not be there.</summary>
internal static class Earlier
{
    /// <summary>The earlier of two; the one that is there when the other isn't.</summary>
    public static Instant? Of(Instant? a, Instant? b) => a is { } x && b is { } y ? Instant.Min(x, y) : a ?? b;
}
