using Metrics.Host.Alarms;
using Metrics.Host.Live;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Metrics.Host.Web;

/// <summary>What decides an organisation's figures, as it was read.</summary>
internal static class ConfigurationRoutes
{
    /// <summary>Adds <c>GET configuration?organisation=…</c> and <c>GET organisations</c>.</summary>
    public static RouteGroupBuilder MapConfiguration(this RouteGroupBuilder api)
    {
        api.MapGet("/configuration", async Task<JsonHttpResult<object>> (HttpRequest request, OpenWarehouse owner, CancellationToken cancellation) =>
        {
            var organisation = FigureRoutes.OrganisationOf(request, owner.Pipelines);
            return TypedResults.Json(Of(organisation, owner.Pipelines.Fingerprint(), await owner.AskAsync(w => new TargetLog(w).Changes(organisation), cancellation).ConfigureAwait(false)));
        }).Says("What decides an organisation's figures, as the service has read it: hours, promises, thresholds, units, targets and which of them were changed, alarms.", "configuration?organisation=demo-live", ["organisation"]);
        api.MapGet("/organisations", async Task<JsonHttpResult<object[]>> (OpenWarehouse owner, CancellationToken cancellation) =>
        {
            var told = await owner.AskAsync(w => w.Organisations(), cancellation).ConfigureAwait(false);
            return TypedResults.Json(owner.Pipelines.Organisations.Values.Where(o => told.Contains(o.Id)).OrderBy(o => o.Label.Sv, StringComparer.CurrentCulture).Select(o => (object)new { id = o.Id, label = KpiJson.Of(o.Label) }).ToArray());
        }).Says("The organisations that anything is told of.", "organisations", []);
        return api;
    }

    private static object Of(Organisation o, string fingerprint, IReadOnlyList<TargetChange> changes) => new
    {
        organisation = o.Id,
        label = KpiJson.Of(o.Label),
        zone = o.Zone.Id,
        fingerprint,
        serviceLevelSeconds = o.ServiceLevelSeconds,
        shortAbandonSeconds = o.ShortAbandonSeconds,
        resolutionHours = o.ResolutionHours,
        units = o.Units.Select(u => new { id = u.Id, name = u.Names[^1].Name, parent = u.Parent, from = Day(u.From), until = Day(u.Until), serviceLevelSeconds = u.ServiceLevelSeconds, calendar = o.Terms.CalendarOf(new Slice(o.Id, u.Id, null, null, null, null, null)).Id }),
        calendars = new TermsQuery(o).Calendars().Select(Of),
        policies = new TermsQuery(o).Policies().Select(Of),
        freshness = o.Freshness.Select(f => new { family = Words.Of(f.Family), source = f.Source, staleAfterMinutes = f.After.TotalMinutes, calendar = f.Calendar.Id }),
        targets = o.Report.Indicators.SelectMany(i => i.Targets.Select(t => Of(i, t))),
        targetChanges = changes.Reverse().Select(c => new { target = c.Target, before = c.Before, now = c.Now, foundAt = InstantConverter.Format(c.FoundAt), foundBy = c.FoundBy }),
        alarms = o.Alarms.Select(AlarmJson.Of),
    };

    private static object Of(TermsUsed t) => new { name = t.Name, label = KpiJson.Of(t.Label), says = KpiJson.Of(t.Says) };

    private static object Of(Indicator i, Target t) => new { indicator = i.Id, label = i.LabelOn(t.DecidedOn), unit = i.Unit, year = t.Year, kind = Words.Of(t.Kind), value = t.Value, higherIsBetter = t.HigherIsBetter, level = t.Level, decision = t.Decision, decidedOn = Day(t.DecidedOn) };

    private static string? Day(LocalDate? day) => day is { } d ? PeriodKey.Of(PeriodKind.Day, d) : null;
}
