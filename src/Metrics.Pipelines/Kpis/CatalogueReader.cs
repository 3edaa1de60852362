using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;

namespace Metrics.Pipelines.Kpis;

/// <summary>Reads the KPI catalogue: every file of pipelines/kpis.</summary>
public static class CatalogueReader
{
    /// <summary>Reads the catalogue of a folder.</summary>
    /// <exception cref="ConfigurationException">A file can't be used; the message names file, line and key.</exception>
    public static Catalogue Read(string folder)
    {
        var measures = new List<Measure>();
        var kpis = new List<KpiDefinition>();
        var volumeMeasures = new List<VolumeMeasure>();
        var volumeKpis = new List<VolumeKpi>();
        var composed = new List<(ComposedKpi Kpi, YamlValue At)>();
        var surveyKpis = new List<SurveyKpi>();
        var files = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).ToArray();
        foreach (var file in files)
        {
            var root = YamlValue.Load(file);
            if (root.Find("composed") is { } ofOthers)
            {
                composed.AddRange(ofOthers.Items().Select(node => (ComposedKpiReader.Read(node), node)));
                root.NothingElse();
                continue;
            }

            var fact = root.Get("fact").Word<FactKind>();
            if (fact == FactKind.Volume)
            {
                VolumeCatalogueReader.Read(root, volumeMeasures, volumeKpis);
            }
            else if (fact == FactKind.Survey)
            {
                SurveyCatalogueReader.Read(root, surveyKpis);
            }
            else
            {
                var own = new Dictionary<string, Measure>(StringComparer.Ordinal);
                foreach (var (name, node) in root.Get("measures").Entries())
                {
                    if (measures.Exists(m => m.Fact == fact && m.Id == name)) throw node.Error($"there are two measures called '{name}'");
                    own.Add(name, Measure(fact, name, node));
                }

                measures.AddRange(own.Values);
                foreach (var item in root.Get("kpis").Items())
                {
                    var kpi = Kpi(fact, item, own);
                    if (kpis.Exists(k => k.Id == kpi.Id)) throw item.Error($"there are two KPIs called '{kpi.Id}'");
                    kpis.Add(kpi);
                }
            }

            root.NothingElse();
        }

        var catalogue = new Catalogue(measures, kpis, volumeMeasures, volumeKpis) { Composed = composed.ConvertAll(c => c.Kpi), SurveyKpis = surveyKpis };
        foreach (var (kpi, at) in composed) ComposedKpiReader.Check(kpi, at, catalogue);
        return catalogue;
    }

    private static Measure Measure(FactKind fact, string id, YamlValue node)
    {
        var at = node.Get("at");
        var place = Place.Of(fact).FirstOrDefault(p => p.Id == at.Text())
            ?? throw at.Error($"'{at.Text()}' is not one of {string.Join(", ", Place.Of(fact).Select(p => p.Id))}");
        var sum = node.Find("sum")?.Text();
        var where = sum is null ? node.Get("count").Text() : node.Find("where")?.Text() ?? "true";
        node.NothingElse();
        OneExpression(node, sum);
        OneExpression(node, where);
        return new Measure(id, fact, place, sum is null ? "count(*)" : $"sum({sum})", where);
    }

    private static void OneExpression(YamlValue node, string? sql)
    {
        if (sql?.Contains(';', StringComparison.Ordinal) == true) throw node.Error("a condition is one SQL expression, without ';'");
    }

    private static KpiDefinition Kpi(FactKind fact, YamlValue node, Dictionary<string, Measure> measures)
    {
        var balance = node.Find("balance");
        var variants = Variants(node, balance, measures);
        var contractual = node.Find("contractual") is { } c ? c.Text() : variants[0].Id;
        if (variants.TrueForAll(v => v.Id != contractual)) throw node.Error($"there is no variant '{contractual}'");
        var kpi = new KpiDefinition
        {
            Id = node.Get("id").Text(),
            Version = node.Get("version").Number(),
            Label = Label(node.Get("label")),
            Says = Label(node.Get("says")),
            Unit = node.Get("unit").Word<KpiUnit>(),
            Direction = node.Get("direction").Word<Direction>(),
            Fact = fact,
            Variants = variants,
            Contractual = contractual,
            PerThreshold = PerThreshold(fact, node, variants),
            IsBalance = balance is not null,
            NumeratorPer = node.Find("numeratorPer") is { } per ? Positive(per) : 1,
            Assumes = node.Find("assumes") is { } assumes ? Label(assumes) : null,
            ByTheClock = node.Find("byTheClock")?.Flag() ?? false,
            Shown = Shown(node, variants),
            Excluded = node.Find("excluded")?.Items().Select(Exclusion).ToArray() ?? [],
        };
        node.NothingElse();
        return kpi;
    }

    private static string[] Shown(YamlValue node, List<KpiVariant> variants)
    {
        var shown = node.Find("shown")?.Texts() ?? [];
        return Array.Find(shown, s => variants.TrueForAll(v => v.Id != s)) is { } unknown
            ? throw node.Get("shown").Error($"there is no variant '{unknown}'")
            : shown;
    }

    private static int Positive(YamlValue node) => node.Number() is > 0 and var number ? number : throw node.Error("must be larger than 0");

    private static bool PerThreshold(FactKind fact, YamlValue node, List<KpiVariant> variants)
    {
        var needs = variants.Exists(v => v.Numerator.PerThreshold || v.Denominator?.PerThreshold == true);
        var setting = fact == FactKind.Contact ? "serviceLevelSeconds" : "resolutionHours";
        if (node.Find("thresholds") is { } thresholds && thresholds.Text() != setting)
            throw thresholds.Error($"the thresholds that an organisation has for these facts are '{setting}'");
        return needs == (node.Find("thresholds") is not null)
            ? needs
            : throw node.Error(needs ? $"'thresholds: {setting}' is missing" : "'thresholds' is there, but no measure uses {threshold}");
    }

    private static List<KpiVariant> Variants(YamlValue node, YamlValue? balance, Dictionary<string, Measure> measures)
    {
        if (balance is not null)
        {
            var sum = new MeasureSum([(Term(balance.Get("in"), measures), 1), (Term(balance.Get("out"), measures), -1)]);
            balance.NothingElse();
            return [new KpiVariant("", sum, null, null)];
        }

        if (node.Find("variants") is not { } variants) return [Variant("", node, measures)];
        var all = variants.Entries().Select(e =>
        {
            var variant = Variant(e.Name, e.Value, measures);
            e.Value.NothingElse();
            return variant;
        }).ToList();
        return all.Count > 0 ? all : throw variants.Error("must list at least one variant");
    }

    private static KpiVariant Variant(string id, YamlValue node, Dictionary<string, Measure> measures) => new(
        id,
        Sum(node.Get("numerator"), measures),
        node.Find("denominator") is { } d ? Sum(d, measures) : null,
        node.Find("known") is { } k ? Known(k, measures) : null,
        id.Length > 0 && node.Find("label") is { } l ? Label(l) : null,
        id.Length > 0 && node.Find("assumes") is { } a ? Label(a) : null,
        id.Length > 0 && node.Find("says") is { } s ? Label(s) : null);

    private static KnownShare Known(YamlValue node, Dictionary<string, Measure> measures)
    {
        var known = new KnownShare(Term(node.Get("of"), measures), Term(node.Get("measured"), measures));
        node.NothingElse();
        return known;
    }

    private static MeasureSum Sum(YamlValue node, Dictionary<string, Measure> measures) => new(node.Items().Select(item =>
        item.Text().StartsWith('-')
            ? (Term(item, measures), -1)
            : (Term(item, measures), 1)).ToArray());

    private static Measure Term(YamlValue node, Dictionary<string, Measure> measures)
        => measures.GetValueOrDefault(node.Text().TrimStart('-'))
           ?? throw node.Error($"there is no measure '{node.Text().TrimStart('-')}'; there are {string.Join(", ", measures.Keys)}");

    private static Exclusion Exclusion(YamlValue node)
    {
        var exclusion = new Exclusion(Label(node.Get("reason")), node.Get("where").Text());
        OneExpression(node, exclusion.Where);
        node.NothingElse();
        return exclusion;
    }

    internal static Label Label(YamlValue node)
    {
        var label = new Label(node.Get("sv").Text(), node.Get("en").Text());
        node.NothingElse();
        return label;
    }
}
