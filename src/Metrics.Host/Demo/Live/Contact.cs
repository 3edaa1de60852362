using NodaTime;

namespace Metrics.Host.Demo.Live;

/// <summary>Who contacts the centre and about what; the same through every queue.</summary>
/// <param name="Key">What tells the same caller again; null where nobody can tell.</param>
/// <param name="Customer">Whom they belong to.</param>
/// <param name="CaseType">What it is about.</param>
internal sealed record Caller(string? Key, string? Customer, string? CaseType);

/// <summary>One caller's contact in one queue.</summary>
/// <param name="number">Its number.</param>
/// <param name="caller">Who it is.</param>
/// <param name="offered">When the wait began.</param>
internal sealed class Contact(string number, Caller caller, Instant offered)
{
    private int _steps;

    /// <summary>Its number.</summary>
    public string Number => number;

    /// <summary>Who it is.</summary>
    public Caller Caller => caller;

    /// <summary>When the wait began.</summary>
    public Instant Offered => offered;

    /// <summary>Whether it left the queue, answered or not.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Whether the agent solved it at once.</summary>
    public bool Solved { get; set; }

    /// <summary>The ticket that the agent wrote.</summary>
    public string? Ticket { get; set; }

    /// <summary>The number of its next step.</summary>
    public int NextStep() => _steps++;
}
