using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Tickets;
using NodaTime;

namespace Metrics.ServiceDesk.Sla;

/// <summary>Holds a ticket's life against what was promised.</summary>
internal static class SlaJudge
{
    /// <summary>The outcome of a ticket's promise to its customer; null when nothing was promised about its solution or answer.</summary>
    public static SlaOutcome? Judge(TicketLife life, ServiceTerms terms, OpeningCalendar calendar, in TicketTraits traits)
    {
        if (life.OpenedAt is not { } opened || terms.ToCustomer(traits, opened) is not { } promised) return null;
        var outcome = new SlaOutcome { Promised = promised, Agreements = [] };
        outcome = WithResponse(outcome, life, calendar, opened);
        return promised.Promise.Resolution is { } limit ? WithResolution(outcome, life, Clock(promised, limit, life, calendar, opened), limit, opened) : outcome;
    }

    /// <summary>The clock of a promise.</summary>
    public static RunningClock Clock(ChosenPromise promised, TimeLimit limit, TicketLife life, OpeningCalendar calendar, Instant start)
        => new(start, life.Stops, limit.Time == ClockTime.Opening ? promised.Version.Calendar ?? calendar : null, promised.Version);

    private static SlaOutcome WithResponse(SlaOutcome outcome, TicketLife life, OpeningCalendar calendar, Instant opened)
    {
        var responded = life.FirstResponseAt ?? life.FirstResolvedAt ?? life.ClosedAt;
        if (outcome.Promised.Promise.FirstResponse is not { } limit) return outcome with { RespondedAt = responded };
        var clock = Clock(outcome.Promised, limit, life, calendar, opened);
        return outcome with
        {
            RespondedAt = responded,
            ResponseDueAt = clock.Reaches(limit.Within),
            ResponseMet = responded is { } at && at >= opened ? clock.UsedAt(at) <= limit.Within : null,
        };
    }

    private static SlaOutcome WithResolution(SlaOutcome outcome, TicketLife life, in RunningClock clock, TimeLimit limit, Instant opened)
    {
        var resolved = outcome.Promised.Version.Reopened == ResolutionUsed.First ? life.FirstResolvedAt : life.ResolvedAt;
        var settled = resolved ?? life.ClosedAt;
        var due = clock.Reaches(limit.Within);
        var agreements = new AgreementOutcome[life.Agreements.Count];
        Instant? holds = null;
        Instant? holdsLate = null;
        for (var i = 0; i < agreements.Length; i++)
        {
            var agreement = life.Agreements[i];
            agreements[i] = agreement.Consent == false ? AgreementOutcome.Refused
                : agreement.At > settled || (holds is { } inForce ? agreement.At > inForce : clock.UsedAt(agreement.At) > limit.Within) ? AgreementOutcome.Late
                : AgreementOutcome.Holds;
            if (agreements[i] == AgreementOutcome.Holds) holds = agreement.Due;
            if (agreements[i] != AgreementOutcome.Refused) holdsLate = agreement.Due;
        }

        outcome = outcome with
        {
            SettledAt = settled,
            WarnAt = clock.Reaches(limit.Within * (double)outcome.Promised.Promise.WarnAt),
            DueAt = due,
            KeptUntil = clock.Keeps(limit.Within),
            AgreedDueAt = holds ?? due,
            Agreements = agreements,
        };
        if (settled is not { } end || end < opened) return outcome;
        var used = clock.UsedAt(end);
        var met = used <= limit.Within;
        return outcome with
        {
            Used = used,
            MetOriginal = met,
            MetAgreed = holds is { } agreed ? end <= agreed : met,
            MetAgreedLate = holdsLate is { } late ? end <= late : met,
        };
    }
}
