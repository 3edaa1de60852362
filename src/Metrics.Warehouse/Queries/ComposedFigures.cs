using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;

namespace Metrics.Warehouse.Queries;

/// <summary>The figures of KPIs that are made of others.</summary>
internal static class ComposedFigures
{
    /// <summary>A KPI's figures from those of its parts: for each cut, one for each period that a part has, in order of time.</summary>
    public static IEnumerable<KpiRow> Of(ComposedKpi kpi, KpiQuestion question, IReadOnlyList<KpiRow> parts)
    {
        var known = kpi.Parts.ToHashSet(StringComparer.Ordinal);
        // Periods of a day and longer stand in order of time as they are written; those that are shorter come so from the one fact that has them.
        var cuts = parts.Where(r => r.Contractual && known.Contains(r.Kpi))
            .GroupBy(r => (r.Unit, r.Customer, r.Service, r.Queue, r.CaseType, r.Channel))
            .SelectMany(c => c.GroupBy(r => r.Period).OrderBy(p => question.By > PeriodKind.Hour ? p.Key : "", StringComparer.Ordinal));
        foreach (var cut in cuts.Select(c => c.ToArray()))
        {
            var (numerator, denominator) = kpi.Of(id => Array.Find(cut, r => r.Kpi == id)?.Numerator);
            // Where everything is asked for, what was never counted is not listed.
            if (question.Kpis.Count == 0 && numerator is null) continue;
            yield return cut[0] with
            {
                Kpi = kpi.Id,
                Numerator = numerator,
                Denominator = denominator,
                Variant = "",
                Threshold = null,
                Contractual = true,
                Shown = true,
                NotMeasured = 0,
                IsRatio = kpi.Denominator.Count > 0,
                ValueUnit = kpi.Unit,
                Label = kpi.Label,
            };
        }
    }
}
