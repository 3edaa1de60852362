using Metrics.Oracle.Tests.Oracle.Promises;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>Every KPI of lines. A line's time with a ticket stands on the local days of hand-over and return.</summary>
internal static class HandOverFigures
{
    public static readonly string[] Ids = ["hand-overs", "feedback-time", "line-compliance"];

    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(IReadOnlyList<LineResult> lines, Desk desk, Asked asked)
    {
        foreach (var group in Placed<LineResult>.On(lines, l => l.HandedOverAt, l => l.Scope, desk, asked))
            yield return (new FigureKey("hand-overs", "", group.Cut, group.Period), Figure.Count(group.Members.Length));
        foreach (var (cut, period, returned) in Placed<LineResult>.On(lines, l => l.ReturnedAt, l => l.Scope, desk, asked))
        {
            yield return (new FigureKey("feedback-time", "", cut, period), Figure.Of(returned.Sum(l => l.DayMillionths) / 1_000_000m, returned.Length));
            yield return (new FigureKey("line-compliance", "", cut, period),
                Figure.Of(returned.Count(l => l.InTime == true), returned.Count(l => l.InTime is not null)));
        }
    }
}
