using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Volumes;
using NodaTime;

namespace Metrics.ServiceDesk.Statements;

/// <summary>A value that no event explains, as last entered: NKI, sjukfrånvaro, a cost.</summary>
/// <param name="SubjectKey">The hash of organisation, source and subject.</param>
/// <param name="Source">The source that tells of it.</param>
/// <param name="StatementId">The event's subject in that source.</param>
/// <param name="Slice">The cut it is about.</param>
/// <param name="Indicator">The indicator's id.</param>
/// <param name="Day">The day, or the month's last day, that it is valid for.</param>
/// <param name="Value">The value, in the indicator's own unit.</param>
/// <param name="Sex">The sex it is about, when broken down.</param>
/// <param name="ReadFrom">Where it was read.</param>
public sealed record EnteredFact(
    UInt128 SubjectKey, string Source, string StatementId, Slice Slice, string Indicator, LocalDate Day, decimal Value, Sex? Sex, string ReadFrom);

/// <summary>What somebody expects of a year: decided by the organisation, or a planner's word against the model's.</summary>
/// <param name="SubjectKey">The hash of organisation, source and subject.</param>
/// <param name="Source">The source that tells of it.</param>
/// <param name="StatementId">The event's id in that source: each is one of its own.</param>
/// <param name="Slice">The cut it is about.</param>
/// <param name="Measure">The measure or indicator.</param>
/// <param name="Year">The year.</param>
/// <param name="Value">The expected outcome.</param>
/// <param name="DecidedAt">When it was decided or said.</param>
/// <param name="By">The role that did.</param>
/// <param name="Reason">Why a planner expects something else than the model; null for a decision.</param>
public sealed record PrognosisFact(
    UInt128 SubjectKey, string Source, string StatementId, Slice Slice, string Measure, int Year, decimal Value, Instant DecidedAt, string By, string? Reason);

/// <summary>A day from which a measure is not the same thing as before.</summary>
/// <param name="SubjectKey">The hash of organisation, source and subject.</param>
/// <param name="Source">The source that tells of it.</param>
/// <param name="StatementId">The event's id in that source.</param>
/// <param name="Slice">The cut it is about.</param>
/// <param name="Measure">The measure or indicator.</param>
/// <param name="From">The first day of the new series.</param>
/// <param name="Size">The jump it made, when known.</param>
/// <param name="Reason">Why.</param>
public sealed record SeriesBreakFact(
    UInt128 SubjectKey, string Source, string StatementId, Slice Slice, string Measure, LocalDate From, decimal? Size, string Reason);

/// <summary>Something known that will change a measure from a day on.</summary>
/// <param name="SubjectKey">The hash of organisation, source and subject.</param>
/// <param name="Source">The source that tells of it.</param>
/// <param name="StatementId">The event's id in that source.</param>
/// <param name="Slice">The cut it is about.</param>
/// <param name="Measure">The measure or indicator.</param>
/// <param name="From">The first day it holds.</param>
/// <param name="SizePerMonth">How much a month it adds, or takes away.</param>
/// <param name="Reason">Why.</param>
public sealed record PlannedChangeFact(
    UInt128 SubjectKey, string Source, string StatementId, Slice Slice, string Measure, LocalDate From, decimal SizePerMonth, string Reason);

/// <summary>From what was entered and decided to facts.</summary>
public static class StatementFold
{
    /// <summary>Folds the events of one entered value; the latest in time and identity stands.</summary>
    /// <param name="events">The winning version of each of its events; at least one.</param>
    public static EnteredFact Entered(IReadOnlyList<ServiceEvent> events)
    {
        var last = EventOrder.Sorted(events)[^1];
        var data = (IndicatorReported)last.Data;
        var (day, granularity) = PeriodDay.Of(data.Period);
        return new EnteredFact(
            last.SubjectKey, last.Source, last.Subject, Slice.Of(last.Organisation, data), data.Indicator,
            granularity == Granularity.Month ? day.With(DateAdjusters.EndOfMonth) : day, data.Value, data.Sex, data.ReadFrom);
    }

    /// <summary>The prognoses of people among events about one subject: each stands beside the others.</summary>
    public static IEnumerable<PrognosisFact> Prognoses(IEnumerable<ServiceEvent> events) => events.Select(Prognosis).OfType<PrognosisFact>();

    /// <summary>The prognosis that an event tells; null when it tells something else.</summary>
    public static PrognosisFact? Prognosis(ServiceEvent told) => told.Data switch
    {
        PrognosisDecided d => new(told.SubjectKey, told.Source, told.Id, Slice.Of(told.Organisation, d), d.Measure, d.Year, d.Value, told.Time, d.By, null),
        PrognosisOverridden o => new(told.SubjectKey, told.Source, told.Id, Slice.Of(told.Organisation, o), o.Measure, o.Year, o.Value, told.Time, o.By, o.Reason),
        _ => null,
    };

    /// <summary>The planned changes among events about one subject.</summary>
    public static IEnumerable<PlannedChangeFact> PlannedChanges(IEnumerable<ServiceEvent> events) => Of<PlannedChange>(events)
        .Select(c => new PlannedChangeFact(
            c.Event.SubjectKey, c.Event.Source, c.Event.Id, Slice.Of(c.Event.Organisation, c.Data), c.Data.Measure, PeriodDay.Of(c.Data.From).Day, c.Data.SizePerMonth, c.Data.Reason));

    /// <summary>The series breaks among events about one subject.</summary>
    public static IEnumerable<SeriesBreakFact> SeriesBreaks(IEnumerable<ServiceEvent> events) => Of<SeriesBreak>(events)
        .Select(b => new SeriesBreakFact(
            b.Event.SubjectKey, b.Event.Source, b.Event.Id, Slice.Of(b.Event.Organisation, b.Data), b.Data.Measure, PeriodDay.Of(b.Data.From).Day, b.Data.Size, b.Data.Reason));

    private static IEnumerable<(ServiceEvent Event, T Data)> Of<T>(IEnumerable<ServiceEvent> events)
        where T : EventData
    {
        foreach (var told in events)
        {
            if (told.Data is T data) yield return (told, data);
        }
    }
}
