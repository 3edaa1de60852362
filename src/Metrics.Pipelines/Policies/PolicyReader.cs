using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Metrics.Pipelines.Calendars;
using Metrics.Pipelines.Kpis;
using Metrics.Pipelines.Yaml;
using Metrics.ServiceDesk.Calendars;
using Metrics.ServiceDesk.Sla;
using NodaTime;

namespace Metrics.Pipelines.Policies;

/// <summary>Reads agreements on service levels: a file of pipelines/policies is one policy.</summary>
/// <param name="calendars">The calendars that a policy can name.</param>
public sealed partial class PolicyReader(IReadOnlyDictionary<string, OpeningCalendar> calendars)
{
    /// <summary>Where a promise that nothing dates is tried against a calendar.</summary>
    private static readonly Instant SomeTime = Instant.FromUtc(2020, 1, 1, 0, 0);

    /// <summary>Reads every policy of a folder, by id.</summary>
    /// <exception cref="ConfigurationException">A file can't be used; the message names file, line and key.</exception>
    public IReadOnlyDictionary<string, Policy> ReadAll(string folder) => ById.Of(folder, Read, p => p.Id, "policies");

    /// <summary>Reads one file.</summary>
    /// <exception cref="ConfigurationException">It can't be used; the message names file, line and key.</exception>
    public Policy Read(YamlValue root)
    {
        var id = root.Get("id").Text();
        var level = root.Get("level").Word<AgreementLevel>();
        var zone = CalendarReader.Zone(root.Get("zone"));
        var nodes = root.Get("versions").Items().ToArray();
        var versions = nodes.Select(n => Version(n, id, level, zone)).ToArray();
        if (versions.Length == 0) throw root.Get("versions").Error("must list at least one version");
        for (var i = 1; i < versions.Length; i++)
        {
            if (versions[i].ValidFrom is not { } from) throw nodes[i].Error("only the first version can be without validFrom");
            if (from <= versions[i - 1].ValidFrom)
                throw nodes[i].Get("validFrom").Error($"shadows the version before it, which is valid from {versions[i - 1].ValidFromText}; versions stand in the order of time");
        }

        var policy = new Policy(id, CatalogueReader.Label(root.Get("label")), level, versions);
        root.NothingElse();
        return policy;
    }

    /// <summary>What a policy's promise lacks in a calendar's hours; null when it can be kept and broken.</summary>
    internal static string? NeverDue(PolicyVersion version, Promise promise, OpeningCalendar calendar)
    {
        foreach (var limit in (ReadOnlySpan<TimeLimit?>)[promise.FirstResponse, promise.Resolution])
        {
            if (limit is not { Time: ClockTime.Opening, Within: var within }) continue;
            // Tried when the policy begins, and in each version of the calendar since.
            var from = version.ValidFrom ?? SomeTime;
            var tried = calendar.Versions.Select(v => v.ValidFrom?.InZoneLeniently(calendar.Zone).ToInstant()).OfType<Instant>().Where(v => v > from).Prepend(from);
            if (tried.Any(t => calendar.Add(t, within) is null))
                return string.Create(CultureInfo.InvariantCulture, $"{version.Name} promises {within.TotalHours:0.##} opening hours ({promise.For}), and {calendar.Id} never opens for so long");
        }

        return null;
    }

    private PolicyVersion Version(YamlValue node, string policy, AgreementLevel level, DateTimeZone zone)
    {
        var from = node.Find("validFrom");
        var warnAt = node.Find("warnAt") is { } warn ? Percent(warn) : 0.8m;
        var version = new PolicyVersion
        {
            Policy = policy,
            ValidFrom = from is null ? null : CalendarReader.Moment(from).InZoneLeniently(zone).ToInstant(),
            ValidFromText = from?.Text(),
            StoppedBy = StoppedBy(node.Get("stoppedBy")),
            Reopened = node.Find("reopened")?.Word<ResolutionUsed>() ?? ResolutionUsed.Total,
            Calendar = node.Find("calendar") is { } calendar ? Calendar(calendar) : null,
            Promises = node.Get("promises").Items().Select(p => Promise(p, level, warnAt)).ToArray(),
        };
        node.NothingElse();
        if (version.Promises.Count == 0) throw node.Get("promises").Error("must list at least one promise");
        if (SelectorReader.Tie(version.Promises, p => p.For, _ => (null, null)) is { } tie)
            throw node.Get("promises").Error($"two promises tie: ({tie.First.For}) and ({tie.Second.For}) are both for ({tie.Both}); name more attributes in one of them");
        if (version.Calendar is { } own && version.Promises.Select(p => NeverDue(version, p, own)).FirstOrDefault(n => n is not null) is { } never)
            throw node.Get("promises").Error(never);
        return version;
    }

    private OpeningCalendar Calendar(YamlValue node) => calendars.GetValueOrDefault(node.Text())
        ?? throw node.Error($"there is no calendar '{node.Text()}'; there are {string.Join(", ", calendars.Keys)}");

    private static FrozenSet<string>? StoppedBy(YamlValue node) => node.IsList
        ? node.Texts() is var reasons && reasons.FirstOrDefault(r => r is "any" or "none") is { } word
            ? throw node.Error($"'{word}' is not a reason; write stoppedBy: {word}, without brackets")
            : reasons.ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        : node.Text() switch
        {
            "any" => null,
            "none" => FrozenSet<string>.Empty,
            _ => throw node.Error("must list the reasons for waiting that stop the clock, or be any or none"),
        };

    private static Promise Promise(YamlValue node, AgreementLevel level, decimal warnAt)
    {
        var promise = new Promise
        {
            For = level == AgreementLevel.Sla
                ? SelectorReader.Read(node, TicketAttribute.Unit, TicketAttribute.Service, TicketAttribute.Customer, TicketAttribute.Kind, TicketAttribute.CaseType, TicketAttribute.Priority, TicketAttribute.Channel)
                : SelectorReader.Read(node, TicketAttribute.Line, TicketAttribute.Unit, TicketAttribute.Service, TicketAttribute.Customer, TicketAttribute.Kind, TicketAttribute.CaseType, TicketAttribute.Priority, TicketAttribute.Channel),
            FirstResponse = level == AgreementLevel.Sla && node.Find("firstResponse") is { } response ? Limit(response) : null,
            Resolution = node.Find("resolution") is { } resolution ? Limit(resolution) : null,
            WarnAt = node.Find("warnAt") is { } warn ? Percent(warn) : warnAt,
        };
        node.NothingElse();
        if (promise.FirstResponse is null && promise.Resolution is null) throw node.Error("promises nothing; give firstResponse, resolution or both");
        if (promise is { FirstResponse: { } first, Resolution: { } last } && first.Time == last.Time && first.Within > last.Within)
            throw node.Error("promises the first response later than the resolution");
        return promise;
    }

    private static TimeLimit Limit(YamlValue node)
    {
        if (!node.IsMap) return new TimeLimit(Within(node), ClockTime.Opening);
        var limit = new TimeLimit(Within(node.Get("within")), node.Find("time")?.Word<ClockTime>() ?? ClockTime.Opening);
        node.NothingElse();
        return limit;
    }

    private static Duration Within(YamlValue node)
    {
        var match = Time().Match(node.Text());
        var minutes = match.Success ? (Part(match.Groups["h"]) * 60) + Part(match.Groups["m"]) : 0;
        return minutes is > 0 and <= 10 * 366 * 24 * 60
            ? Duration.FromMinutes(minutes)
            : throw node.Error($"'{node.Text()}' is not a time such as 16h, 30m or 1h30m, over zero and under ten years");

        static long Part(Group group) => group.Success ? long.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    private static decimal Percent(YamlValue node) => node.Number() is > 0 and < 100 and var percent
        ? percent / 100m
        : throw node.Error("must be per cent of the promised time, 1 to 99");

    [GeneratedRegex("^((?<h>[0-9]{1,6})h)?((?<m>[0-9]{1,6})m)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}
