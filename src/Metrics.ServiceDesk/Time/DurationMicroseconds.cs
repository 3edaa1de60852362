using NodaTime;

namespace Metrics.ServiceDesk.Time;

/// <summary>Durations as facts keep them.</summary>
public static class DurationMicroseconds
{
    /// <summary>Whole microseconds.</summary>
    public static long Microseconds(this Duration duration) => duration.BclCompatibleTicks / 10;
}
