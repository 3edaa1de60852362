namespace Metrics.Oracle.Tests.Oracle;

/// <summary>
/// Satisfaction, each scale by itself: the mean of all answers, and of those about tickets that kept or broke their original
/// promise. A ticket number that two sources use says nothing of which ticket it is.
/// </summary>
internal static class SatisfactionFigures
{
    public static readonly string[] Ids = ["satisfaction", "satisfaction-sla-met", "satisfaction-sla-missed"];

    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(IReadOnlyList<SurveyAnswer> answers, TicketList tickets, Desk desk, Asked asked)
    {
        var kept = tickets.All.GroupBy(t => t.Id).Where(g => g.Count() == 1).Select(g => g.First())
            .Where(t => t.Judged.IsSettled).ToDictionary(t => t.Id, t => t.Judged.KeptOriginal);
        bool? Kept(SurveyAnswer a) => a.Ticket is { } ticket && kept.TryGetValue(ticket, out var met) ? met : null;
        return About("satisfaction", a => true).Concat(About("satisfaction-sla-met", a => Kept(a) == true)).Concat(About("satisfaction-sla-missed", a => Kept(a) == false));

        IEnumerable<(FigureKey, Figure)> About(string kpi, Func<SurveyAnswer, bool> counts) => answers
            .Where(a => a.Says && counts(a) && asked.Holds(desk.DayOf(a.At)))
            .GroupBy(a => (a.Scale, Cut: a.Scope.Cut(asked.Dimensions), Period: Period.Of(asked.Length, desk.DayOf(a.At))))
            .Select(g => (new FigureKey(kpi, g.Key.Scale, g.Key.Cut, g.Key.Period), Mean(g.ToArray())));
    }

    private static Figure Mean(SurveyAnswer[] answers)
    {
        var count = answers.Sum(a => a.Answers);
        var figure = Figure.Of(answers.Sum(a => a.Mean * a.Answers), count) with { Unsure = count < 30 };
        if (answers.Any(a => a.IsOutcome) || count < 2) return figure;
        var mean = answers.Average(a => (double)a.Mean);
        var deviation = Math.Sqrt(answers.Sum(a => Math.Pow((double)a.Mean - mean, 2)) / (count - 1));
        return figure with { Margin = Math.Round(1.96 * deviation / Math.Sqrt(count), 6) };
    }
}
