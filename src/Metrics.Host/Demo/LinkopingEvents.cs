using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo;

/// <summary>
/// Generated tickets of LKDATA, Linköping, January to August 2021, calibrated to what was published: 42 317 tickets, 82 % within
/// 16 hours by the system's clock, and a true level judged to be as high as the year before, 93 %. Between the two stand the
/// times that were agreed with customers before the promise was broken. Streaming and seeded.
/// </summary>
/// <param name="organisation">The organisation, whose opening hours the tickets' lives follow.</param>
/// <param name="seed">The seed.</param>
public sealed class LinkopingEvents(Organisation organisation, int seed)
{
    /// <summary>The tickets opened from January to August 2021, as published.</summary>
    public const int Tickets = 42_317;

    // Of 100 tickets 82 keep the promise, 11 have a new time agreed in time and keep that, 2 have one agreed too late.
    private const int Kept = 82;
    private const int Agreed = 11;
    private const int AgreedLate = 2;

    private static readonly LocalDate From = new(2021, 1, 1);
    private static readonly LocalDate To = new(2021, 9, 1);
    private static readonly Duration Promised = Duration.FromHours(16);

    private static readonly (string Customer, double Weight)[] Customers =
        [("Utbildning", 38), ("Äldre", 20), ("Social- och omsorg", 18), ("Miljö- och samhällsbyggnad", 12), ("Kultur och fritid", 7), ("Kommunledning", 5)];

    private static readonly (string CaseType, double Weight)[] CaseTypes =
        [("Konto och behörighet", 30), ("Dator", 26), ("Mobil", 12), ("E-post", 14), ("Utskrift", 8), ("Verksamhetssystem", 10)];

    // What customers answer, 0 to 5, when the promise was kept and when it was broken: 4,4 in the mean of all.
    private static readonly int[] Pleased = [5, 5, 4, 5, 5, 3, 5, 5, 4, 5];
    private static readonly int[] Waited = [4, 3, 4, 4, 3, 3, 4, 3, 4, 3];

    private readonly Dice _dice = new(seed);
    private readonly int[] _rated = [0, 0];

    /// <summary>The events, ticket by ticket in the order of their opening.</summary>
    public IEnumerable<ServiceEvent> All()
    {
        var days = Enumerable.Range(0, Period.DaysBetween(From, To)).Select(From.PlusDays).ToArray();
        var open = days.Select(d => organisation.Terms.Calendar.IsOpen(d) ? 40 : 1).ToArray();
        var (before, all, number) = (0L, (long)open.Sum(), 0);
        for (var i = 0; i < days.Length; i++)
        {
            before += open[i];
            for (var until = (int)(Tickets * before / all); number < until; number++)
            {
                foreach (var e in Life(number, days[i], open[i] > 1)) yield return e;
            }
        }
    }

    private IEnumerable<ServiceEvent> Life(int number, LocalDate day, bool isOpen)
    {
        var ticket = string.Create(CultureInfo.InvariantCulture, $"LK{number + 1:00000}");
        var steps = 0;
        ServiceEvent Step(EventData data, Instant at) => ServiceEvent.Create(
            data, organisation.Id, "linkoping/arenden", $"{ticket}/{steps++}", ticket, at, recordedTime: at + Duration.FromSeconds(_dice.Between(1, 90)));

        // Spread over every hundred, so that each month has about the same shares.
        var outcome = (number * 37) % 100;
        var second = isOpen && _dice.Chance(0.94) ? (int)Math.Clamp(_dice.LogNormal(11.2 * 3600, 0.24), 0, 86399) : _dice.Between(0, 86400);
        var opened = organisation.Zone.At(day, second);
        yield return Step(
            new TicketOpened
            {
                Unit = "LKDATA", Service = "Användarnära tjänst", Customer = _dice.Pick(Customers), CaseType = _dice.Pick(CaseTypes),
                Channel = _dice.Chance(0.45) ? "phone" : "self-service", Kind = _dice.Chance(0.6) ? TicketKind.Incident : TicketKind.Request,
            },
            opened);

        var start = opened;
        if (_dice.Chance(0.12))
        {
            // Waiting for the customer: what is left of the promise is left when the wait is over.
            start = After(opened, Duration.Zero);
            yield return Step(new TicketPaused { Reason = "Väntar på kund" }, opened + Duration.FromSeconds(1));
            start += Duration.FromHours(_dice.LogNormal(20, 0.9));
            yield return Step(new TicketResumed(), start);
        }

        var worked = outcome < Kept ? Promised * Math.Min(_dice.Exponential(0.28), 0.99) : Promised + Duration.FromMinutes(_dice.LogNormal(900, 0.8) + 2);
        var solved = After(start, worked);
        var tells = outcome < Kept ? (_dice.Chance(0.04) ? 0.1 : 0) : outcome < Kept + Agreed ? 0.2 + (0.7 * _dice.Next()) : outcome < Kept + Agreed + AgreedLate ? -1 : 0;
        if (tells != 0)
        {
            var told = tells > 0 ? After(start, Duration.Min(worked, Promised) * tells) : After(start, Promised + ((worked - Promised) * 0.5));
            yield return Step(new TicketDeadlineAgreed { Due = solved + Duration.FromHours(_dice.Between(1, 60)), By = "handläggare", Consent = true }, told);
        }

        yield return Step(new TicketResolved(), solved);
        yield return Step(new TicketClosed(), solved + Duration.FromDays(7));
        if (number % 17 == 3) yield return Rated(ticket, outcome < Kept ? Pleased[_rated[0]++ % Pleased.Length] : Waited[_rated[1]++ % Waited.Length], solved + Duration.FromHours(_dice.Between(2, 60)));
    }

    private ServiceEvent Rated(string ticket, int rating, Instant at) => ServiceEvent.Create(
        new SurveyRated { Rating = rating, ScaleLow = 0, ScaleHigh = 5, Unit = "LKDATA", Ticket = ticket }, organisation.Id, "linkoping/enkät", $"enkät/{ticket}", $"enkät/{ticket}", at, recordedTime: at);

    private Instant After(Instant from, Duration open) => organisation.Terms.Calendar.After(from, open);
}
