using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Kpis;

namespace Metrics.Pipelines.Kpis;

/// <summary>Reads the surveys of the catalogue: KPIs that have a figure for each scale.</summary>
internal static class SurveyCatalogueReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="root">Its map.</param>
    /// <param name="kpis">Receives its KPIs.</param>
    public static void Read(YamlValue root, List<SurveyKpi> kpis)
    {
        foreach (var item in root.Get("kpis").Items())
        {
            var kpi = Kpi(item);
            if (kpis.Exists(k => k.Id == kpi.Id)) throw item.Error($"there are two KPIs called '{kpi.Id}'");
            kpis.Add(kpi);
        }
    }

    private static SurveyKpi Kpi(YamlValue node)
    {
        var kpi = new SurveyKpi(
            node.Get("id").Text(),
            node.Get("version").Number(),
            CatalogueReader.Label(node.Get("label")),
            CatalogueReader.Label(node.Get("says")),
            node.Find("assumes") is { } assumes ? CatalogueReader.Label(assumes) : null,
            node.Get("unit").Word<KpiUnit>(),
            node.Get("direction").Word<Direction>(),
            node.Get("answers").Word<SurveyAnswers>());
        node.NothingElse();
        return kpi;
    }
}
