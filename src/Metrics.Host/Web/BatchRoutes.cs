using Metrics.Host.Live;
using Metrics.Intake.CloudEvents;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Web;

/// <summary>Where workers without a database hand over what they read.</summary>
internal static class BatchRoutes
{
    /// <summary>
    /// Adds <c>POST batches</c> (200 when it is committed; 409 when it doesn't go on from what is stored; 503 when the service stops first) and <c>GET
    /// positions</c>. Both need an admin's key: who moves positions decides what is read.
    /// </summary>
    public static RouteGroupBuilder MapBatches(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("").Requires(ApiRole.Admin);
        group.MapPost("/batches", CommitAsync);
        group.MapGet("/positions", async (string source, LiveService live, CancellationToken cancellation)
            => TypedResults.Json(await live.Queue.PositionsAsync(source, cancellation).ConfigureAwait(false)));
        return api;
    }

    private static async Task<IResult> CommitAsync(HttpContext context, LiveService live, PipelineFolder pipelines, CancellationToken cancellation)
    {
        // A worker's batches are as large as this service's own, which it holds in memory just so.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellation).ConfigureAwait(false);
        var document = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (BatchDocument.TryRead(document.Span, new CloudEventDecoder(Organisation.DefaultId, pipelines.Organisations), out var batch) is { } wrong)
            return TypedResults.Problem($"the batch can't be read: {wrong}; worker and service must be of one version, with the same pipelines", statusCode: StatusCodes.Status400BadRequest);
        try
        {
            // Once handed over it is committed, also when nobody waits for the answer any more.
            var committed = await live.Queue.EnqueueAsync(batch!, cancellation).ConfigureAwait(false);
            return TypedResults.Json(await committed.WaitAsync(cancellation).ConfigureAwait(false));
        }
        catch (PositionMovedException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (Exception e) when (e is System.Threading.Channels.ChannelClosedException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Problem("the service stops; nothing of the batch is stored", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
