using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Kpis;

namespace Metrics.Pipelines.Kpis;

/// <summary>Reads the KPIs that are made of others.</summary>
internal static class ComposedKpiReader
{
    /// <summary>Reads one.</summary>
    public static ComposedKpi Read(YamlValue node)
    {
        var kpi = new ComposedKpi(
            node.Get("id").Text(), node.Get("version").Number(), CatalogueReader.Label(node.Get("label")), CatalogueReader.Label(node.Get("says")),
            node.Get("unit").Word<KpiUnit>(), node.Get("direction").Word<Direction>(), node.Get("numerator").Texts(), node.Find("denominator")?.Texts() ?? [],
            node.Find("denominatorPer") is { } per ? per.Number() is > 0 and var many ? many : throw per.Error("must be larger than 0") : 1,
            node.Find("assumes") is { } assumes ? CatalogueReader.Label(assumes) : null);
        node.NothingElse();
        return kpi.Numerator.Count > 0 ? kpi : throw node.Get("numerator").Error("must name at least one KPI");
    }

    /// <summary>Complains when its id is taken, or when a part is no KPI that adds up.</summary>
    public static void Check(ComposedKpi kpi, YamlValue at, Catalogue catalogue)
    {
        var others = catalogue.Kpis.Select(k => k.Id).Concat(catalogue.SurveyKpis.Select(k => k.Id)).Concat(catalogue.VolumeMeasures.SelectMany(m => catalogue.VolumeKpis.Select(k => k.IdFor(m.Id))));
        if (others.Contains(kpi.Id, StringComparer.Ordinal) || catalogue.Composed.Count(c => c.Id == kpi.Id) > 1) throw at.Get("id").Error($"there are two KPIs called '{kpi.Id}'");
        foreach (var part in kpi.Parts)
        {
            var fact = catalogue.Kpis.FirstOrDefault(k => k.Id == part);
            if (fact is null && !catalogue.VolumeMeasures.Any(m => m.Id == part)) throw at.Error($"there is no KPI '{part}' in the catalogue, and no measure of that name");
            if (fact is { IsBalance: true }) throw at.Error($"'{part}' is a balance, which doesn't add up over time");
        }
    }
}
