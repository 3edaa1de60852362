using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;

namespace Metrics.Pipelines.Kpis;

/// <summary>Reads the volumes of the catalogue: measures that are known, and KPIs that are made for each.</summary>
internal static class VolumeCatalogueReader
{
    /// <summary>Reads one file.</summary>
    /// <param name="root">Its map.</param>
    /// <param name="measures">Receives its measures.</param>
    /// <param name="kpis">Receives its KPIs.</param>
    public static void Read(YamlValue root, List<VolumeMeasure> measures, List<VolumeKpi> kpis)
    {
        foreach (var (name, node) in root.Get("measures").Entries())
        {
            if (measures.Exists(m => m.Id == name)) throw node.Error($"there are two measures called '{name}'");
            measures.Add(Measure(name, node));
        }

        foreach (var item in root.Get("kpis").Items())
        {
            var kpi = Kpi(item);
            if (kpis.Exists(k => k.IdTemplate == kpi.IdTemplate)) throw item.Error($"there are two KPIs called '{kpi.IdTemplate}'");
            kpis.Add(kpi);
        }
    }

    private static VolumeMeasure Measure(string id, YamlValue node)
    {
        var kind = node.Get("kind").Word<MeasureKind>();
        var aggregate = node.Find("aggregate");
        if (kind == MeasureKind.Flow && aggregate is not null) throw aggregate.Error("a flow adds up; only a stock has an aggregate");
        var measure = new VolumeMeasure(id, CatalogueReader.Label(node.Get("label")), kind, aggregate?.Word<StockAggregate>() ?? StockAggregate.Last);
        node.NothingElse();
        return measure;
    }

    private static VolumeKpi Kpi(YamlValue node)
    {
        var id = node.Get("id");
        if (!id.Text().Contains("{measure}", StringComparison.Ordinal)) throw id.Error("must contain {measure}");
        var kpi = new VolumeKpi(
            id.Text(),
            node.Get("version").Number(),
            node.Find("label") is { } label ? CatalogueReader.Label(label) : null,
            CatalogueReader.Label(node.Get("says")),
            node.Get("unit").Word<KpiUnit>(),
            node.Get("direction").Word<Direction>(),
            node.Find("handling")?.Items().Select(i => i.Word<HandlingMode>()).ToArray() ?? []);
        node.NothingElse();
        var wants = kpi.IsShare || kpi.IsSavedTime;
        return wants == kpi.Handling.Count > 0 ? kpi : throw node.Error(wants ? "a share or saved time names the handling modes that it counts" : "handling modes are for shares and for saved hours");
    }
}
