using Metrics.Host.Live;
using Metrics.Intake.Live;
using Metrics.ServiceDesk.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Metrics.Host.Web;

/// <summary>How the service is doing, for people and for what restarts it.</summary>
internal static class HealthRoutes
{
    /// <summary>
    /// Adds <c>GET /healthz</c> (503 only when a restart could help: nothing can be stored) and <c>GET /readyz</c> (503 as long as a source is not
    /// read).
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", (LiveService live) => Answer(live, live.IsFailing));
        app.MapGet("/readyz", (LiveService live) => Answer(live, !live.IsReady));
    }

    private static JsonHttpResult<object> Answer(LiveService live, bool unavailable)
    {
        var workers = live.Workers.Select(Of).ToArray();
        var well = live.Workers.All(w => w.Health.State is SourceState.Reading or SourceState.Starting);
        return TypedResults.Json(
            (object)new { status = well ? "ok" : unavailable ? "failing" : "degraded", workers },
            statusCode: unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static object Of(Worker worker)
    {
        var (health, source) = (worker.Health, worker.Status.Now);
        return new
        {
            name = worker.Name,
            state = Words.Of(health.State),
            reason = health.Reason,
            since = InstantConverter.Format(health.Since),
            restarts = health.Restarts,
            records = source.Records,
            rejects = source.Rejects,
            lag = source.Lag,
            lastEventTime = InstantConverter.Format(source.LastEventTime),
            lastArrival = InstantConverter.Format(source.LastArrival),
        };
    }
}
