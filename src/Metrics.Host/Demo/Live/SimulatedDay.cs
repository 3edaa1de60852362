using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>
/// A service centre's day as its systems would tell it, event by event in the order of time: calls, chats and visits that wait for
/// agents, tickets with their clocks, a major incident in the morning, invoices as they are counted, a few answers to a survey. What is
/// left of the days before comes first. Pure and seeded: the same day, seed and scale give the same events, made as they are asked for.
/// </summary>
public sealed class SimulatedDay
{
    /// <summary>The organisation whose day it is, in pipelines/organisations.</summary>
    public const string OrganisationId = "demo-live";

    /// <summary>The largest scale: some three million calls.</summary>
    public const double MostScale = 1000;

    private readonly Organisation _organisation;
    private readonly DayFrame _day;
    private readonly double _scale;
    private readonly int _seed;
    private readonly Duration _shift;

    /// <summary>Describes a day.</summary>
    /// <param name="organisation">Whose it is: its zone, opening hours and promises; its units are those of <see cref="OrganisationId"/>.</param>
    /// <param name="date">The date: its weekday, season and holidays.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scale">How many times a common centre's work, over 0 and at most <see cref="MostScale"/>; 1 is some 3 000 contacts and 800 tickets on a Monday.</param>
    /// <param name="begins">When its 06:30 is to lie; null is on its own date. Moved, it is another day: every number is another one.</param>
    public SimulatedDay(Organisation organisation, LocalDate date, int seed, double scale = 1, Instant? begins = null)
    {
        if (!(scale > 0 && scale <= MostScale)) throw new ArgumentOutOfRangeException(nameof(scale), scale, $"is over 0 and at most {MostScale}");
        (_organisation, _day, _scale, _seed) = (organisation, new DayFrame(organisation.Zone, date), scale, seed);
        _shift = begins is { } moved ? moved - _day.Begins : Duration.Zero;
    }

    /// <summary>The date that is simulated unless another is named: a Monday in March, without anything remarkable.</summary>
    public static LocalDate CommonDate { get; } = new(2025, 3, 10);

    /// <summary>The first instant of the day, 06:30 by its clock; what is older is left of the days before.</summary>
    public Instant Begins => _day.Begins + _shift;

    /// <summary>Its last instant, 18:30 by its clock.</summary>
    public Instant Ends => _day.Ends + _shift;

    /// <summary>The events, in the order of time.</summary>
    public IEnumerable<ServiceEvent> Events()
    {
        var (agenda, log) = (new Agenda(), new DayLog(_organisation.Id, _organisation.Zone, Stamp, _shift));
        var incident = IsOpen(CentrePlan.Desk) ? new MajorIncident(_day, new Dice(Seed(2))) : null;
        var tickets = new TicketDesk(_organisation, _day, log, agenda, _scale, Seed(1));
        tickets.Begin();
        if (incident is not null) tickets.Open(incident);
        new ContactCentre(_organisation, _day, log, agenda, tickets, incident, _scale, Seed(3)).Begin();
        InvoiceCounts.Begin(CalendarOf("Ekonomi"), _day, log, agenda, _scale, new Dice(Seed(4)));
        while (agenda.Step(_day.Ends))
        {
            foreach (var e in log.Told) yield return e;
            log.Clear();
        }
    }

    // A day that is moved is told from the one that isn't, and from the same day moved to another time.
    private string Stamp => _shift == Duration.Zero
        ? _day.Date.ToString("uuuuMMdd", CultureInfo.InvariantCulture)
        : Begins.InZone(_organisation.Zone).LocalDateTime.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    // Each part has a chance of its own, so that calls come when they come, whatever tickets do.
    private int Seed(int part) => unchecked((_seed * 397) ^ (part * 7919));

    private bool IsOpen(string unit) => _day.IsWorkingDay(CalendarOf(unit));

    private ServiceDesk.Calendars.OpeningCalendar CalendarOf(string unit)
        => _organisation.Terms.CalendarOf(new TicketTraits(new Slice(_organisation.Id, unit, null, null, null, null, null), null, null));
}
