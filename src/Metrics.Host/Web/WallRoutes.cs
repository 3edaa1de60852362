using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
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
    private static readonly TimeSpan ComesBackAfter = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Adds <c>GET wall?organisation=…</c>, the wall now, and <c>GET live?organisation=…</c>, server-sent events <c>wall</c> with the same each time it changed and
    /// at least every five seconds. Whoever comes back after a break gets the wall as it is, so nothing has to be caught up with.
    /// </summary>
    public static RouteGroupBuilder MapWall(this RouteGroupBuilder api)
    {
        api.MapGet("/wall", async Task<JsonHttpResult<object>> (HttpRequest request, PipelineFolder pipelines, WallFeed feed, CancellationToken cancellation)
            => TypedResults.Json(await feed.NowAsync(FigureRoutes.OrganisationOf(request, pipelines), cancellation).ConfigureAwait(false))).Says("The wallboard as it is.", "wall?organisation=demo-live", ["organisation"]);
        api.MapGet("/live", (HttpContext context, PipelineFolder pipelines, WallFeed feed, Access access, IHostApplicationLifetime service, CancellationToken cancellation) =>
        {
            // Proxies would hold the events back.
            context.Response.Headers["X-Accel-Buffering"] = "no";
            return TypedResults.ServerSentEvents(EventsAsync(feed, FigureRoutes.OrganisationOf(context.Request, pipelines), () => access.Refuse(context, ApiRole.Read) is null, service, cancellation));
        }).Says("The wallboard each time it changes, and at least every five seconds: server-sent events 'wall'.", "live?organisation=demo-live", ["organisation"], answers: "text/event-stream");
        return api;
    }

    // A stream outlives its question: whose key is taken away meanwhile is told nothing more.
    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(WallFeed feed, Organisation organisation, Func<bool> isAllowed, IHostApplicationLifetime service, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, service.ApplicationStopping);
        var states = feed.FollowAsync(organisation, ends.Token).GetAsyncEnumerator(ends.Token);
        await using (states.ConfigureAwait(false))
        {
            while (await NextAsync(states).ConfigureAwait(false) && isAllowed())
                yield return new SseItem<string>(states.Current.Json, "wall") { EventId = states.Current.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), ReconnectionInterval = ComesBackAfter };
        }
    }

    // Whoever has gone, or a service that stops, ends the stream; neither is a fault.
    private static async Task<bool> NextAsync(IAsyncEnumerator<WallState> states)
    {
        try
        {
            return await states.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
