using Metrics.ServiceDesk.Time;
using NodaTime;

namespace Metrics.Warehouse.Queries;

/// <summary>The periods of a question: each has its row, also when nothing was counted in it.</summary>
internal static class AskedPeriods
{
    /// <summary>The periods from the first to the last day asked for; where none is named, from the first to the last day counted.</summary>
    public static IReadOnlyList<string> Of(KpiQuestion q, IEnumerable<LocalDate> counted)
    {
        if (q.By == PeriodKind.Total) return ["total"];
        var days = counted.ToArray();
        if (days.Length == 0 && (q.From is null || q.To is null)) return [];
        var from = q.From ?? days.Min();
        var to = q.To ?? days.Max().PlusDays(1);
        var periods = new List<string>();
        if (q.By <= PeriodKind.Hour)
        {
            var step = Duration.FromMinutes(q.By == PeriodKind.Hour ? 60 : 15);
            var end = q.Organisation.Zone.AtStartOfDay(to).ToInstant();
            for (var at = q.Organisation.Zone.AtStartOfDay(from).ToInstant(); at < end; at += step) periods.Add(PeriodKey.Of(q.By, at, q.Organisation.Zone));
            return periods;
        }

        for (var day = from; day < to; day = PeriodKey.EndOf(q.By, day)) periods.Add(PeriodKey.Of(q.By, day));
        return periods;
    }

    /// <summary>What was counted in each period, for each cut that was counted at all; without a split there is one cut.</summary>
    public static IEnumerable<(string?[] Members, string Period, T[] Cells)> Fill<T>(
        KpiQuestion q, IReadOnlyList<string> periods, IEnumerable<T> cells, Func<T, string?[]> members, Func<T, string> period)
    {
        var cuts = cells.GroupBy(c => string.Join('\u0001', members(c)), StringComparer.Ordinal).Select(g => (Members: members(g.First()), Cells: g.ToArray())).ToList();
        if (cuts.Count == 0 && q.Split.Count == 0) cuts.Add(([], []));
        foreach (var cut in cuts)
        {
            var byPeriod = cut.Cells.ToLookup(period, StringComparer.Ordinal);
            foreach (var p in periods) yield return (cut.Members, p, byPeriod[p].ToArray());
        }
    }
}
