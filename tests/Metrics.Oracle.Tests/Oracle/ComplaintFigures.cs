namespace Metrics.Oracle.Tests.Oracle;

/// <summary>
/// Tickets of the kind complaint. That there were none is known wherever anything is known of tickets: where one of them was
/// opened, solved or closed, where one under a contract was first answered, or where its time was out or it grew old. Elsewhere
/// nothing is.
/// </summary>
internal static class ComplaintFigures
{
    public const string Id = "complaints-opened";

    private static readonly int[] Ages = [7, 30, 90];

    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(TicketList tickets, Desk desk, Asked asked) => tickets.All
        .SelectMany(ticket => Days(ticket, desk).Distinct().Select(day => (Ticket: ticket, Day: day)))
        .Where(known => asked.Holds(known.Day) && (asked.To is not null || known.Day <= tickets.Last))
        .GroupBy(known => (Cut: known.Ticket.Scope.Cut(asked.Dimensions), Period: Period.Of(asked.Length, known.Day)))
        .Select(group => (new FigureKey(Id, "", group.Key.Cut, group.Key.Period), Figure.Count(group.Count(known => IsComplaintOf(known.Day, known.Ticket, desk)))));

    private static bool IsComplaintOf(DateOnly day, Ticket ticket, Desk desk)
        => ticket.Attribute("kind") == "complaint" && ticket.OpenedAt is { } opened && desk.DayOf(opened) == day;

    private static IEnumerable<DateOnly> Days(Ticket ticket, Desk desk)
    {
        var judged = ticket.Judged;
        DateTime?[] times = [ticket.OpenedAt, ticket.ResolvedAt, ticket.ClosedAt, ticket.LeftAt, ticket.EndedAt, judged.SettledAt];
        foreach (var at in times.OfType<DateTime>()) yield return desk.DayOf(at);
        DateTime?[] answers = [ticket.FirstResponseAt, ticket.FirstResolvedAt, ticket.ClosedAt];
        if (judged.IsCovered && answers.Min() is { } answered) yield return desk.DayOf(answered);
        if (ticket.CancelledAt is null || judged.SettledAt is not null)
        {
            foreach (var due in new[] { judged.DueAt, judged.AgreedDueAt }.OfType<DateTime>()) yield return desk.DayOf(due);
        }

        if (ticket.OpenedAt is not { } opened) yield break;
        foreach (var old in Ages.Select(days => desk.DayOf(opened).AddDays(days)))
        {
            if (ticket.LeftAt is not { } left || desk.DayOf(left) >= old) yield return old;
        }
    }
}
