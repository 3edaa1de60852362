using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.ServiceDesk.Tickets;

/// <summary>From one ticket's events, in any order, to its fact.</summary>
public static class TicketFold
{
    private static readonly Duration Week = Duration.FromDays(7);

    /// <summary>Folds the events of one ticket.</summary>
    /// <param name="events">The winning version of each of its events; at least one.</param>
    /// <param name="terms">When its organisation is open and what it has promised.</param>
    /// <param name="contacts">When contacts that name it were offered; null when that doesn't matter.</param>
    public static TicketFact Fold(IReadOnlyList<ServiceEvent> events, ServiceTerms terms, IReadOnlyList<Instant>? contacts = null)
    {
        var life = new TicketLife(EventOrder.Sorted(events));
        var traits = new TicketTraits(life.Slice, life.Priority, life.Kind);
        var calendar = terms.CalendarOf(traits);
        var sla = SlaJudge.Judge(life, terms, calendar, traits);
        var open = new RunningClock(life.OpenedAt ?? Instant.MinValue, [], calendar, null);
        var net = new RunningClock(life.OpenedAt ?? Instant.MinValue, life.Stops, calendar, sla?.Promised.Version);
        return new TicketFact
        {
            SubjectKey = life.First.SubjectKey,
            Source = life.First.Source,
            TicketId = life.First.Subject,
            Slice = life.Slice,
            Priority = life.Priority,
            Kind = life.Kind,
            Status = life.Status,
            OpenedAt = life.OpenedAt,
            FirstResponseAt = life.FirstResponseAt,
            FirstResolvedAt = life.FirstResolvedAt,
            ResolvedAt = life.ResolvedAt,
            ClosedAt = life.ClosedAt,
            CancelledAt = life.CancelledAt,
            PausedSeconds = (long)life.Paused.TotalSeconds,
            Reopenings = life.Reopenings,
            HandOvers = life.HandOvers,
            HandedOverByAgreement = life.HandedOverByAgreement,
            FirstContact = life.FirstContact,
            SlaMetReported = life.SlaMetReported,
            ReopenedWithinWeek = life.FirstResolvedAt is { } solved
                ? life.ReopenedAfterFirstAt is { } again && again - solved <= Week
                : null,
            // The contact at which it was solved was offered before that.
            ContactedWithinWeek = life.ResolvedAt is { } last ? contacts?.Any(at => at > last && at - last <= Week) ?? false : null,
            Calendar = calendar.Id,
            ResponseOpeningMicroseconds = Used(open, life.FirstResponseAt),
            FirstResolutionOpeningMicroseconds = Used(open, life.FirstResolvedAt),
            ResolutionOpeningMicroseconds = Used(open, life.ResolvedAt),
            FirstResolutionNetMicroseconds = Used(net, life.FirstResolvedAt),
            ResolutionNetMicroseconds = Used(net, life.ResolvedAt),
            Agreements = life.Agreements.Count,
            Sla = sla,
            Lines = life.Lines.Count == 0 ? [] : life.Lines.Select((l, i) => Line(l, i + 1, life, terms, calendar)).ToArray(),
        };

        long? Used(in RunningClock clock, Instant? at)
            => life.OpenedAt is { } opened && at is { } end && end >= opened ? clock.UsedAt(end).Microseconds() : null;
    }

    private static HandOverFact Line(LineTime line, int ordinal, TicketLife life, ServiceTerms terms, OpeningCalendar calendar)
    {
        var promised = terms.OfLine(new TicketTraits(life.Slice, life.Priority, life.Kind, line.Line), line.From);
        var limit = promised?.Promise.Resolution;
        var clock = limit is { } l ? SlaJudge.Clock(promised!, l, life, calendar, line.From) : default;
        return new HandOverFact
        {
            Ordinal = ordinal,
            Slice = life.Slice with { Queue = line.Line },
            HandedOverAt = line.From,
            ReturnedAt = line.To,
            ByAgreement = line.Agreed,
            OpeningMicroseconds = line.To is { } to ? calendar.Elapsed(line.From, to).Microseconds() : null,
            WorkingDayMillionths = line.To is { } end ? (long)(calendar.WorkingDays(line.From, end) * 1_000_000) : null,
            Policy = promised?.Version.Name,
            Level = promised?.Level,
            DueAt = limit is { } due ? clock.Reaches(due.Within) : null,
            Met = limit is { } within && line.To is { } back ? clock.UsedAt(back) <= within.Within : null,
        };
    }
}
