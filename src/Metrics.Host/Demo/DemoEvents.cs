using System.Globalization;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo;

/// <summary>
/// Generated events of an invented service centre: calls with a morning peak and a lunch hour, tickets that wait, move and
/// come back, invoices that pile up at the month's end. Streaming and seeded; nothing is kept but the day at hand.
/// </summary>
/// <param name="organisation">The organisation's id.</param>
/// <param name="zone">Its zone.</param>
/// <param name="seed">The seed.</param>
public sealed class DemoEvents(string organisation, DateTimeZone zone, int seed)
{
    // Calls per half hour from 07:00 to 18:00, as shares of the day.
    private static readonly double[] Arrivals =
        [1.0, 2.6, 6.0, 8.2, 8.6, 7.8, 7.0, 6.4, 5.2, 3.6, 4.4, 5.8, 6.2, 5.6, 5.0, 4.4, 3.6, 2.8, 2.0, 1.6, 1.2, 1.0];

    private static readonly (string Customer, double Weight)[] Customers =
        [("Äldre samt vård och omsorg", 30), ("Förskola", 16), ("Grundskola", 22), ("Stadsmiljö", 8), ("Socialförvaltning", 18), ("Idrott och förening", 6)];

    private static readonly (string CaseType, double Weight)[] CaseTypes =
        [("Lösenord och behörighet", 26), ("E-post och kalender", 14), ("Dator och mobil", 20), ("Verksamhetssystem", 22), ("Lön och schema", 12), ("Övrigt", 6)];

    private static readonly (string Channel, double Weight)[] Channels = [("self-service", 46), ("phone", 34), ("email", 18), ("visit", 2)];

    private static readonly (string Priority, double Weight)[] Priorities = [("3", 74), ("2", 20), ("1", 2), ("4", 4)];

    private readonly Dice _dice = new(seed);

    /// <summary>The events of some days, day by day; within a day not in order of time, as systems deliver them.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The first day after.</param>
    public IEnumerable<ServiceEvent> Days(LocalDate from, LocalDate to)
    {
        for (var day = from; day < to; day = day.PlusDays(1))
        {
            var busy = Busyness(day);
            if (busy > 0)
            {
                for (var half = 0; half < Arrivals.Length; half++)
                {
                    foreach (var e in Calls(day, half, busy)) yield return e;
                }
            }

            foreach (var e in Tickets(day, busy)) yield return e;
            foreach (var e in Volumes(day)) yield return e;
        }
    }

    private static double Busyness(LocalDate day) => day.DayOfWeek switch
    {
        IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday => 0,
        _ when day is { Month: 1, Day: 1 or 6 } => 0,
        IsoDayOfWeek.Monday => 1.22,
        IsoDayOfWeek.Tuesday => 1.06,
        IsoDayOfWeek.Friday => 0.84,
        _ => 1.0,
    } * (day is { Month: 1, Day: >= 9 and < 20 } ? 1.15 : 1.0);

    private IEnumerable<ServiceEvent> Calls(LocalDate day, int half, double busy)
    {
        var share = Arrivals[half] / Arrivals.Sum();
        var calls = _dice.Poisson(1250 * busy * share);
        // The desk is manned for a common day: the wait grows with what comes beyond that.
        var load = calls / Math.Max(1, 1250 * share);
        for (var i = 0; i < calls; i++)
        {
            var offered = At(day, (7 * 3600) + (half * 1800) + _dice.Between(0, 1800));
            var wait = Math.Round(_dice.Exponential(34 * load * load), 1);
            var patience = _dice.LogNormal(190, 0.9);
            var answered = wait <= patience;
            var waited = Math.Min(wait, Math.Round(patience, 1));
            var talk = Math.Round(_dice.LogNormal(210, 0.6));
            var id = string.Create(CultureInfo.InvariantCulture, $"S{day:uuuuMMdd}-{half:00}{i:0000}");
            yield return Event(
                new ContactRecorded
                {
                    Unit = "Kontaktcenter",
                    Queue = _dice.Chance(0.8) ? "Servicedesk" : "Växel",
                    Channel = "phone",
                    Customer = _dice.Pick(Customers),
                    CaseType = _dice.Pick(CaseTypes),
                    Outcome = answered ? ContactOutcome.Answered : ContactOutcome.Abandoned,
                    WaitSeconds = (decimal)waited,
                    TalkSeconds = answered ? (decimal)talk : null,
                    Resolved = answered ? _dice.Chance(0.72) : null,
                },
                "telefoni", id, id, offered, offered + Duration.FromSeconds((long)(waited + talk) + 5));
        }
    }

    private IEnumerable<ServiceEvent> Tickets(LocalDate day, double busy)
    {
        var tickets = _dice.Poisson(busy > 0 ? 950 * busy : 60);
        for (var i = 0; i < tickets; i++)
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"Ä{day:uuuuMMdd}-{i:00000}");
            foreach (var e in Life(subject, At(day, busy > 0 ? Office() : _dice.Between(0, 86400)))) yield return e;
        }
    }

    private int Office() => Math.Clamp((int)_dice.LogNormal(11.2 * 3600, 0.24), 0, 86399);

    private IEnumerable<ServiceEvent> Life(string ticket, Instant opened)
    {
        var steps = 0;
        ServiceEvent Step(EventData data, Instant at) => Event(data, "ärenden", $"{ticket}/{steps++}", ticket, at, at + Duration.FromSeconds(_dice.Between(1, 90)));

        var channel = _dice.Pick(Channels);
        var priority = _dice.Pick(Priorities);
        yield return Step(
            new TicketOpened
            {
                Unit = "Servicedesk",
                Customer = _dice.Pick(Customers),
                CaseType = _dice.Pick(CaseTypes),
                Channel = channel,
                Priority = priority,
                Kind = _dice.Next() switch { < 0.006 => TicketKind.Complaint, < 0.55 => TicketKind.Request, _ => TicketKind.Incident },
            },
            opened);
        var at = opened + Duration.FromMinutes(_dice.Exponential(channel == "phone" ? 2 : 45));
        yield return Step(new TicketResponded(), at);
        var firstContact = _dice.Chance(channel == "phone" ? 0.66 : 0.34);
        var agreed = !firstContact && _dice.Chance(0.25);
        if (!firstContact)
        {
            at += Duration.FromMinutes(_dice.LogNormal(60, 1.0));
            yield return Step(new TicketHandedOver { Line = _dice.Chance(0.85) ? "Andra linjen" : "Leverantör", Agreed = agreed ? true : null }, at);
            if (_dice.Chance(0.07))
            {
                var told = at + Duration.FromHours(_dice.LogNormal(6, 0.8));
                yield return Step(new TicketDeadlineAgreed { Due = told + Duration.FromDays(_dice.Between(3, 15)), By = "handläggare", Consent = _dice.Chance(0.95) }, told);
            }

            if (_dice.Chance(0.3))
            {
                at += Duration.FromMinutes(_dice.LogNormal(90, 0.8));
                yield return Step(new TicketPaused { Reason = "Väntar på kund" }, at);
                at += Duration.FromHours(_dice.LogNormal(20, 0.9));
                yield return Step(new TicketResumed(), at);
            }
        }

        at += Duration.FromMinutes(firstContact ? _dice.LogNormal(9, 0.7) : _dice.LogNormal(1300, 1.2));
        if (!firstContact && !agreed && _dice.Chance(0.4)) yield return Step(new TicketHandedBack(), at - Duration.FromMinutes(_dice.Between(5, 50)));
        yield return Step(new TicketResolved { FirstContact = firstContact }, at);
        if (_dice.Chance(0.03))
        {
            at += Duration.FromHours(_dice.LogNormal(30, 0.8));
            yield return Step(new TicketReopened { Reason = "Felet kvarstår" }, at);
            at += Duration.FromMinutes(_dice.LogNormal(600, 1.0));
            yield return Step(new TicketResolved { FirstContact = firstContact }, at);
        }

        var promised = priority switch { "1" => 8, "2" => 48, _ => 120 };
        yield return Step(new TicketClosed { SlaMet = at - opened <= Duration.FromHours(promised) }, at + Duration.FromDays(5));
    }

    private IEnumerable<ServiceEvent> Volumes(LocalDate day)
    {
        if (Busyness(day) > 0)
        {
            // Invoices fall due at the month's end and after it.
            var rush = day.Day <= 5 ? 1.35 : day.Day >= 25 ? 1.2 : 0.9;
            foreach (var (handling, mean) in ((HandlingMode, double)[])[(HandlingMode.Electronic, 4700), (HandlingMode.Automated, 950), (HandlingMode.Manual, 330)])
                yield return Count("supplier-invoices", "Ekonomi", MeasureKind.Flow, handling, day, _dice.Poisson(mean * rush));
        }

        if (day.Day == 25) yield return Count("payslips", "Lön", MeasureKind.Flow, null, day, _dice.Poisson(58000));
        if (day.PlusDays(1).Day == 1) yield return Count("computers", "IT", MeasureKind.Stock, null, day, 31200 + (55 * day.Month) + _dice.Between(-20, 20));
    }

    private ServiceEvent Count(string measure, string unit, MeasureKind kind, HandlingMode? handling, LocalDate day, int count)
    {
        var period = day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var id = $"{measure}/{(handling is { } h ? Words.Of(h) + "/" : "")}{period}";
        var evening = At(day, 18 * 3600);
        return Event(new VolumeCounted { Measure = measure, Unit = unit, Kind = kind, Handling = handling, Period = period, Count = count }, "ekonomi-och-lön", id, id, evening, evening);
    }

    private ServiceEvent Event(EventData data, string source, string id, string subject, Instant time, Instant known)
        => ServiceEvent.Create(data, organisation, $"demo/{source}", id, subject, time, recordedTime: known);

    private Instant At(LocalDate day, int secondOfDay) => zone.At(day, secondOfDay);
}
