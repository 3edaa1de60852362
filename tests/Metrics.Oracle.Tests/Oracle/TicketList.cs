namespace Metrics.Oracle.Tests.Oracle;

/// <summary>The tickets of an organisation, and up to which days they can be told of.</summary>
/// <param name="All">The tickets.</param>
/// <param name="Desk">The organisation.</param>
/// <param name="Today">The day on which the question is asked, or as of which.</param>
internal sealed record TicketList(IReadOnlyList<Ticket> All, Desk Desk, DateOnly Today)
{
    // What counts as having happened: that a ticket was opened, answered, resolved, settled or closed, or was withdrawn while open.
    private readonly DateOnly[] _days = All
        .SelectMany(t => new[]
        {
            t.OpenedAt, t.ResolvedAt, t.ClosedAt, t.OpenedAt is null ? null : t.EndedAt, t.Judged.IsSettled ? t.Judged.SettledAt : null, t.Judged.AnsweredAt,
        })
        .OfType<DateTime>().Select(Desk.DayOf).ToArray();

    /// <summary>The first day on which anything happened; null when nothing did.</summary>
    public DateOnly? First => _days.Length == 0 ? null : _days.Min();

    /// <summary>The last day on which anything happened; null when nothing did.</summary>
    public DateOnly? Last => _days.Length == 0 ? null : _days.Max();

    /// <summary>Whether a day is over and the question reaches it; one without an end goes to the last day on which anything happened.</summary>
    public bool IsOver(DateOnly day, Asked asked) => day < Today && (asked.To is not null || day <= Last);
}
