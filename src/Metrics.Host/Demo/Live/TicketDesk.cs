using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>Tickets: those that were opened in the days before and live on, those that come in writing and those that agents write.</summary>
internal sealed class TicketDesk
{
    private const int DaysBefore = 12;
    private const string Source = "ärenden";

    private static readonly (string Priority, double Weight)[] Priorities = [("3", 76), ("2", 18), ("1", 2), ("4", 4)];
    private static readonly (TicketKind Kind, double Weight)[] Kinds =
        [(TicketKind.Request, 53), (TicketKind.Incident, 44.6), (TicketKind.Complaint, 2.2), (TicketKind.PersonalDataIncident, 0.2)];

    private readonly Organisation _organisation;
    private readonly DayFrame _day;
    private readonly DayLog _log;
    private readonly Agenda _agenda;
    private readonly double _scale;
    private readonly Dice _dice;

    /// <summary>Opens the desk.</summary>
    /// <param name="organisation">Whose it is: what it has promised.</param>
    /// <param name="day">The day.</param>
    /// <param name="log">Receives what happens.</param>
    /// <param name="agenda">What is going to happen.</param>
    /// <param name="scale">How many times a common centre's work.</param>
    /// <param name="seed">The seed.</param>
    public TicketDesk(Organisation organisation, DayFrame day, DayLog log, Agenda agenda, double scale, int seed)
        => (_organisation, _day, _log, _agenda, _scale, _dice) = (organisation, day, log, agenda, scale, new Dice(seed));

    /// <summary>The number of the ticket about what fails in the morning; null until somebody wrote it.</summary>
    public string? Incident { get; private set; }

    /// <summary>Lets the days before and the day come.</summary>
    public void Begin()
    {
        for (var before = DaysBefore; before > 0; before--)
        {
            var date = _day.Date.PlusDays(-before);
            _agenda.At(_day.At(date, 0), () => LeftFrom(date));
        }

        for (var half = 0; half < DayFrame.HalfHours; half++)
        {
            var at = half;
            _agenda.At(_day.Start(half), () => Written(at));
        }
    }

    /// <summary>Opens a ticket now; gives its number.</summary>
    /// <param name="opened">Whom and what it concerns.</param>
    /// <param name="solvedAt">When it is solved at the contact at which it is opened; null when it isn't.</param>
    public string Open(TicketOpened opened, Instant? solvedAt) => Open(opened, solvedAt, ifItLasts: false)!;

    /// <summary>Tells of what fails in the morning.</summary>
    public void Open(MajorIncident incident)
    {
        _agenda.At(incident.Begins + Duration.FromMinutes(4), () =>
        {
            Incident = _log.Number("Ä");
            Follow(Incident,
            [
                (_agenda.Now, new TicketOpened { Unit = CentrePlan.Desk, Channel = "phone", CaseType = CentrePlan.FailingSystem, Priority = "2", Kind = TicketKind.Incident }),
                (incident.Begins + Duration.FromMinutes(6), new TicketResponded()),
                (incident.Begins + Duration.FromMinutes(11), new TicketReclassified { Priority = "1", Kind = TicketKind.MajorIncident }),
                (incident.Begins + Duration.FromMinutes(14), new TicketHandedOver { Line = "Drift" }),
                (incident.Ends, new TicketHandedBack()),
                (incident.Ends + Duration.FromMinutes(5), new TicketResolved { FirstContact = false }),
                (incident.Ends + Duration.FromHours(4), new TicketClosed { SlaMet = true }),
            ]);
        });
    }

    // Of the tickets of a day before only those that something happens to from today on.
    private void LeftFrom(LocalDate date)
    {
        var work = _scale * DayShape.Contacts(date);
        foreach (var plan in CentrePlan.Written)
        {
            // What is written comes around the clock, most of it in the morning.
            for (var left = _dice.Poisson(plan.ADay * work); left > 0; left--)
                Later(date, _dice.Chance(0.9) ? Math.Clamp((int)_dice.LogNormal(10.8 * 3600, 0.27), 0, 86399) : _dice.Between(0, 86399), Of(plan), _ => null);
        }

        foreach (var plan in CentrePlan.Queues.Where(q => q.Tickets > 0))
        {
            for (var left = _dice.Poisson(plan.ADay * work * plan.Tickets * 0.93); left > 0; left--)
            {
                var solved = _dice.Chance(plan.Solved);
                var opened = new TicketOpened { Unit = plan.Unit, Channel = plan.Channel, Customer = plan.Customers.Length == 0 ? null : _dice.Pick(plan.Customers), CaseType = _dice.Pick(plan.CaseTypes) };
                Later(date, Math.Clamp((int)_dice.LogNormal(10.9 * 3600, 0.2), 8 * 3600, 17 * 3600), opened, at => solved ? at + Duration.FromMinutes(2) : null);
            }
        }
    }

    private void Later(LocalDate date, int second, TicketOpened opened, Func<Instant, Instant?> solvedAt)
    {
        var at = _day.At(date, second) + Duration.FromMilliseconds(_dice.Between(0, 1000));
        _agenda.At(at, () => Open(opened, solvedAt(at), ifItLasts: true));
    }

    private void Written(int half)
    {
        foreach (var plan in CentrePlan.Written)
        {
            for (var left = _dice.Poisson(plan.ADay * _scale * DayShape.Contacts(_day.Date) * DayFrame.Share(half)); left > 0; left--)
            {
                var opened = Of(plan);
                _agenda.At(_day.Start(half) + Duration.FromMilliseconds(_dice.Between(0, DayFrame.HalfHour * 1000)), () => Open(opened, null));
            }
        }
    }

    private TicketOpened Of(WrittenPlan plan) => new()
    {
        Unit = plan.Unit,
        Channel = _dice.Pick(plan.Channels),
        CaseType = _dice.Pick(plan.CaseTypes),
        Customer = plan.Customers.Length == 0 ? null : _dice.Pick(plan.Customers),
    };

    private string? Open(TicketOpened opened, Instant? solvedAt, bool ifItLasts)
    {
        var classified = opened with { Priority = _dice.Pick(Priorities), Kind = _dice.Pick(Kinds) };
        var course = new TicketCourse(classified, _agenda.Now, solvedAt, _organisation.Terms, _dice);
        if (ifItLasts && course.Steps[^1].At < _day.Begins) return null;
        var number = _log.Number("Ä");
        Follow(number, course.Steps);
        if (course.ResolvedAt >= _day.Begins && _dice.Chance(0.07)) Ask(number, opened, course);
        return number;
    }

    private void Follow(string number, IReadOnlyList<(Instant At, EventData Data)> steps)
    {
        for (var i = 0; i < steps.Count && steps[i].At <= _day.Ends; i++)
        {
            var (step, at, data) = (i, steps[i].At, steps[i].Data);
            _agenda.At(at, () => _log.Step(Source, number, step, at, data));
        }
    }

    private void Ask(string number, TicketOpened about, TicketCourse course)
    {
        var at = course.ResolvedAt + Duration.FromMinutes(5 + _dice.Exponential(45));
        var rating = course.IsKept ? _dice.Pick([(5, 52.0), (4, 33), (3, 10), (2, 3), (1, 2)]) : _dice.Pick([(5, 10.0), (4, 24), (3, 30), (2, 22), (1, 14)]);
        _agenda.At(at, () => _log.Once("enkät", $"enkät/{number}", at, new SurveyRated { Rating = rating, ScaleLow = 1, ScaleHigh = 5, Unit = about.Unit, Customer = about.Customer, Ticket = number }));
    }
}
