using Metrics.Pipelines.Kpis;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;
using NodaTime;

namespace Metrics.Pipelines.Organisations;

/// <summary>Reads the organisations: every file of pipelines/organisations.</summary>
public static class OrganisationReader
{
    /// <summary>Reads them all, by id.</summary>
    /// <exception cref="ConfigurationException">A file can't be used; the message names file, line and key.</exception>
    public static IReadOnlyDictionary<string, Organisation> Read(string folder)
    {
        var all = new SortedDictionary<string, Organisation>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var root = YamlValue.Load(file);
            var organisation = One(root);
            root.NothingElse();
            if (!all.TryAdd(organisation.Id, organisation)) throw root.Get("id").Error($"there are two organisations called '{organisation.Id}'");
        }

        return all;
    }

    private static Organisation One(YamlValue root)
    {
        var zone = root.Get("zone");
        var thresholds = root.Get("serviceLevelSeconds").Items().Select(i => Seconds(i)).ToArray();
        if (thresholds.Length == 0) throw root.Get("serviceLevelSeconds").Error("needs at least one threshold, the contractual one first");
        if (thresholds.Distinct().Count() != thresholds.Length) throw root.Get("serviceLevelSeconds").Error("names a threshold twice");
        return new Organisation(
            Id(root.Get("id")),
            CatalogueReader.Label(root.Get("label")),
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Text())
                ?? throw zone.Error($"'{zone.Text()}' is not a zone of the IANA database, such as Europe/Stockholm"),
            thresholds,
            Seconds(root.Get("shortAbandonSeconds")));
    }

    // The id is part of identities: organisation/source.
    private static string Id(YamlValue node) => node.Text() is var id && !string.IsNullOrWhiteSpace(id) && !id.Any(c => c is '/' or '\\' || char.IsControl(c))
        ? id
        : throw node.Error($"'{id}' is not an id: it must say something, without '/' and '\\'");

    private static int Seconds(YamlValue node) => node.Number() is >= 0 and <= 86400 and var seconds
        ? seconds
        : throw node.Error("must be seconds, 0 to 86400");
}
