using Metrics.Oracle.Tests.Oracle.Promises;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>
/// One ticket as its events tell it. Reopening says that it was not solved after all: the resolution, closing or withdrawal
/// before it no longer stands. Attributes are those it has last; a member that a reclassification leaves out stays, and so does
/// a flag that a later event leaves out.
/// </summary>
internal sealed class Ticket
{
    private const string Family = "servicedesk.ticket.";
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private static readonly string[] Life =
    [
        Family + "opened.v1", Family + "reclassified.v1", Family + "status-changed.v1", Family + "responded.v1", Family + "paused.v1",
        Family + "resumed.v1", Family + "handed-over.v1", Family + "handed-back.v1", Family + "deadline-agreed.v1",
        Family + "reopened.v1", Family + "resolved.v1", Family + "closed.v1", Family + "cancelled.v1",
    ];

    private readonly List<LineStay> _lines = [];
    private string? _priority;
    private string? _kind;

    private Ticket(LogEvent[] life, Desk desk, ILookup<string?, DateTime> contacts)
    {
        Id = life[0].Subject;
        foreach (var together in life.GroupBy(e => e.Time))
        {
            // At one instant a wait or a line's time that lasts ends before another begins.
            var (waits, away) = (Waits.All.Any(w => !w.HeldSolved && w.Until is null), _lines.Exists(l => l.Until is null));
            bool Ends(LogEvent e) => (waits && e.Type == Family + "resumed.v1") || (away && e.Type == Family + "handed-back.v1");
            foreach (var e in together.OrderBy(e => Ends(e) ? 0 : 1)) Tell(e);
        }

        ContactedAgain = contacts[Id].Any(at => at > ResolvedAt && at <= ResolvedAt + Week);
        Judged = new Judgement(this, desk);
    }

    /// <summary>How it stands to what was promised.</summary>
    public Judgement Judged { get; }

    /// <summary>Its number in its source.</summary>
    public string Id { get; }

    public Scope Scope { get; private set; } = Scope.Nothing;

    public DateTime? OpenedAt { get; private set; }

    public DateTime? FirstResponseAt { get; private set; }

    public DateTime? FirstResolvedAt { get; private set; }

    /// <summary>The last resolution, while it stands.</summary>
    public DateTime? ResolvedAt { get; private set; }

    public DateTime? ClosedAt { get; private set; }

    public DateTime? CancelledAt { get; private set; }

    /// <summary>When it left the backlog: resolved, else closed or cancelled, whichever came first.</summary>
    public DateTime? LeftAt => ResolvedAt ?? EndedAt;

    public DateTime? EndedAt => ClosedAt < CancelledAt ? ClosedAt : CancelledAt ?? ClosedAt;

    /// <summary>From opened to last resolved, around the clock; null when that is not a time.</summary>
    public decimal? ResolutionSeconds => ResolvedAt >= OpenedAt
        ? (ResolvedAt.Value - OpenedAt!.Value).Ticks / (decimal)TimeSpan.TicksPerSecond
        : null;

    /// <summary>Whether the first contact solved it, as agents marked it: not when any of them says that it didn't.</summary>
    public bool? FirstContact { get; private set; }

    public int HandOvers { get; private set; }

    public bool HandedOverByAgreement { get; private set; }

    public int Reopenings { get; private set; }

    /// <summary>Reopened at most seven days after it was first held solved.</summary>
    public bool ReopenedWithinWeek { get; private set; }

    /// <summary>Somebody came back about it at most seven days after it was last solved.</summary>
    public bool ContactedAgain { get; }

    /// <summary>The source's own flag, as told last.</summary>
    public bool? SlaMet { get; private set; }

    /// <summary>What it waited for, and when it was held solved.</summary>
    public Waits Waits { get; } = new();

    /// <summary>The times agreed with the customer, in order.</summary>
    public List<AgreedTime> Agreements { get; } = [];

    /// <summary>The lines that had it, in order.</summary>
    public IReadOnlyList<LineStay> Lines => _lines;

    /// <summary>The value of an attribute that promises tell tickets apart by.</summary>
    public string? Attribute(string name) => name switch
    {
        "priority" => _priority,
        "kind" => _kind,
        "line" => null,
        _ => Scope.Member(name),
    };

    /// <summary>The tickets of an organisation.</summary>
    public static IReadOnlyList<Ticket> All(IEnumerable<LogEvent> events, Desk desk, IEnumerable<Contact> contacts)
    {
        var about = contacts.Where(c => c.WasOffered && c.Ticket is not null).ToLookup(c => c.Ticket, c => c.At!.Value);
        return RawLog.Lives(events.Where(e => e.Organisation == desk.Id), Life).Select(life => new Ticket(life, desk, about)).ToArray();
    }

    private void Tell(LogEvent e)
    {
        switch (e.Type[Family.Length..])
        {
            case "opened.v1":
                OpenedAt ??= e.Time;
                Classify(e);
                break;
            case "reclassified.v1":
                Classify(e);
                break;
            case "responded.v1":
                FirstResponseAt ??= e.Time;
                break;
            case "paused.v1":
                Waits.Pause(e.Time, e.Text("reason"));
                break;
            case "resumed.v1":
                Waits.Resume(e.Time);
                break;
            case "deadline-agreed.v1":
                Agreements.Add(new AgreedTime(e.Time, e.Instant("due"), e.Flag("consent") == false));
                break;
            case "handed-back.v1":
                EndLine(e.Time);
                break;
            case "handed-over.v1":
                EndLine(e.Time);
                _lines.Add(new LineStay(e.Text("line"), e.Time));
                HandOvers++;
                HandedOverByAgreement |= e.Flag("agreed") == true;
                break;
            case "resolved.v1":
                Finish(e.Time);
                FirstResolvedAt ??= e.Time;
                ResolvedAt = e.Time;
                FirstContact = FirstContact == false ? false : e.Flag("firstContact") ?? FirstContact;
                break;
            case "reopened.v1":
                Reopenings++;
                ReopenedWithinWeek |= e.Time - FirstResolvedAt <= Week;
                (ResolvedAt, ClosedAt, CancelledAt) = (null, null, null);
                Waits.Reopen(e.Time);
                break;
            case "closed.v1":
                Finish(e.Time);
                ClosedAt = e.Time;
                SlaMet = e.Flag("slaMet") ?? SlaMet;
                break;
            case "cancelled.v1":
                Finish(e.Time);
                CancelledAt = e.Time;
                break;
            default:
                break;
        }
    }

    private void Classify(LogEvent e)
    {
        Scope = Scope.With(e);
        _priority = e.Text("priority") ?? _priority;
        _kind = e.Text("kind") ?? _kind;
    }

    private void EndLine(DateTime at)
    {
        foreach (var line in _lines) line.Until ??= at;
    }

    private void Finish(DateTime at)
    {
        Waits.Finish(at);
        EndLine(at);
    }
}
