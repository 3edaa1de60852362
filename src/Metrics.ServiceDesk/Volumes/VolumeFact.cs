using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.ServiceDesk.Volumes;

/// <summary>How long a period one count covers.</summary>
public enum Granularity
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A calendar month.</summary>
    Month,
}

/// <summary>One count of a measure, as last restated.</summary>
public sealed record VolumeFact
{
    /// <summary>The hash of organisation, source and subject: one count.</summary>
    public required UInt128 SubjectKey { get; init; }

    /// <summary>The source that tells of it.</summary>
    public required string Source { get; init; }

    /// <summary>The event's subject in that source.</summary>
    public required string CountId { get; init; }

    /// <summary>The cut it belongs to.</summary>
    public required Slice Slice { get; init; }

    /// <summary>What is counted.</summary>
    public required string Measure { get; init; }

    /// <summary>Flow or stock.</summary>
    public required MeasureKind Kind { get; init; }

    /// <summary>How it was handled, when the count is split so.</summary>
    public HandlingMode? Handling { get; init; }

    /// <summary>The day, or the month's first day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>Whether the count covers the day or the month.</summary>
    public required Granularity Granularity { get; init; }

    /// <summary>How many.</summary>
    public required decimal Count { get; init; }
}

/// <summary>From a count's event to its fact.</summary>
public static class VolumeFold
{
    /// <summary>Folds the events of one subject; the latest in time and identity stands.</summary>
    /// <param name="events">The winning version of each of its events; at least one.</param>
    public static VolumeFact Fold(IReadOnlyList<ServiceEvent> events)
    {
        var last = events.Count == 1 ? events[0] : EventOrder.Sorted(events)[^1];
        var data = (VolumeCounted)last.Data;
        var (day, granularity) = PeriodDay.Of(data.Period);
        return new VolumeFact
        {
            SubjectKey = last.SubjectKey,
            Source = last.Source,
            CountId = last.Subject,
            Slice = Slice.Of(last.Organisation, data),
            Measure = data.Measure,
            Kind = data.Kind,
            Handling = data.Handling,
            Day = day,
            Granularity = granularity,
            Count = data.Count,
        };
    }
}
