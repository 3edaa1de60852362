using System.Collections.Frozen;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Sla;
using Metrics.ServiceDesk.Tests.Calendars;
using Metrics.ServiceDesk.Tickets;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Sla;

/// <summary>Terms and tickets to hold against each other.</summary>
internal static class Desk
{
    public const string Customer = "Väntar på kund";

    public static readonly Duration Hour = Duration.FromHours(1);

    /// <summary>One promise to everybody: so many opening hours of office hours, unless told otherwise.</summary>
    public static ServiceTerms Promising(
        int hours, string[]? stoppedBy = null, ResolutionUsed reopened = ResolutionUsed.Total, OpeningCalendar? calendar = null, ClockTime time = ClockTime.Opening)
        => new(calendar ?? Hours.Office, [], [Policy("desk", Version("desk", hours, stoppedBy, reopened, time))]);

    public static PolicyVersion Version(
        string policy, int hours, string[]? stoppedBy = null, ResolutionUsed reopened = ResolutionUsed.Total, ClockTime time = ClockTime.Opening, Instant? from = null, Selector? who = null)
        => new()
        {
            Policy = policy,
            ValidFrom = from,
            ValidFromText = from?.InUtc().Date.ToString("uuuu-MM-dd", null),
            StoppedBy = (stoppedBy ?? [Customer]).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            Reopened = reopened,
            Promises = [new Promise { For = who ?? Selector.All, Resolution = new TimeLimit(Duration.FromHours(hours), time), FirstResponse = new TimeLimit(Hour, time), WarnAt = 0.75m }],
        };

    public static Policy Policy(string id, params PolicyVersion[] versions) => new(id, new Label(id, id), AgreementLevel.Sla, versions);

    public static TicketFact Fold(ServiceTerms terms, params (Instant At, EventData Data)[] life) => TicketFold.Fold(Life(life), terms);

    public static ServiceEvent[] Life(params (Instant At, EventData Data)[] life)
        => life.Select((step, i) => ServiceEvent.Create(step.Data, "desk", "tickets", $"e{i}", "T1", step.At)).ToArray();

    /// <summary>The outcome of a life, which must be covered.</summary>
    public static SlaOutcome Outcome(ServiceTerms terms, params (Instant At, EventData Data)[] life) => Fold(terms, life).Sla ?? throw new InvalidOperationException("nothing was promised");
}
