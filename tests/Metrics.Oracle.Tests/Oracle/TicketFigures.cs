namespace Metrics.Oracle.Tests.Oracle;

/// <summary>Every KPI of tickets. A ticket stands on the local days it was opened, last resolved and closed.</summary>
internal static class TicketFigures
{
    public static readonly string[] Ids =
    [
        "tickets-opened", "tickets-resolved", "tickets-closed", "backlog", "backlog-unclosed", "resolution-time", "reopened-share",
        "first-contact-resolution", "sla-compliance-reported",
    ];

    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(IReadOnlyList<Ticket> tickets, Desk desk, Asked asked)
    {
        foreach (var (cut, period, group) in Placed(tickets, t => t.OpenedAt, desk, asked))
            yield return (new FigureKey("tickets-opened", "", cut, period), Figure.Count(group.Length));
        foreach (var (cut, period, group) in Placed(tickets, t => t.ResolvedAt, desk, asked))
        {
            foreach (var (kpi, variant, figure) in Resolved(group)) yield return (new FigureKey(kpi, variant, cut, period), figure);
        }

        foreach (var (cut, period, group) in Placed(tickets, t => t.ClosedAt, desk, asked))
        {
            yield return (new FigureKey("tickets-closed", "", cut, period), Figure.Count(group.Length));
            yield return (new FigureKey("reopened-share", "", cut, period), Figure.Of(group.Count(t => t.Reopenings > 0), group.Length));
            yield return (new FigureKey("sla-compliance-reported", "", cut, period),
                Figure.Of(group.Count(t => t.SlaMet == true), group.Count(t => t.SlaMet is not null)));
        }

        foreach (var open in Backlog("backlog", tickets, t => t.LeftAt, desk, asked)) yield return open;
        foreach (var open in Backlog("backlog-unclosed", tickets, t => t.EndedAt, desk, asked)) yield return open;
    }

    private static IEnumerable<(string Kpi, string Variant, Figure Figure)> Resolved(Ticket[] resolved)
    {
        yield return ("tickets-resolved", "", Figure.Count(resolved.Length));
        var timed = resolved.Where(t => t.ResolutionSeconds is not null).ToArray();
        yield return ("resolution-time", "", Figure.Of(timed.Sum(t => t.ResolutionSeconds!.Value) / 60, timed.Length));
        var marked = resolved.Where(t => t.FirstContact is not null).ToArray();
        yield return ("first-contact-resolution", "marked", Figure.Of(marked.Count(t => t.FirstContact == true), marked.Length));
        var unmoved = resolved.Count(t => t.HandOvers == 0 && !t.ReopenedWithinWeek);
        yield return ("first-contact-resolution", "observed", Figure.Of(unmoved, resolved.Length));
        var mandate = marked.Where(t => !t.HandedOverByAgreement).ToArray();
        yield return ("first-contact-resolution", "within-mandate", Figure.Of(mandate.Count(t => t.FirstContact == true), mandate.Length));
    }

    private static IEnumerable<(string Cut, string Period, Ticket[] Tickets)> Placed(
        IEnumerable<Ticket> tickets, Func<Ticket, DateTime?> at, Desk desk, Asked asked)
        => tickets.Where(t => at(t) is { } time && asked.Holds(desk.DayOf(time)))
            .GroupBy(t => (Cut: t.Scope.Cut(asked.Dimensions), Period: Period.Of(asked.Length, desk.DayOf(at(t)!.Value))))
            .Select(g => (g.Key.Cut, g.Key.Period, g.ToArray()));

    // A ticket is open at the end of a day when it was opened on it or before, and had not gone by then.
    private static IEnumerable<(FigureKey Key, Figure Figure)> Backlog(
        string kpi, IReadOnlyList<Ticket> tickets, Func<Ticket, DateTime?> gone, Desk desk, Asked asked)
    {
        var days = tickets.SelectMany(t => new[] { t.OpenedAt, t.ResolvedAt, t.ClosedAt, t.CancelledAt }).OfType<DateTime>().Select(desk.DayOf).ToArray();
        if (days.Length == 0) yield break;
        var periods = Period.Between(asked.Length, asked.From ?? days.Min(), asked.To?.AddDays(-1) ?? days.Max());
        var open = new Dictionary<(string Cut, string Period), int>();
        foreach (var ticket in tickets)
        {
            if (ticket.OpenedAt is not { } opened) continue;
            var cut = ticket.Scope.Cut(asked.Dimensions);
            var first = desk.DayOf(opened);
            var last = gone(ticket) is { } left ? desk.DayOf(left).AddDays(-1) : DateOnly.MaxValue;
            if (last < first) continue;
            foreach (var (name, end) in periods)
            {
                if (end > last) break;
                if (end >= first) open[(cut, name)] = open.GetValueOrDefault((cut, name)) + 1;
            }
        }

        foreach (var ((cut, period), count) in open) yield return (new FigureKey(kpi, "", cut, period), Figure.Count(count));
    }
}
