using Metrics.Oracle.Tests.Oracle.Hours;

namespace Metrics.Oracle.Tests.Oracle.Promises;

/// <summary>What came of a line's time with a ticket. The line stands as the ticket's queue.</summary>
internal sealed class LineResult
{
    public LineResult(Ticket ticket, LineStay stay, Desk desk)
    {
        (Scope, HandedOverAt, ReturnedAt) = (ticket.Scope with { Queue = stay.Line }, stay.From, stay.Until);
        if (ReturnedAt is not { } returned) return;
        var hours = desk.HoursOf(ticket.Attribute);
        DayMillionths = WorkingDays.Millionths(hours, HandedOverAt, returned);
        var chosen = Contract.Choose(desk.Contracts, withCustomer: false, HandedOverAt, name => name == "line" ? stay.Line : ticket.Attribute(name));
        if (chosen is not { Version: var contract, Promise.Resolution: { } promised }) return;
        var clock = new PromiseClock(HandedOverAt, promised.AroundTheClock ? null : contract.Hours ?? hours, ticket.Waits.Stops(contract, HandedOverAt));
        InTime = clock.RunAt(returned) <= promised.Time;
    }

    public Scope Scope { get; }

    public DateTime HandedOverAt { get; }

    /// <summary>When it came back; null while the line has it.</summary>
    public DateTime? ReturnedAt { get; }

    /// <summary>Working days that the line had it, in millionths of a day.</summary>
    public long DayMillionths { get; }

    /// <summary>Whether it came back within what the line promised; null while the line has it, and when it promised nothing.</summary>
    public bool? InTime { get; }
}
