using Metrics.Oracle.Tests.Oracle.Promises;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>Every KPI of promised times. A ticket stands on the local days it was opened, answered, settled, resolved and due.</summary>
internal static class SlaFigures
{
    public static readonly string[] Ids =
    [
        "sla-coverage", "first-response-compliance", "sla-compliance", "agreements", "agreements-after-breach", "sla-compliance-due",
        "resolution-within-hours", "resolution-opening-time",
    ];

    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(TicketList tickets, Desk desk, Asked asked)
    {
        IEnumerable<(string Kpi, string Variant, Figure Figure, Placed<Ticket> At)> figures =
        [
            .. Each(t => t.OpenedAt, Opened), .. Each(t => t.Judged.AnsweredAt, Answered), .. Each(SettledAt, Settled),
            .. Each(ResolvedAt, group => Resolved(group, desk)),
            .. Each(t => Due(t, t.Judged.DueAt), group => [("sla-compliance-due", "original", Share(group, j => j.IsSettled && j.KeptOriginal))]),
            .. Each(t => Due(t, t.Judged.AgreedDueAt), group => [("sla-compliance-due", "agreed", Share(group, j => j.IsSettled && j.KeptAgreed))]),
        ];
        return figures.Select(f => (new FigureKey(f.Kpi, f.Variant, f.At.Cut, f.At.Period), f.Figure));

        IEnumerable<(string, string, Figure, Placed<Ticket>)> Each(
            Func<Ticket, DateTime?> at, Func<Ticket[], IEnumerable<(string, string, Figure)>> figuresOf)
            => Placed<Ticket>.On(tickets.All, at, t => t.Scope, desk, asked)
                .SelectMany(group => figuresOf(group.Members).Select(f => (f.Item1, f.Item2, f.Item3, group)));

        DateTime? Due(Ticket ticket, DateTime? due) => ticket.Judged.CanBeDue && due is { } at && tickets.IsOver(desk.DayOf(at), asked) ? due : null;
    }

    private static DateTime? SettledAt(Ticket ticket) => ticket.Judged.IsSettled ? ticket.Judged.SettledAt : null;

    private static DateTime? ResolvedAt(Ticket ticket) => ticket.Judged.Gross is null ? null : ticket.ResolvedAt;

    private static IEnumerable<(string, string, Figure)> Opened(Ticket[] opened) => [("sla-coverage", "", Share(opened, j => j.IsCovered))];

    private static IEnumerable<(string, string, Figure)> Answered(Ticket[] answered)
        => [("first-response-compliance", "", Share(answered, j => j.AnsweredInTime))];

    private static IEnumerable<(string, string, Figure)> Settled(Ticket[] settled) =>
    [
        ("sla-compliance", "original", Share(settled, j => j.KeptOriginal)),
        ("sla-compliance", "agreed", Share(settled, j => j.KeptAgreed)),
        ("sla-compliance", "agreed-late-too", Share(settled, j => j.KeptAgreedLateToo)),
        ("agreements", "", Figure.Count(settled.Sum(t => t.Agreements.Count))),
        ("agreements-after-breach", "", Figure.Count(settled.Sum(t => t.Judged.LateAgreements))),
    ];

    private static IEnumerable<(string, string, Figure)> Resolved(Ticket[] resolved, Desk desk)
    {
        foreach (var hours in desk.ResolutionHours)
        {
            yield return ("resolution-within-hours", $"net-{hours}", Share(resolved, j => j.Net <= TimeSpan.FromHours(hours)));
            yield return ("resolution-within-hours", $"gross-{hours}", Share(resolved, j => j.Gross <= TimeSpan.FromHours(hours)));
        }

        var net = resolved.Sum(t => t.Judged.Net!.Value.Ticks);
        yield return ("resolution-opening-time", "", Figure.Of(net / (decimal)TimeSpan.TicksPerMinute, resolved.Length));
    }

    private static Figure Share(Ticket[] tickets, Func<Judgement, bool> counts) => Figure.Of(tickets.Count(t => counts(t.Judged)), tickets.Length);
}
