using System.Globalization;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>Calls, chats and visits of the day: who comes when, and the queues they stand in.</summary>
internal sealed class ContactCentre
{
    private readonly DayFrame _day;
    private readonly TicketDesk _tickets;
    private readonly MajorIncident? _incident;
    private readonly Dice _dice;
    private readonly ContactDesk[] _desks;
    private readonly double _amount;

    /// <summary>Mans the centre.</summary>
    /// <param name="organisation">Whose it is: its calendars say when queues are open.</param>
    /// <param name="day">The day.</param>
    /// <param name="log">Receives what happens.</param>
    /// <param name="agenda">What is going to happen.</param>
    /// <param name="tickets">Where agents write tickets.</param>
    /// <param name="incident">What fails; null is nothing.</param>
    /// <param name="scale">How many times a common centre's work.</param>
    /// <param name="seed">The seed.</param>
    public ContactCentre(Organisation organisation, DayFrame day, DayLog log, Agenda agenda, TicketDesk tickets, MajorIncident? incident, double scale, int seed)
    {
        (_day, Log, Agenda, _tickets, _incident) = (day, log, agenda, tickets, incident);
        _dice = new Dice(seed);
        _amount = scale * DayShape.Contacts(day.Date);
        // Two queues lack people today, one of them badly.
        var phones = CentrePlan.Queues.Where(q => q.Channel == "phone" && q.Queue != CentrePlan.Desk).Select(q => q.Queue).OrderBy(_ => _dice.Next()).Take(2).ToArray();
        _desks = [.. CentrePlan.Queues.Select((plan, i) =>
        {
            var calendar = organisation.Terms.CalendarOf(new TicketTraits(new Slice(organisation.Id, plan.Unit, null, null, null, null, null), null, null));
            var present = Array.IndexOf(phones, plan.Queue) switch { 0 => 0.74, 1 => 0.84, _ => 1 };
            return new ContactDesk(plan, new Staffing(plan, calendar, day, plan.ADay * _amount, present), this, day, new Dice(unchecked((seed * 31) + i + 1)));
        })];
    }

    /// <summary>What is going to happen.</summary>
    public Agenda Agenda { get; }

    /// <summary>Receives what happens.</summary>
    public DayLog Log { get; }

    /// <summary>Lets the day come.</summary>
    public void Begin()
    {
        for (var half = 0; half < DayFrame.HalfHours; half++)
        {
            var at = half;
            Agenda.At(_day.Start(half), () => Fill(at));
        }
    }

    /// <summary>Somebody contacts a queue.</summary>
    public void Arrive(ContactDesk desk, Caller caller)
    {
        var plan = desk.Plan;
        if (Agenda.Now >= _day.LastExit) return;
        if (!desk.IsOpen) desk.Turn(new ContactClosed { Unit = plan.Unit, Queue = plan.Queue, Channel = plan.Channel, Customer = caller.Customer, CaseType = caller.CaseType });
        else if (_dice.Chance(0.012)) desk.Turn(new ContactMisrouted { Unit = plan.Unit, Queue = plan.Queue, Channel = plan.Channel });
        else desk.Offer(caller);
    }

    /// <summary>Puts somebody through to a queue; null is whichever it is about.</summary>
    public void PutThrough(string? queue, Caller caller)
    {
        var others = _desks.Where(d => d.Plan.Channel == "phone" && d.Plan.Queue != CentrePlan.Switchboard).Select(d => (d, (double)d.Plan.ADay)).ToArray();
        var desk = queue is null ? _dice.Pick(others) : Array.Find(_desks, d => d.Plan.Queue == queue)!;
        Arrive(desk, CallerOf(desk.Plan, caller.Key));
    }

    /// <summary>Writes a ticket about a contact; gives its number.</summary>
    public string WriteTicket(QueuePlan plan, Contact contact, Instant ends)
    {
        // What many call about has its ticket already, most agents know.
        if (IsAboutIncident(plan, contact.Caller) && _tickets.Incident is { } known && _dice.Chance(0.75)) return known;
        var opened = new TicketOpened { Unit = plan.Unit, Channel = plan.Channel, Customer = contact.Caller.Customer, CaseType = contact.Caller.CaseType };
        return _tickets.Open(opened, contact.Solved ? ends : null);
    }

    /// <summary>How much longer than commonly a contact takes: what many call about is soon said.</summary>
    public double TalkFactor(ContactDesk desk, Caller caller) => IsAboutIncident(desk.Plan, caller) ? 0.6 : 1;

    private bool IsAboutIncident(QueuePlan plan, Caller caller)
        => _incident?.Lasts(Agenda.Now) == true && plan.Queue == CentrePlan.Desk && caller.CaseType == CentrePlan.FailingSystem;

    // Those who come in a half hour, by queue; each half hour has its own chance beside everybody's.
    private void Fill(int half)
    {
        var whole = new Interval(_day.Start(half), _day.Start(half) + Duration.FromSeconds(DayFrame.HalfHour));
        foreach (var desk in _desks)
        {
            var common = desk.Plan.ADay * _amount * DayFrame.Share(half);
            Come(desk, whole, common * _dice.LogNormal(1, 0.07), about: null);
            if (_incident?.In(whole.Start) is { } failing && failing.Duration > Duration.Zero && desk.Plan.Queue == CentrePlan.Desk)
                Come(desk, failing, common * MajorIncident.Surge * (failing.Duration / whole.Duration), CentrePlan.FailingSystem);
            // Another half hour has other agents.
            desk.Serve();
        }
    }

    private void Come(ContactDesk desk, Interval within, double mean, string? about)
    {
        for (var left = _dice.Poisson(mean); left > 0; left--)
        {
            var at = within.Start + Duration.FromMilliseconds((long)(_dice.Next() * within.Duration.TotalMilliseconds));
            var caller = CallerOf(desk.Plan, desk.Plan.Channel == "phone" ? Key() : null);
            Agenda.At(at, () => Arrive(desk, about is null ? caller : caller with { CaseType = about }));
        }
    }

    private Caller CallerOf(QueuePlan plan, string? key)
        => new(key, plan.Customers.Length == 0 ? null : _dice.Pick(plan.Customers), _dice.Pick(plan.CaseTypes));

    private string Key() => string.Create(CultureInfo.InvariantCulture, $"{_dice.Between(0, int.MaxValue):x8}{_dice.Between(0, int.MaxValue):x8}");
}
