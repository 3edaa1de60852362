namespace Metrics.Oracle.Tests.Oracle;

/// <summary>How many tickets are open when periods end, in all and of some age.</summary>
internal static class BacklogFigures
{
    public static readonly string[] Ids = ["backlog", "backlog-unclosed", "backlog-older-7", "backlog-older-30", "backlog-older-90"];

    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(TicketList tickets, Asked asked) =>
    [
        .. Open("backlog", tickets, t => t.LeftAt, 0, asked), .. Open("backlog-unclosed", tickets, t => t.EndedAt, 0, asked),
        .. new[] { 7, 30, 90 }.SelectMany(days => Open($"backlog-older-{days}", tickets, t => t.LeftAt, days, asked)),
    ];

    // A ticket is open at the end of a day when it was opened on it or before, and had not gone by then. It grows older by the day
    // that has come, and what is to come of a period makes none older yet.
    private static IEnumerable<(FigureKey Key, Figure Figure)> Open(
        string kpi, TicketList tickets, Func<Ticket, DateTime?> gone, int days, Asked asked)
    {
        if (tickets is not { First: { } start, Last: { } end, Desk: var desk }) yield break;
        var periods = Period.Between(asked.Length, asked.From ?? start, asked.To?.AddDays(-1) ?? end);
        var open = new Dictionary<(string Cut, string Period), int>();
        foreach (var ticket in tickets.All)
        {
            if (ticket.OpenedAt is not { } opened) continue;
            var cut = ticket.Scope.Cut(asked.Dimensions);
            var first = desk.DayOf(opened).AddDays(days);
            var last = gone(ticket) is { } left ? desk.DayOf(left).AddDays(-1) : DateOnly.MaxValue;
            foreach (var (name, lastDay) in periods)
            {
                var day = days > 0 && lastDay > tickets.Today ? tickets.Today : lastDay;
                if (day > last) break;
                if (day >= first) open[(cut, name)] = open.GetValueOrDefault((cut, name)) + 1;
            }
        }

        foreach (var ((cut, period), count) in open) yield return (new FigureKey(kpi, "", cut, period), Figure.Count(count));
    }
}
