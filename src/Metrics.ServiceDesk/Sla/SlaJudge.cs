using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Tickets;
using Metrics.ServiceDesk.Time;
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
        var responded = Earlier.Of(life.FirstResponseAt, Earlier.Of(life.FirstResolvedAt, life.ClosedAt));
        if (outcome.Promised.Promise.FirstResponse is not { } limit) return outcome with { RespondedAt = responded };
        var clock = Clock(outcome.Promised, limit, life, calendar, opened);
        return outcome with
        {
            RespondedAt = responded,
            ResponseWarnAt = clock.Reaches(limit.Within * (double)outcome.Promised.Promise.WarnAt),
            ResponseDueAt = clock.Reaches(limit.Within),
            ResponseKeptUntil = clock.Keeps(limit.Within),
            // Answered before anybody wrote it down is answered in time.
            ResponseMet = responded is { } at ? clock.UsedAt(at) <= limit.Within : null,
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
            var broken = holds is { } inForce
                ? agreement.At > inForce && !(settled <= inForce)
                : clock.UsedAt(Earlier.Of(agreement.At, settled)!.Value) > limit.Within;
            agreements[i] = agreement.Consent == false ? AgreementOutcome.Refused
                : broken ? AgreementOutcome.Late
                : agreement.At > settled ? AgreementOutcome.AfterDone
                : AgreementOutcome.Holds;
            if (agreements[i] == AgreementOutcome.Holds) holds = agreement.Due;
            if (agreements[i] is AgreementOutcome.Holds or AgreementOutcome.Late) holdsLate = agreement.Due;
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
