using System.Globalization;
using Metrics.Pipelines.Kpis;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Alarms;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.Pipelines.Organisations;

/// <summary>Reads an organisation's alarms: a map from id to what is watched, its limit and how long it must last.</summary>
/// <param name="catalogue">The KPIs that can be watched.</param>
/// <param name="units">The organisation's units.</param>
internal sealed class AlarmReader(Func<Catalogue> catalogue, IReadOnlyList<OrganisationPart> units)
{
    private const int MostMinutes = 24 * 60;

    private readonly Dictionary<string, OrganisationPart> _units = units.ToDictionary(u => u.Id, StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    public IReadOnlyList<AlarmRule> Read(YamlValue? node) => node is null ? [] : [.. node.Entries().Select(e => One(e.Name, e.Value))];

    private AlarmRule One(string id, YamlValue node)
    {
        var watch = node.Get("watch").Word<AlarmWatch>();
        var rule = new AlarmRule(id, CatalogueReader.Label(node.Get("label")), watch)
        {
            Lasts = node.Find("minutes") is { } minutes ? minutes.Number() is >= 0 and <= MostMinutes and var many ? Duration.FromMinutes(many) : throw minutes.Error($"must be minutes, 0 to {MostMinutes}") : Duration.Zero,
            Units = [.. node.Find("units")?.Items().Select(u => OrganisationReader.Named(u, _units, "unit").Id) ?? []],
        };
        if (watch is AlarmWatch.Figure or AlarmWatch.LongestWait) rule = rule with { Limit = Limit(node) };
        if (watch == AlarmWatch.Figure)
        {
            rule = rule with
            {
                Kpi = Kpi(node),
                Window = node.Find("over")?.Word<AlarmWindow>() ?? AlarmWindow.Today,
                AtLeast = node.Find("atLeast") is { } least ? least.Number() is >= 0 and var few ? few : throw least.Error("must not be negative") : 0,
            };
        }

        node.NothingElse();
        return rule;
    }

    private string Kpi(YamlValue rule)
    {
        var node = rule.Get("kpi");
        var isNow = rule.Find("over")?.Word<AlarmWindow>() == AlarmWindow.Now;
        var known = catalogue();
        string[] can = [.. known.Kpis.Where(k => !isNow || k.Fact == FactKind.Contact).Select(k => k.Id), .. isNow ? [] : known.Composed.Select(k => k.Id).Concat(known.SurveyKpis.Select(k => k.Id))];
        return can.Contains(node.Text(), StringComparer.Ordinal)
            ? node.Text()
            : throw node.Error($"there is no KPI '{node.Text()}' that can be watched {(isNow ? "right now" : "today")}; there are {string.Join(", ", can)}");
    }

    private static AlarmLimit Limit(YamlValue node)
    {
        var (below, above, clear) = (node.Find("below"), node.Find("above"), node.Find("clear"));
        if (below is null == above is null) throw node.Error("needs either 'below' or 'above'");
        var (raise, isShare) = Figure(below ?? above!);
        var limit = new AlarmLimit(below is not null, raise, clear is null ? raise : Figure(clear).Value, isShare);
        return limit.IsBelow ? limit.Clear >= limit.Raise ? limit : throw clear!.Error("must not be less than below: the alarm would be raised again as it is cleared")
            : limit.Clear <= limit.Raise ? limit : throw clear!.Error("must not be more than above: the alarm would be raised again as it is cleared");
    }

    // A share is written in per cent, as people say it: 85 %.
    private static (decimal Value, bool IsShare) Figure(YamlValue node)
    {
        var text = node.Text();
        var isShare = text.EndsWith('%');
        return decimal.TryParse(isShare ? text[..^1].TrimEnd() : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? (isShare ? value / 100 : value, isShare) : throw node.Error($"'{text}' is neither a number such as 300 nor a share such as 85 %");
    }
}
