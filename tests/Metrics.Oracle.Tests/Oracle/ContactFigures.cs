namespace Metrics.Oracle.Tests.Oracle;

/// <summary>Every KPI of contacts, counted one by one. A contact stands where it was offered.</summary>
internal static class ContactFigures
{
    public static readonly string[] Ids =
    [
        "contacts-offered", "contacts-answered", "answered-share", "service-level", "abandon-rate", "contacts-abandoned-long", "speed-of-answer",
        "talk-time", "contacts-solved", "contacts-closed-hours", "contacts-misrouted",
    ];

    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(IEnumerable<Contact> contacts, Desk desk, Asked asked)
    {
        var groups = contacts
            .Where(c => c.At is { } at && asked.Holds(desk.DayOf(at)))
            .GroupBy(c => (Cut: c.Scope.Cut(asked.Dimensions), Period: desk.PeriodOf(asked.Length, c.At!.Value)));
        foreach (var group in groups)
        {
            foreach (var (kpi, variant, figure) in Figures(group.ToArray(), desk))
                yield return (new FigureKey(kpi, variant, group.Key.Cut, group.Key.Period), figure);
        }
    }

    private static IEnumerable<(string Kpi, string Variant, Figure Figure)> Figures(Contact[] contacts, Desk desk)
    {
        var offered = contacts.Where(c => c.Outcome is not ("closed" or "misrouted")).ToArray();
        var answered = offered.Where(c => c.Outcome == "answered").ToArray();
        var abandoned = offered.Where(c => c.Outcome == "abandoned").ToArray();
        var answeredKnown = answered.Where(c => c.WaitSeconds is not null).ToArray();
        var abandonedKnown = abandoned.Where(c => c.WaitSeconds is not null).ToArray();
        var shortAbandons = abandonedKnown.Count(c => c.WaitSeconds <= desk.ShortSeconds);
        var longAbandons = abandonedKnown.Count(c => c.WaitSeconds > desk.ShortSeconds);

        yield return ("contacts-offered", "", Figure.Count(offered.Length));
        yield return ("contacts-answered", "", Figure.Count(answered.Length));
        yield return ("answered-share", "", Figure.Of(answered.Length, offered.Length));
        foreach (var seconds in desk.AllThresholds)
        {
            var within = answeredKnown.Count(c => c.WaitSeconds <= seconds);
            var gaveUpWithin = abandonedKnown.Count(c => c.WaitSeconds <= seconds);
            yield return ("service-level", $"of-answered-{seconds}", Figure.Of(within, answeredKnown.Length));
            yield return ("service-level", $"of-offered-{seconds}", Figure.Of(within, offered.Length));
            yield return ("service-level", $"of-offered-less-short-{seconds}",
                Figure.Of(within, offered.Length - shortAbandons).Knowing(abandonedKnown.Length, abandoned.Length));
            yield return ("service-level", $"handled-within-{seconds}",
                Figure.Of(within + gaveUpWithin, answeredKnown.Length + abandonedKnown.Length).Knowing(abandonedKnown.Length, abandoned.Length));
        }

        yield return ("abandon-rate", "all", Figure.Of(abandoned.Length, offered.Length));
        yield return ("abandon-rate", "longer-than-short",
            Figure.Of(longAbandons, offered.Length - shortAbandons).Knowing(abandonedKnown.Length, abandoned.Length));
        yield return ("contacts-abandoned-long", "", Figure.Count(longAbandons).Knowing(abandonedKnown.Length, abandoned.Length));
        yield return ("speed-of-answer", "", Figure.Of(answeredKnown.Sum(c => c.WaitSeconds!.Value), answeredKnown.Length));
        var talked = answered.Where(c => c.TalkSeconds is not null).ToArray();
        yield return ("talk-time", "", Figure.Of(talked.Sum(c => c.TalkSeconds!.Value), talked.Length));
        yield return ("contacts-solved", "", Figure.Of(answered.Count(c => c.Solved == true), answered.Count(c => c.Solved is not null)));
        yield return ("contacts-closed-hours", "", Figure.Count(contacts.Count(c => c.Outcome == "closed")));
        yield return ("contacts-misrouted", "", Figure.Count(contacts.Count(c => c.Outcome == "misrouted")));
    }
}
