using Metrics.Host.Live;
using Metrics.Pipelines;
using Metrics.Reporting;
using Metrics.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Web;

/// <summary>How fresh what figures rest on is.</summary>
internal static class SourceRoutes
{
    /// <summary>Adds <c>GET sources?organisation=…</c>: each source's last event, when it became known, and how long it has been silent in opening hours.</summary>
    public static RouteGroupBuilder MapSources(this RouteGroupBuilder api)
    {
        api.MapGet("/sources", SourcesAsync);
        return api;
    }

    private static async Task<JsonHttpResult<object[]>> SourcesAsync(HttpRequest request, OpenWarehouse owner, PipelineFolder pipelines, CancellationToken cancellation)
    {
        var organisation = FigureRoutes.OrganisationOf(request, pipelines);
        var (sources, now) = await owner.AskAsync(w => (w.Sources(), w.Now), cancellation).ConfigureAwait(false);
        return TypedResults.Json(sources.Where(s => s.Organisation == organisation.Id).OrderBy(s => s.Source, StringComparer.Ordinal).ThenBy(s => s.Family).Select(s => SourceJson.Of(s, organisation, now)).ToArray());
    }
}
