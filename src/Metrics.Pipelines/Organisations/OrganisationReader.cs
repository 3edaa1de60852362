using Metrics.Pipelines.Calendars;
using Metrics.Pipelines.Kpis;
using Metrics.Pipelines.Policies;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Sla;

namespace Metrics.Pipelines.Organisations;

/// <summary>Reads the organisations: a file of pipelines/organisations is one.</summary>
/// <param name="calendars">The calendars they can name.</param>
/// <param name="policies">The policies they can name.</param>
/// <param name="catalogue">The KPIs that their alarms can name; asked only where there are any.</param>
public sealed class OrganisationReader(IReadOnlyDictionary<string, OpeningCalendar> calendars, IReadOnlyDictionary<string, Policy> policies, Func<ServiceDesk.Kpis.Catalogue> catalogue)
{
    /// <summary>Reads them all, by id.</summary>
    /// <exception cref="ConfigurationException">A file can't be used; the message names file, line and key.</exception>
    public IReadOnlyDictionary<string, Organisation> ReadAll(string folder) => ById.Of(folder, Read, o => o.Id, "organisations");

    /// <summary>Why terms can't be: two rules tie, or a promise is never due; null when they can.</summary>
    public static string? WrongIn(ServiceTerms terms)
    {
        var made = terms.Policies.SelectMany(p => p.Versions.Select((v, i) => (Policy: p, Version: v, Until: i + 1 < p.Versions.Count ? p.Versions[i + 1].ValidFrom : null)))
            .SelectMany(v => v.Version.Promises.Select(p => (v.Policy, v.Version, v.Until, Promise: p))).ToArray();
        foreach (var level in made.GroupBy(m => m.Policy.Level == AgreementLevel.Sla))
        {
            if (SelectorReader.Tie(level.ToArray(), m => m.Promise.For, m => (m.Version.ValidFrom, m.Until)) is { } tie) return $"{tie.First.Version.Name} ({tie.First.Promise.For}) and {tie.Second.Version.Name} ({tie.Second.Promise.For}) tie: both are for ({tie.Both}); name more attributes in one of them";
        }

        foreach (var calendar in terms.Calendars.Select(r => r.Calendar).Prepend(terms.Calendar))
        {
            foreach (var m in made.Where(m => m.Version.Calendar is null))
            {
                if (PolicyReader.NeverDue(m.Version, m.Promise, calendar) is { } never) return never;
            }
        }

        return null;
    }

    /// <summary>The part of an organisation's file that its facts and cells follow from.</summary>
    internal static string DecidesFacts(string file) => YamlValue.Load(file).Said("id", "zone", "serviceLevelSeconds", "shortAbandonSeconds", "resolutionHours", "calendar", "calendars", "policies", "units");

    private Organisation Read(YamlValue root)
    {
        var units = PartReader.Units(root.Find("units"));
        var organisation = new Organisation(
            Id(root.Get("id")),
            CatalogueReader.Label(root.Get("label")),
            CalendarReader.Zone(root.Get("zone")),
            ServiceLevelSeconds(root.Get("serviceLevelSeconds")),
            Seconds(root.Get("shortAbandonSeconds")),
            Thresholds(root.Get("resolutionHours"), Hours),
            Terms(root))
        {
            Units = units,
            Customers = PartReader.Customers(root.Find("customers")),
            SavedTime = PartReader.Saved(root.Find("savedTime")),
            Report = ReportLayoutReader.Read(root, units),
            Freshness = [.. root.Find("freshness")?.Items().Select(n => Freshness(n, root.Get("calendar"))) ?? []],
            Alarms = new AlarmReader(catalogue, units).Read(root.Find("alarms")),
        };
        root.NothingElse();
        return organisation;
    }

    private StaleRule Freshness(YamlValue node, YamlValue calendar)
    {
        var minutes = node.Get("staleAfterMinutes");
        var rule = new StaleRule(
            node.Get("family").Word<ServiceDesk.Events.EventFamily>(), node.Find("source")?.Text(),
            minutes.Number() is > 0 and <= 100_000 and var after ? NodaTime.Duration.FromMinutes(after) : throw minutes.Error("must be minutes of opening hours, 1 to 100000"),
            Named(node.Find("calendar") ?? calendar, calendars, "calendar"));
        node.NothingElse();
        return rule;
    }

    private ServiceTerms Terms(YamlValue root)
    {
        var rules = root.Find("calendars")?.Items().Select(Rule).ToArray() ?? [];
        if (SelectorReader.Tie(rules, r => r.For, _ => (null, null)) is { } tie)
            throw root.Get("calendars").Error($"({tie.First.For}) and ({tie.Second.For}) tie: both are for ({tie.Both}); name more attributes in one of them");
        var terms = new ServiceTerms(
            Named(root.Get("calendar"), calendars, "calendar"), rules,
            root.Find("policies")?.Items().Select(p => Named(p, policies, "policy")).ToArray() ?? []);
        return WrongIn(terms) is { } wrong ? throw root.Get("policies").Error(wrong) : terms;
    }

    private CalendarRule Rule(YamlValue node)
    {
        var rule = new CalendarRule(
            SelectorReader.Read(node, TicketAttribute.Unit, TicketAttribute.Service, TicketAttribute.Customer, TicketAttribute.Queue),
            Named(node.Get("calendar"), calendars, "calendar"));
        node.NothingElse();
        return rule.For.Specificity > 0 ? rule : throw node.Error("must say for which unit, service, customer or queue");
    }

    internal static T Named<T>(YamlValue node, IReadOnlyDictionary<string, T> all, string thing) => all.TryGetValue(node.Text(), out var one)
        ? one
        : throw node.Error($"there is no {thing} '{node.Text()}'; there {(all.Count > 0 ? "are " + string.Join(", ", all.Keys) : "is none")}");

    // The id is part of identities: organisation/source.
    private static string Id(YamlValue node) => node.Text() is var id && !string.IsNullOrWhiteSpace(id) && !id.Any(c => c is '/' or '\\' || char.IsControl(c))
        ? id
        : throw node.Error($"'{id}' is not an id: it must say something, without '/' and '\\'");

    /// <summary>Reads thresholds of the service level, the contractual one first.</summary>
    internal static int[] ServiceLevelSeconds(YamlValue node) => Thresholds(node, Seconds);

    private static int[] Thresholds(YamlValue node, Func<YamlValue, int> read)
    {
        var thresholds = node.Items().Select(read).ToArray();
        if (thresholds.Length == 0) throw node.Error("needs at least one threshold, the contractual one first");
        return thresholds.Distinct().Count() == thresholds.Length ? thresholds : throw node.Error("names a threshold twice");
    }

    private static int Seconds(YamlValue node) => node.Number() is >= 0 and <= 86400 and var seconds
        ? seconds
        : throw node.Error("must be seconds, 0 to 86400");

    private static int Hours(YamlValue node) => node.Number() is > 0 and <= 10000 and var hours
        ? hours
        : throw node.Error("must be hours, 1 to 10000");
}
