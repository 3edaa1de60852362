using NodaTime;

namespace Metrics.Host.Tests.Live;

/// <summary>A clock that shows the same time always.</summary>
internal sealed class StandingClock(Instant now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToDateTimeOffset();
}
