namespace Metrics.Oracle.Tests.SeededMonth;

/// <summary>How versions arrive: in any order, in several files, some again in the same or in other words.</summary>
internal static class Arrival
{
    /// <summary>The lines of the files; every version stands in one of them at least.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Files(IReadOnlyList<Told> versions, int files, Dice dice)
    {
        var lines = new List<string>();
        foreach (var version in versions)
        {
            lines.Add(dice.Chance(0.9) ? version.Line() : version.LineReworded());
            if (dice.Chance(0.1)) lines.Add(version.Line());
            if (dice.Chance(0.05)) lines.Add(version.LineReworded());
        }

        dice.Shuffle(lines);
        var cuts = Enumerable.Range(0, files - 1).Select(_ => dice.Next(lines.Count)).Append(lines.Count).Order().ToArray();
        return cuts.Select((cut, i) => (IReadOnlyList<string>)lines[(i == 0 ? 0 : cuts[i - 1])..cut]).Where(f => f.Count > 0).ToArray();
    }
}
