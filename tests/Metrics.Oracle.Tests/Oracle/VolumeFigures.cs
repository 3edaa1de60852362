using System.Globalization;

namespace Metrics.Oracle.Tests.Oracle;

/// <summary>A count of a measure for a day, or for a month (which stands on its first day).</summary>
internal sealed record VolumeCount(
    Scope Scope, string Measure, bool IsStock, string? Handling, DateOnly Day, bool IsMonthly, decimal Amount, DateTime CountedAt)
{
    /// <summary>The counts of an organisation.</summary>
    public static IReadOnlyList<VolumeCount> All(IEnumerable<LogEvent> events, string organisation) => events
        .Where(e => e.Organisation == organisation && e.Type == "servicedesk.volume.counted.v1")
        .Select(Of)
        .ToArray();

    private static VolumeCount Of(LogEvent e)
    {
        var period = e.Text("period")!;
        var isMonthly = period.Length == 7;
        var day = DateOnly.ParseExact(isMonthly ? period + "-01" : period, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new VolumeCount(
            Scope.Nothing.With(e), e.Text("measure")!, e.Text("kind") == "stock", e.Text("handling"), day, isMonthly, e.Number("count")!.Value, e.Time);
    }
}

/// <summary>The KPIs of each measure that is counted. A flow adds up; a stock is each series' last value in the period, summed.</summary>
internal static class VolumeFigures
{
    private const string Saved = "-time-saved";

    /// <summary>The KPIs of a measure: the time that robots save only where somebody measured what a piece takes.</summary>
    public static string[] Ids(string measure, Desk desk) =>
        [measure, measure + "-electronic-share", measure + "-automated-share", .. desk.MinutesSaved.ContainsKey(measure) ? (string[])[measure + Saved] : []];

    /// <summary>The measures that figures of such a length can be given for: a monthly count says nothing of a day.</summary>
    public static string[] Measures(IEnumerable<VolumeCount> counts, Length length) => counts
        .GroupBy(c => c.Measure)
        .Where(m => length > Length.Week || !m.Any(c => c.IsMonthly))
        .Select(m => m.Key)
        .ToArray();

    public static IEnumerable<(FigureKey Key, Figure Figure)> Of(IReadOnlyList<VolumeCount> counts, Desk desk, Asked asked)
    {
        var measures = Measures(counts, asked.Length);
        var groups = counts
            .Where(c => measures.Contains(c.Measure) && asked.Holds(c.Day))
            .GroupBy(c => (c.Measure, Cut: c.Scope.Cut(asked.Dimensions), Period: Period.Of(asked.Length, c.Day)));
        foreach (var group in groups)
        {
            var handled = group.Where(c => c.Handling is not null).ToArray();
            var (all, known) = (Amount(group), Amount(handled));
            var automated = Amount(handled.Where(c => c.Handling == "automated"));
            var electronic = Amount(handled.Where(c => c.Handling == "electronic"));
            yield return (Key(""), Figure.Count(all));
            if (handled.Length == 0) continue;
            yield return (Key("-electronic-share"), Figure.Of(electronic + automated, known));
            yield return (Key("-automated-share"), Figure.Of(automated, known));
            if (desk.MinutesSaved.TryGetValue(group.Key.Measure, out var minutes)) yield return (Key(Saved), Figure.Count(automated * minutes / 60));

            FigureKey Key(string suffix) => new(group.Key.Measure + suffix, "", group.Key.Cut, group.Key.Period);
        }
    }

    private static decimal Amount(IEnumerable<VolumeCount> counts)
    {
        var sum = 0m;
        var last = new Dictionary<(Scope, string?), VolumeCount>();
        foreach (var count in counts)
        {
            if (!count.IsStock)
            {
                sum += count.Amount;
                continue;
            }

            var series = (count.Scope, count.Handling);
            if (!last.TryGetValue(series, out var other) || (count.Day, count.CountedAt).CompareTo((other.Day, other.CountedAt)) > 0) last[series] = count;
        }

        return sum + last.Values.Sum(c => c.Amount);
    }
}
