using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.ServiceDesk.Sla;

/// <summary>Why a ticket's clock may stand.</summary>
public enum StopKind
{
    /// <summary>Work waits for somebody else.</summary>
    Paused,

    /// <summary>It is held solved, closed or withdrawn.</summary>
    Done,
}

/// <summary>A time in which a ticket's clock may stand.</summary>
/// <param name="From">From when.</param>
/// <param name="To">Until when; null is still.</param>
/// <param name="Kind">Why.</param>
/// <param name="Reason">What it waits for, as the source writes it.</param>
public readonly record struct Stop(Instant From, Instant? To, StopKind Kind, string? Reason);

/// <summary>
/// The clock of one promise: it starts, runs in opening hours (or around the clock), stands in the stops that the policy
/// accepts, and never runs backwards. Stops may overlap: standing twice is standing once.
/// </summary>
/// <param name="start">When it starts.</param>
/// <param name="stops">The ticket's stops, in order of their beginning.</param>
/// <param name="calendar">The hours it runs in; null is around the clock.</param>
/// <param name="version">The policy's version that says which stops it stands in; null is every stop.</param>
public readonly struct RunningClock(Instant start, IReadOnlyList<Stop> stops, OpeningCalendar? calendar, PolicyVersion? version)
{
    private static readonly Duration Tick = Duration.FromTicks(1);

    /// <summary>The time used until an instant.</summary>
    public Duration UsedAt(Instant at)
    {
        var used = Duration.Zero;
        var from = start;
        for (var i = 0; i < stops.Count; i++)
        {
            var stop = stops[i];
            if (stop.From >= at) break;
            if (!StandsIn(stop)) continue;
            if (stop.From > from) used += Elapsed(from, stop.From);
            if (stop.To is not { } to) return used;
            if (to > from) from = to;
        }

        return at > from ? used + Elapsed(from, at) : used;
    }

    /// <summary>
    /// The first instant at which so much time is used; null when it never is, or not as long as the clock stands waiting. What
    /// is done before has the time it would have had.
    /// </summary>
    /// <param name="within">The time, over zero.</param>
    public Instant? Reaches(Duration within)
    {
        var left = within;
        var from = start;
        for (var i = 0; i < stops.Count; i++)
        {
            var stop = stops[i];
            if (stop is { Kind: StopKind.Done, To: null } && stop.From >= start) break;
            if (!StandsIn(stop)) continue;
            if (stop.From > from)
            {
                var run = Elapsed(from, stop.From);
                if (run >= left) return Add(from, left);
                left -= run;
            }

            if (stop.To is not { } to) return null;
            if (to > from) from = to;
        }

        return Add(from, left);
    }

    /// <summary>
    /// The last instant at which no more than so much time is used: a promise due at closing time is broken first when the
    /// service opens again. Null when it is never broken, or not as long as the clock stands.
    /// </summary>
    public Instant? Keeps(Duration within) => Reaches(within + Tick) is { } broken ? broken - Tick : null;

    /// <summary>Whether the clock stands in a stop. One that started when all was done already runs on.</summary>
    public bool StandsIn(in Stop stop) => stop.Kind == StopKind.Done
        ? stop.From >= start && version?.Reopened != ResolutionUsed.First
        : version is null || version.IsStoppedBy(stop.Reason);

    private Duration Elapsed(Instant from, Instant to) => calendar is null ? to - from : calendar.Elapsed(from, to);

    private Instant? Add(Instant from, Duration time) => calendar is null ? from + time : calendar.Add(from, time);
}
