using Metrics.ServiceDesk.Events;
using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>One queue and its agents: first come, first answered, by whoever is free; who waits longer than they bear gives up.</summary>
/// <param name="plan">The queue.</param>
/// <param name="staff">Its agents.</param>
/// <param name="centre">The centre it belongs to, which is told what becomes of contacts.</param>
/// <param name="day">The day.</param>
/// <param name="dice">The chance.</param>
internal sealed class ContactDesk(QueuePlan plan, Staffing staff, ContactCentre centre, DayFrame day, Dice dice)
{
    private readonly Queue<Contact> _waiting = new();
    private int _had;

    /// <summary>The queue's plan.</summary>
    public QueuePlan Plan => plan;

    /// <summary>Whether it is open now.</summary>
    public bool IsOpen => staff.Calendar.IsOpen(centre.Agenda.Now);

    /// <summary>Somebody stands in the queue from now on.</summary>
    public void Offer(Caller caller)
    {
        var now = centre.Agenda.Now;
        var contact = new Contact(centre.Log.Number(Letter), caller, now);
        Tell(contact, plan.Offered(caller.Key, caller.Customer, caller.CaseType));
        // Some hang up as soon as they hear the greeting, before anybody could answer.
        var patience = Seconds(dice.Chance(0.012) ? 1.5 + (dice.Next() * 9) : dice.LogNormal(plan.PatienceSeconds, 0.85));
        var limit = Duration.Min(Duration.FromSeconds(plan.LimitSeconds), day.LastExit - now);
        centre.Agenda.At(now + Seconds(1.5 + dice.Exponential(2)), () => Join(contact));
        centre.Agenda.At(now + Duration.Min(patience, limit), () => Leave(contact, gaveUp: patience < limit));
    }

    /// <summary>Somebody contacts the queue while it is closed, or means another.</summary>
    public void Turn(EventData data) => centre.Log.Once(Source, centre.Log.Number(Letter), centre.Agenda.Now, data);

    /// <summary>Answers those who wait as long as agents are free.</summary>
    public void Serve()
    {
        while (_had < staff.At(centre.Agenda.Now) && _waiting.TryDequeue(out var next))
        {
            if (!next.HasLeft) Answer(next);
        }
    }

    private string Letter => plan.Channel switch { "phone" => "S", "chat" => "C", _ => "B" };

    private string Source => plan.Channel switch { "phone" => "telefoni", "chat" => "chatt", _ => "besök" };

    private void Join(Contact contact)
    {
        if (contact.HasLeft) return;
        _waiting.Enqueue(contact);
        Serve();
    }

    private void Leave(Contact contact, bool gaveUp)
    {
        if (contact.HasLeft) return;
        contact.HasLeft = true;
        var wait = Decimal(centre.Agenda.Now - contact.Offered);
        var overflows = !gaveUp && plan.OverflowsTo is not null && centre.Agenda.Now < day.LastExit;
        Tell(contact, gaveUp ? new ContactAbandoned { WaitSeconds = wait } : overflows ? new ContactTransferred { To = plan.OverflowsTo } : new ContactTimedOut { WaitSeconds = wait });
        if (overflows) centre.PutThrough(plan.OverflowsTo!, contact.Caller);
        // Who gave up after a real wait often tries again.
        if (gaveUp && wait > 11 && dice.Chance(0.3)) centre.Agenda.At(centre.Agenda.Now + Seconds(60 + dice.Exponential(420)), () => centre.Arrive(this, contact.Caller));
    }

    private void Answer(Contact contact)
    {
        var now = centre.Agenda.Now;
        (_had, contact.HasLeft, contact.Solved) = (_had + 1, true, dice.Chance(plan.Solved));
        Tell(contact, new ContactAnswered { WaitSeconds = Decimal(now - contact.Offered) });
        var talk = Duration.Min(Seconds(Math.Max(4, dice.LogNormal(plan.TalkSeconds * centre.TalkFactor(this, contact.Caller), plan.TalkSpread))), day.Ends - now);
        if (dice.Chance(plan.Tickets)) centre.Agenda.At(now + (talk / 2), () => contact.Ticket = centre.WriteTicket(plan, contact, now + talk));
        centre.Agenda.At(now + talk, () => End(contact, talk));
        centre.Agenda.At(now + talk + Duration.FromSeconds(plan.WrapUpSeconds), () =>
        {
            _had--;
            Serve();
        });
    }

    private void End(Contact contact, Duration talk)
    {
        Tell(contact, new ContactEnded { TalkSeconds = Decimal(talk), Resolved = contact.Solved, Ticket = contact.Ticket });
        if (plan.PutThrough > 0 && dice.Chance(plan.PutThrough)) centre.PutThrough(null, contact.Caller);
    }

    private void Tell(Contact contact, EventData data) => centre.Log.Step(Source, contact.Number, contact.NextStep(), centre.Agenda.Now, data);

    // Systems measure in milliseconds.
    private static Duration Seconds(double seconds) => Duration.FromMilliseconds((long)(seconds * 1000));

    private static decimal Decimal(Duration duration) => duration.BclCompatibleTicks / (decimal)NodaConstants.TicksPerSecond;
}
