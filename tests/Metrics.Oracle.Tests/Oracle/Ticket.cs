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

    private DateTime? _firstResolvedAt;

    private Ticket(LogEvent[] life)
    {
        foreach (var e in life) Tell(e);
    }

    public Scope Scope { get; private set; } = Scope.Nothing;

    public DateTime? OpenedAt { get; private set; }

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

    /// <summary>The source's own flag, as told last.</summary>
    public bool? SlaMet { get; private set; }

    /// <summary>The tickets of an organisation.</summary>
    public static IReadOnlyList<Ticket> All(IEnumerable<LogEvent> events, string organisation)
        => RawLog.Lives(events.Where(e => e.Organisation == organisation), Life).Select(life => new Ticket(life)).ToArray();

    private void Tell(LogEvent e)
    {
        switch (e.Type[Family.Length..])
        {
            case "opened.v1":
                OpenedAt ??= e.Time;
                Scope = Scope.With(e);
                break;
            case "reclassified.v1":
                Scope = Scope.With(e);
                break;
            case "handed-over.v1":
                HandOvers++;
                HandedOverByAgreement |= e.Flag("agreed") == true;
                break;
            case "resolved.v1":
                _firstResolvedAt ??= e.Time;
                ResolvedAt = e.Time;
                FirstContact = FirstContact == false ? false : e.Flag("firstContact") ?? FirstContact;
                break;
            case "reopened.v1":
                Reopenings++;
                ReopenedWithinWeek |= e.Time - _firstResolvedAt <= Week;
                (ResolvedAt, ClosedAt, CancelledAt) = (null, null, null);
                break;
            case "closed.v1":
                ClosedAt = e.Time;
                SlaMet = e.Flag("slaMet") ?? SlaMet;
                break;
            case "cancelled.v1":
                CancelledAt = e.Time;
                break;
            default:
                break;
        }
    }
}
