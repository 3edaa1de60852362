using Metrics.ServiceDesk.Kpis;

namespace Metrics.Warehouse.Queries;

/// <summary>The figures of KPIs that are made of others.</summary>
internal static class ComposedFigures
{
    /// <summary>A KPI's figures from those of its parts: one for each period and cut that a part has.</summary>
    public static IEnumerable<KpiRow> Of(ComposedKpi kpi, KpiQuestion question, IReadOnlyList<KpiRow> parts)
    {
        var known = kpi.Parts.ToHashSet(StringComparer.Ordinal);
        var cuts = parts.Where(r => r.Contractual && known.Contains(r.Kpi)).GroupBy(r => (r.Period, r.Unit, r.Customer, r.Service, r.Queue, r.CaseType, r.Channel)).ToArray();
        foreach (var cut in cuts)
        {
            var (numerator, denominator) = kpi.Of(id => cut.FirstOrDefault(r => r.Kpi == id)?.Numerator);
            // Where everything is asked for, what was never counted is not listed.
            if (question.Kpis.Count == 0 && numerator is null) continue;
            yield return cut.First() with
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
