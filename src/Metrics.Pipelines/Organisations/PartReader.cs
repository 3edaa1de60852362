using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;

namespace Metrics.Pipelines.Organisations;

/// <summary>Reads an organisation's units and customers.</summary>
internal static class PartReader
{
    /// <summary>Reads the units: a map from what events call them to name, parent, first and last day and thresholds.</summary>
    public static IReadOnlyList<OrganisationPart> Units(YamlValue? node)
    {
        if (node is null) return [];
        var nodes = node.Entries().ToArray();
        var units = nodes.Select(n => Unit(n.Name, n.Value, nodes.Select(o => o.Name).ToArray())).ToArray();
        foreach (var (id, at) in nodes)
        {
            var above = new HashSet<string>(StringComparer.Ordinal);
            for (var unit = id; unit is not null; unit = Array.Find(units, u => u.Id == unit)!.Parent)
            {
                if (!above.Add(unit)) throw at.Error($"stands above itself: {string.Join(" → ", above)} → {unit}");
            }
        }

        return units;
    }

    /// <summary>Reads the customers: a map from what events call them to name, first and last day.</summary>
    public static IReadOnlyList<OrganisationPart> Customers(YamlValue? node) => node is null ? [] : node.Entries().Select(n =>
    {
        var customer = Part(n.Name, n.Value);
        n.Value.NothingElse();
        return customer;
    }).ToArray();

    /// <summary>Reads what robots save: a map from measure to minutes and where they were measured.</summary>
    public static IReadOnlyList<SavedTime> Saved(YamlValue? node) => node is null ? [] : node.Entries().Select(n =>
    {
        var saved = new SavedTime(n.Name, n.Value.Get("minutes") is var minutes && minutes.Decimal() is > 0 and var many ? many : throw minutes.Error("must be larger than 0"), n.Value.Get("measured").Text());
        n.Value.NothingElse();
        return saved;
    }).ToArray();

    private static OrganisationPart Unit(string id, YamlValue node, string[] all)
    {
        var parent = node.Find("parent");
        if (parent is not null && !all.Contains(parent.Text(), StringComparer.Ordinal)) throw parent.Error($"there is no unit '{parent.Text()}'; there are {string.Join(", ", all)}");
        var unit = Part(id, node) with
        {
            Parent = parent?.Text(),
            ServiceLevelSeconds = node.Find("serviceLevelSeconds") is { } seconds ? OrganisationReader.ServiceLevelSeconds(seconds) : null,
        };
        node.NothingElse();
        return unit;
    }

    private static OrganisationPart Part(string id, YamlValue node)
    {
        var part = new OrganisationPart(id, node.Find("label") is { } label ? ReportLayoutReader.Names(label) : [new DatedName(null, id)], From: node.FindDay("from"), Until: node.FindDay("until"));
        return part.From is { } from && part.Until <= from ? throw node.Get("until").Error("must be later than from") : part;
    }
}
