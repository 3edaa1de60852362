using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>A ticket's life from the moment it is opened, decided by chance and held to its unit's opening hours.</summary>
internal sealed class TicketCourse
{
    private static readonly (string Line, double Weight)[] Lines = [("Andra linjen", 70), ("Drift", 18), ("Leverantör", 12)];

    private readonly List<(Instant At, EventData Data)> _steps = [];
    private readonly Dice _dice;
    private readonly OpeningCalendar _calendar;

    /// <summary>Decides it.</summary>
    /// <param name="opened">What it is.</param>
    /// <param name="at">When it is opened.</param>
    /// <param name="solvedAt">When it is solved at the contact at which it was opened; null when it isn't.</param>
    /// <param name="terms">When its unit is open and what is promised.</param>
    /// <param name="dice">The chance.</param>
    public TicketCourse(TicketOpened opened, Instant at, Instant? solvedAt, ServiceTerms terms, Dice dice)
    {
        var traits = new TicketTraits(new Slice("", opened.Unit, opened.Customer, null, null, opened.CaseType, opened.Channel), opened.Priority, opened.Kind);
        (_dice, _calendar) = (dice, terms.CalendarOf(traits));
        Add(at, opened);
        var due = Due(terms.ToCustomer(traits, at), at);
        var resolved = solvedAt ?? Worked(opened, at, due);
        if (solvedAt is { } solved)
        {
            Add(at + Duration.FromSeconds(1), new TicketResponded());
            Add(solved, new TicketResolved { FirstContact = true });
        }

        IsKept = resolved <= (due ?? Instant.MaxValue);
        if (_dice.Chance(0.03))
        {
            var again = After(resolved, Hours(_dice.LogNormal(4, 0.8)));
            Add(again, new TicketReopened { Reason = "Felet kvarstår" });
            resolved = After(again, Hours(_dice.LogNormal(2, 0.8)));
            Add(resolved, new TicketResolved { FirstContact = false });
        }

        ResolvedAt = resolved;
        Add(resolved + Duration.FromDays(3), new TicketClosed { SlaMet = due is null ? null : IsKept });
        _steps.Sort((a, b) => a.At.CompareTo(b.At));
    }

    /// <summary>What happens and when, in order.</summary>
    public IReadOnlyList<(Instant At, EventData Data)> Steps => _steps;

    /// <summary>When it is solved for good.</summary>
    public Instant ResolvedAt { get; }

    /// <summary>Whether it was first solved before the promised time was used up, pauses aside.</summary>
    public bool IsKept { get; }

    private Instant Worked(TicketOpened opened, Instant at, Instant? due)
    {
        var responded = opened.Channel is "phone" or "visit" or "chat" ? at + Duration.FromSeconds(_dice.Between(20, 90)) : After(at, Hours(_dice.LogNormal(0.6, 0.9)));
        Add(responded, new TicketResponded());
        if (_dice.Chance(0.05)) Add(After(responded, Hours(0.05 + (_dice.Next() * 0.4))), Reclassified());
        if (opened.Channel is "self-service" or "email" && _dice.Chance(0.36))
        {
            var atOnce = After(responded, Hours(0.05 + _dice.LogNormal(0.15, 0.6)));
            Add(atOnce, new TicketResolved { FirstContact = true });
            return atOnce;
        }

        var work = _dice.LogNormal(opened.Priority switch { "1" => 1.2, "2" => 3, "4" => 8, _ => 4.5 }, 1.05);
        var waits = _dice.Chance(0.26) ? _dice.LogNormal(3.5, 0.9) : 0;
        Instant Done(double share) => After(responded, Hours((work * share) + (share > 0.35 ? waits : 0)));
        if (_dice.Chance(0.5)) HandOver(Done(0.1 + (_dice.Next() * 0.2)), Done(0.7 + (_dice.Next() * 0.25)));
        if (waits > 0)
        {
            // For a supplier nothing stops the clock.
            Add(Done(0.35), new TicketPaused { Reason = _dice.Chance(0.8) ? "Väntar på kund" : "Väntar på leverantör" });
            Add(After(responded, Hours((work * 0.35) + waits)), new TicketResumed());
        }

        var resolved = Done(1);
        Add(resolved, new TicketResolved { FirstContact = false });
        if (due is { } promised && promised < resolved) Agree(responded, promised, resolved);
        return resolved;
    }

    private void HandOver(Instant at, Instant back)
    {
        var line = _dice.Pick(Lines);
        Add(at, new TicketHandedOver { Line = line, Agreed = line == "Leverantör" ? true : null });
        if (_dice.Chance(0.6)) Add(back, new TicketHandedBack());
    }

    // What takes longer than promised: some say so in time, some when it is too late, most say nothing.
    private void Agree(Instant responded, Instant due, Instant resolved)
    {
        var (before, after) = (due - Duration.FromMinutes(_dice.Between(12, 150)), After(due, Duration.FromMinutes(_dice.Between(8, 200))));
        var told = _dice.Next() switch { < 0.4 => before, < 0.62 => after, _ => Instant.MaxValue };
        if (told <= responded || told >= resolved) return;
        Add(told, new TicketDeadlineAgreed { Due = After(told, Hours(_dice.Between(8, 25))), By = "handläggare", Consent = _dice.Chance(0.95) });
    }

    private TicketReclassified Reclassified() => _dice.Next() switch
    {
        < 0.5 => new TicketReclassified { CaseType = "Övrigt" },
        < 0.85 => new TicketReclassified { Priority = "2" },
        _ => new TicketReclassified { Kind = TicketKind.Complaint },
    };

    private Instant? Due(ChosenPromise? promised, Instant at) => promised?.Promise.Resolution switch
    {
        { Time: ClockTime.Opening, Within: var within } => After(at, within),
        { Within: var within } => at + within,
        null => null,
    };

    private void Add(Instant at, EventData data) => _steps.Add((at, data));

    private Instant After(Instant from, Duration open) => _calendar.After(from, open);

    // To the second: nobody writes down more.
    private static Duration Hours(double hours) => Duration.FromSeconds((long)Math.Ceiling(hours * 3600));
}
