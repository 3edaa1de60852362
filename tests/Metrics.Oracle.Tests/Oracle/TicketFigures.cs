namespace Metrics.Oracle.Tests.Oracle;

/// <summary>Every KPI of tickets. A ticket stands on the local days it was opened, last resolved and closed.</summary>
internal static class TicketFigures
{
    private static readonly string[] Counts =
    [
        "tickets-opened", "tickets-resolved", "tickets-closed", "resolution-time", "reopened-share", "first-contact-resolution",
        "sla-compliance-reported",
    ];

    public static readonly string[] Ids = [.. Counts, ComplaintFigures.Id, .. BacklogFigures.Ids, .. SlaFigures.Ids];

    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(TicketList tickets, Desk desk, Asked asked)
        => Counted(tickets.All, desk, asked).Concat(ComplaintFigures.Of(tickets, desk, asked)).Concat(BacklogFigures.Of(tickets, asked)).Concat(SlaFigures.Of(tickets, desk, asked));

    private static IEnumerable<(FigureKey Key, Figure Figure)> Counted(IReadOnlyList<Ticket> tickets, Desk desk, Asked asked)
    {
        foreach (var (cut, period, group) in Placed(t => t.OpenedAt))
            yield return (new FigureKey("tickets-opened", "", cut, period), Figure.Count(group.Length));
        foreach (var (cut, period, group) in Placed(t => t.ResolvedAt))
        {
            foreach (var (kpi, variant, figure) in Resolved(group)) yield return (new FigureKey(kpi, variant, cut, period), figure);
        }

        foreach (var (cut, period, group) in Placed(t => t.ClosedAt))
        {
            yield return (new FigureKey("tickets-closed", "", cut, period), Figure.Count(group.Length));
            yield return (new FigureKey("reopened-share", "", cut, period), Figure.Of(group.Count(t => t.Reopenings > 0), group.Length));
            yield return (new FigureKey("sla-compliance-reported", "", cut, period),
                Figure.Of(group.Count(t => t.SlaMet == true), group.Count(t => t.SlaMet is not null)));
        }

        IEnumerable<Placed<Ticket>> Placed(Func<Ticket, DateTime?> at) => Placed<Ticket>.On(tickets, at, t => t.Scope, desk, asked);
    }

    private static IEnumerable<(string Kpi, string Variant, Figure Figure)> Resolved(Ticket[] resolved)
    {
        yield return ("tickets-resolved", "", Figure.Count(resolved.Length));
        var timed = resolved.Where(t => t.ResolutionSeconds is not null).ToArray();
        yield return ("resolution-time", "", Figure.Of(timed.Sum(t => t.ResolutionSeconds!.Value) / 60, timed.Length));
        var marked = resolved.Where(t => t.FirstContact is not null).ToArray();
        yield return ("first-contact-resolution", "marked", Figure.Of(marked.Count(t => t.FirstContact == true), marked.Length));
        var observed = resolved.Count(t => t.HandOvers == 0 && !t.ReopenedWithinWeek && !t.ContactedAgain);
        yield return ("first-contact-resolution", "observed", Figure.Of(observed, resolved.Length));
        var mandate = marked.Where(t => !t.HandedOverByAgreement).ToArray();
        yield return ("first-contact-resolution", "within-mandate", Figure.Of(mandate.Count(t => t.FirstContact == true), mandate.Length));
    }
}
