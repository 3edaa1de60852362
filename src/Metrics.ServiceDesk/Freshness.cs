using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.ServiceDesk;

/// <summary>How long a source may be silent, in opening hours, before what it should tell is taken to be missing.</summary>
/// <param name="Family">The family of events.</param>
/// <param name="Source">Of this source alone; null is every source that has no rule of its own.</param>
/// <param name="After">The open time.</param>
/// <param name="Calendar">When it is expected to tell.</param>
public sealed record StaleRule(EventFamily Family, string? Source, Duration After, OpeningCalendar Calendar);

/// <summary>How fresh one source's events of one family are.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Source">The events' source.</param>
/// <param name="Family">The family.</param>
/// <param name="LastEvent">When the latest of them happened: its watermark.</param>
/// <param name="LastKnown">When one last became known.</param>
public readonly record struct SourceFreshness(string Organisation, string Source, EventFamily Family, Instant LastEvent, Instant LastKnown)
{
    /// <summary>A source that has been silent for so long has ended: another one tells instead of it.</summary>
    public static readonly Duration Ended = Duration.FromDays(60);

    /// <summary>How long it has been silent at a moment, in opening hours; null where nobody has said what would be too long.</summary>
    public Duration? Silence(Organisation organisation, Instant at)
        => organisation.StaleRuleOf(Family, Source) is { } rule ? at > LastEvent ? rule.Calendar.Elapsed(LastEvent, at) : Duration.Zero : null;

    /// <summary>Whether it has been silent for too long.</summary>
    public bool IsStale(Organisation organisation, Instant at) => Silence(organisation, at) is { } silence && silence > organisation.StaleRuleOf(Family, Source)!.After;

    /// <summary>
    /// Whether a figure that is complete at a moment misses something: a source that told lately, or all there are, has been silent for too long by then.
    /// </summary>
    public static bool IsStale(IReadOnlyCollection<SourceFreshness> sources, Organisation organisation, Instant at)
        => sources.Count > 0 && (sources.Any(s => s.IsStale(organisation, at) && at - s.LastEvent <= Ended) || sources.All(s => s.IsStale(organisation, at)));
}
