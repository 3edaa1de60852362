using Metrics.ServiceDesk.Calendars;
using NodaTime;

namespace Metrics.ServiceDesk.Sla;

/// <summary>The hours of some services, customers or queues.</summary>
/// <param name="For">Whose.</param>
/// <param name="Calendar">Their hours.</param>
public sealed record CalendarRule(Selector For, OpeningCalendar Calendar);

/// <summary>A promise with the policy's version that makes it.</summary>
/// <param name="Level">Between whom it is.</param>
/// <param name="Version">The version.</param>
/// <param name="Promise">The promise.</param>
public sealed record ChosenPromise(AgreementLevel Level, PolicyVersion Version, Promise Promise);

/// <summary>
/// When an organisation is open and what it has promised. Of several rules for a ticket the one that names most attributes
/// holds; readers of configuration refuse rules that tie.
/// </summary>
public sealed class ServiceTerms
{
    private readonly CalendarRule[] _calendars;

    /// <summary>Makes the terms of an organisation.</summary>
    /// <param name="calendar">The hours of what no rule names.</param>
    /// <param name="calendars">Hours of single services, customers and queues.</param>
    /// <param name="policies">The agreements in use.</param>
    public ServiceTerms(OpeningCalendar calendar, IEnumerable<CalendarRule> calendars, IReadOnlyList<Policy> policies)
    {
        Calendar = calendar;
        _calendars = calendars.OrderByDescending(r => r.For.Specificity).ToArray();
        Policies = policies;
    }

    /// <summary>The hours of what no rule names.</summary>
    public OpeningCalendar Calendar { get; }

    /// <summary>Hours of single services, customers and queues, most specific first.</summary>
    public IReadOnlyList<CalendarRule> Calendars => _calendars;

    /// <summary>The agreements in use.</summary>
    public IReadOnlyList<Policy> Policies { get; }

    /// <summary>The hours of a ticket's service.</summary>
    public OpeningCalendar CalendarOf(in TicketTraits ticket)
    {
        foreach (var rule in _calendars)
        {
            if (rule.For.Matches(ticket)) return rule.Calendar;
        }

        return Calendar;
    }

    /// <summary>The hours of what a contact is about.</summary>
    public OpeningCalendar CalendarOf(Slice contact) => CalendarOf(new TicketTraits(contact, null, null));

    /// <summary>What is promised to the customer of a ticket; null when nothing is.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="at">When it was opened.</param>
    public ChosenPromise? ToCustomer(in TicketTraits ticket, Instant at) => Choose(ticket, at, toCustomer: true);

    /// <summary>What a line has promised about a ticket, within the organisation or as a supplier; null when nothing.</summary>
    /// <param name="ticket">The ticket, with the line that took it.</param>
    /// <param name="at">When it was handed over.</param>
    public ChosenPromise? OfLine(in TicketTraits ticket, Instant at) => Choose(ticket, at, toCustomer: false);

    private ChosenPromise? Choose(in TicketTraits ticket, Instant at, bool toCustomer)
    {
        (Policy Policy, PolicyVersion Version, Promise Promise)? best = null;
        foreach (var policy in Policies)
        {
            if ((policy.Level == AgreementLevel.Sla) != toCustomer || policy.VersionAt(at) is not { } version) continue;
            foreach (var promise in version.Promises)
            {
                if (promise.For.Matches(ticket) && (best is null || promise.For.Specificity > best.Value.Promise.For.Specificity))
                    best = (policy, version, promise);
            }
        }

        return best is { } b ? new ChosenPromise(b.Policy.Level, b.Version, b.Promise) : null;
    }
}
