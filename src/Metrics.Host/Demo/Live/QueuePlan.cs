using Metrics.ServiceDesk.Events;

namespace Metrics.Host.Demo.Live;

/// <summary>A queue: what comes in on a common day, how it is answered and what becomes of it.</summary>
/// <param name="Unit">The unit that answers.</param>
/// <param name="Queue">Its name.</param>
/// <param name="ADay">Contacts on a common working day.</param>
/// <param name="TalkSeconds">The median time with a contact.</param>
internal sealed record QueuePlan(string Unit, string Queue, int ADay, int TalkSeconds)
{
    /// <summary>The way in.</summary>
    public string Channel { get; init; } = "phone";

    /// <summary>The spread of the time with a contact: the standard deviation of its logarithm.</summary>
    public double TalkSpread { get; init; } = 0.55;

    /// <summary>Seconds of writing down after each contact.</summary>
    public int WrapUpSeconds { get; init; } = 25;

    /// <summary>Contacts that one agent has at a time.</summary>
    public int AtATime { get; init; } = 1;

    /// <summary>The median wait at which people give up, seconds.</summary>
    public int PatienceSeconds { get; init; } = 330;

    /// <summary>The wait at which the queue lets go, seconds.</summary>
    public int LimitSeconds { get; init; } = 900;

    /// <summary>Where the queue sends those it lets go; null is nowhere: they have timed out.</summary>
    public string? OverflowsTo { get; init; }

    /// <summary>How well it is staffed: agents beside those that the work itself takes, in square roots of that work.</summary>
    public double Margin { get; init; } = 1.1;

    /// <summary>The share of those answered that are put through to another queue.</summary>
    public double PutThrough { get; init; }

    /// <summary>The share of those answered about whom a ticket is written.</summary>
    public double Tickets { get; init; }

    /// <summary>The share of those answered that are solved at once.</summary>
    public double Solved { get; init; } = 0.76;

    /// <summary>What they are about.</summary>
    public required (string CaseType, double Weight)[] CaseTypes { get; init; }

    /// <summary>Whom the unit serves with it; none is nobody in particular.</summary>
    public (string Customer, double Weight)[] Customers { get; init; } = [];

    /// <summary>The mean time that an agent is taken by a contact, seconds; a log-normal's mean is over its median.</summary>
    public double TakesSeconds => ((TalkSeconds * Math.Exp(TalkSpread * TalkSpread / 2)) + WrapUpSeconds) / AtATime;

    /// <summary>Whom and what a contact concerns.</summary>
    public ContactOffered Offered(string? callerKey, string? customer, string? caseType)
        => new() { Unit = Unit, Queue = Queue, Channel = Channel, Customer = customer, CaseType = caseType, CallerKey = callerKey };
}
