namespace Metrics.Oracle.Tests.Oracle;

/// <summary>
/// One contact as its events tell it. A one-record form carries the whole contact: where there is one, the last of them is all
/// there is. Else somebody waits from the offer until the first way out of the queue (answered, abandoned, timed out or
/// transferred); later ways out don't change how the wait ended. One that called a closed number or was misrouted was never
/// offered, whatever else is told. A wait that nobody measured and that no two times tell is unknown.
/// </summary>
internal sealed class Contact
{
    private const string Family = "servicedesk.contact.";

    private static readonly string[] Life =
    [
        Family + "offered.v1", Family + "closed.v1", Family + "misrouted.v1", Family + "answered.v1", Family + "abandoned.v1",
        Family + "timed-out.v1", Family + "transferred.v1", Family + "ended.v1", Family + "recorded.v1",
    ];

    private DateTime? _answeredAt;

    private Contact(LogEvent[] life)
    {
        if (Array.FindLast(life, e => e.Type == Family + "recorded.v1") is { } whole) Record(whole);
        else Array.ForEach(life, Tell);
    }

    public Scope Scope { get; private set; } = Scope.Nothing;

    /// <summary>When it was offered; for one that never was, when it came.</summary>
    public DateTime? At { get; private set; }

    public string Outcome { get; private set; } = "waiting";

    public decimal? WaitSeconds { get; private set; }

    public decimal? TalkSeconds { get; private set; }

    public bool? Solved { get; private set; }

    /// <summary>The number of the ticket it is about, as said at its end.</summary>
    public string? Ticket { get; private set; }

    /// <summary>Whether anybody was ever to answer it.</summary>
    public bool WasOffered => At is not null && Outcome is not ("closed" or "misrouted");

    /// <summary>The contacts of an organisation.</summary>
    public static IReadOnlyList<Contact> All(IEnumerable<LogEvent> events, string organisation)
        => RawLog.Lives(events.Where(e => e.Organisation == organisation), Life).Select(life => new Contact(life)).ToArray();

    private void Record(LogEvent e)
    {
        (At, Scope, Outcome) = (e.Time, Scope.With(e), e.Text("outcome")!);
        (WaitSeconds, TalkSeconds, Solved) = (e.Number("waitSeconds"), e.Number("talkSeconds"), e.Flag("resolved"));
        Ticket = e.Text("ticket");
    }

    private void Tell(LogEvent e)
    {
        switch (e.Type[Family.Length..])
        {
            case "offered.v1":
                Arrive(e);
                break;
            case "closed.v1":
                Arrive(e);
                Refuse("closed");
                break;
            case "misrouted.v1":
                Arrive(e);
                Refuse("misrouted");
                break;
            case "answered.v1":
                _answeredAt ??= e.Time;
                Leave(e, "answered");
                break;
            case "abandoned.v1":
                Leave(e, "abandoned");
                break;
            case "timed-out.v1":
                Leave(e, "timed-out");
                break;
            case "transferred.v1":
                Leave(e, "transferred");
                break;
            default:
                TalkSeconds = e.Number("talkSeconds") ?? Between(_answeredAt, e.Time);
                Solved = e.Flag("resolved");
                Ticket = e.Text("ticket");
                break;
        }
    }

    // It stands where it came first, as it came first.
    private void Arrive(LogEvent e)
    {
        if (At is null) Scope = Scope.With(e);
        At ??= e.Time;
    }

    private void Refuse(string outcome)
    {
        if (Outcome is not ("closed" or "misrouted")) Outcome = outcome;
    }

    private void Leave(LogEvent e, string outcome)
    {
        if (Outcome != "waiting") return;
        Outcome = outcome;
        WaitSeconds = e.Number("waitSeconds") ?? Between(At, e.Time);
    }

    private static decimal? Between(DateTime? from, DateTime to)
        => from is { } start && to >= start ? (to - start).Ticks / (decimal)TimeSpan.TicksPerSecond : null;
}
