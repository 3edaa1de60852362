using Metrics.Host.Wall;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Metrics.Host.Web;

/// <summary>The wall and its changes.</summary>
internal static class WallRoutes
{
    /// <summary>
    /// Adds <c>GET wall?organisation=…</c>, the wall now, and <c>GET live?organisation=…</c>, server-sent events <c>wall</c> with the same each time it changed and
    /// at least every five seconds. Whoever comes back after a break gets the wall as it is, so nothing has to be caught up with.
    /// </summary>
    public static RouteGroupBuilder MapWall(this RouteGroupBuilder api)
    {
        api.MapGet("/wall", async Task<JsonHttpResult<object>> (HttpRequest request, PipelineFolder pipelines, WallFeed feed, CancellationToken cancellation)
            => TypedResults.Json(await feed.NowAsync(FigureRoutes.OrganisationOf(request, pipelines), cancellation).ConfigureAwait(false))).Says("The wallboard as it is.", "wall?organisation=demo-live", ["organisation"]);
        api.MapGet("/live", (HttpContext context, PipelineFolder pipelines, WallFeed feed, Access access, IHostApplicationLifetime service) =>
        {
            var organisation = FigureRoutes.OrganisationOf(context.Request, pipelines);
            // Proxies would hold the events back, and caches keep them.
            (context.Response.Headers["X-Accel-Buffering"], context.Response.Headers.CacheControl) = ("no", "no-cache,no-store");
            return TypedResults.Stream(body => TellAsync(context, body, feed, organisation, access, service), "text/event-stream");
        }).Says("The wallboard each time it changes, and at least every five seconds: server-sent events 'wall'.", "live?organisation=demo-live", ["organisation"], answers: "text/event-stream");
        return api;
    }

    // A stream outlives its question: whose key is taken away meanwhile is told nothing more. Whoever has gone, or a service that stops, ends it; neither is a fault.
    private static async Task TellAsync(HttpContext context, Stream body, WallFeed feed, Organisation organisation, Access access, IHostApplicationLifetime service)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, service.ApplicationStopping);
        try
        {
            await body.FlushAsync(ends.Token).ConfigureAwait(false);
            await foreach (var state in feed.FollowAsync(organisation, ends.Token).ConfigureAwait(false))
            {
                if (access.Refuse(context, ApiRole.Read) is not null) return;
                await body.WriteAsync(state.Event, ends.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
