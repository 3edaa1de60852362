using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>The shape of a source's freshness for programs.</summary>
public static class SourceJson
{
    /// <summary>A source, at a moment.</summary>
    public static object Of(SourceFreshness source, Organisation organisation, Instant now) => new
    {
        organisation = source.Organisation,
        source = source.Source,
        family = Words.Of(source.Family),
        lastEvent = InstantConverter.Format(source.LastEvent),
        lastKnown = InstantConverter.Format(source.LastKnown),
        silentOpenMinutes = source.Silence(organisation, now) is { } silence ? (long?)Math.Floor(silence.TotalMinutes) : null,
        staleAfterMinutes = organisation.StaleRuleOf(source.Family, source.Source) is { } rule ? (long?)rule.After.TotalMinutes : null,
        stale = source.IsStale(organisation, now),
    };
}
