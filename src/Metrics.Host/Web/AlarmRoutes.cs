using Metrics.Host.Alarms;
using Metrics.Host.Live;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Metrics.ServiceDesk.Alarms;
using Metrics.Warehouse.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Web;

/// <summary>Who has seen to an alarm.</summary>
/// <param name="By">Who: a name or a post.</param>
/// <param name="Note">What they say of it.</param>
public sealed record Acknowledgement(string? By, string? Note);

/// <summary>Alarms and their log.</summary>
internal static class AlarmRoutes
{
    private const int MostLines = 1000;
    private const int LongestName = 100;
    private const int LongestNote = 1000;

    /// <summary>
    /// Adds <c>GET alarms?organisation=…</c>, those that aren't over, the newest first, and <c>GET alarms/log?organisation=…&amp;after=…&amp;limit=…</c>, their log in
    /// order, whose <c>next</c> is the <c>after</c> of what comes next, or with <c>last=…</c> its end.
    /// </summary>
    public static RouteGroupBuilder MapAlarms(this RouteGroupBuilder api)
    {
        api.MapGet("/alarms", async Task<JsonHttpResult<object[]>> (HttpRequest request, OpenWarehouse owner, CancellationToken cancellation) =>
        {
            var organisation = FigureRoutes.OrganisationOf(request, owner.Pipelines);
            var (running, today) = await owner.AskAsync(w => (new AlarmQuery(w).Running(organisation), w.Today(organisation, null)), cancellation).ConfigureAwait(false);
            return TypedResults.Json(running.Reverse().Select(a => AlarmJson.Of(a, organisation, today)).ToArray());
        }).Says("The alarms that aren't over, the newest first.", "alarms?organisation=demo-live", ["organisation"]);
        api.MapGet("/alarms/log", async Task<JsonHttpResult<object>> (HttpRequest request, OpenWarehouse owner, CancellationToken cancellation) =>
        {
            var organisation = FigureRoutes.OrganisationOf(request, owner.Pipelines);
            var (after, limit) = (FigureRoutes.Whole(request, "after", 0, 0, long.MaxValue), (int)FigureRoutes.Whole(request, "limit", 100, 1, MostLines));
            var last = (int)FigureRoutes.Whole(request, "last", 0, 1, MostLines);
            var log = await owner.AskAsync(w => last > 0 ? new AlarmQuery(w).Latest(organisation, last) : new AlarmQuery(w).Log(organisation, after, limit), cancellation).ConfigureAwait(false);
            return TypedResults.Json((object)new { changes = log.Select(c => AlarmJson.Of(c, organisation)).ToArray(), next = log.Count > 0 ? log[^1].Number : after });
        }).Says("The alarms' log, in order.", "alarms/log?organisation=demo-live&after=0&limit=100", ["organisation", "after", "limit", "last"]);
        return api;
    }

    /// <summary>Adds <c>POST alarms/{id}/acknowledge?organisation=…</c> with <c>{"by":"…","note":"…"}</c>, for who may write: 204; who came first stands.</summary>
    public static RouteGroupBuilder MapAcknowledgement(this RouteGroupBuilder api)
    {
        api.MapPost("/alarms/{id}/acknowledge", AcknowledgeAsync)
            .Takes("Somebody has seen to an alarm.", """{"by":"Eva","note":"ringer leverantören"}""", ["organisation"], ApiRole.Write, StatusCodes.Status204NoContent);
        return api;
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AcknowledgeAsync(string id, HttpContext context, Acknowledgement said, OpenWarehouse owner, PipelineFolder pipelines, Access access, ILogger<LiveService> log, CancellationToken cancellation)
    {
        var organisation = FigureRoutes.OrganisationOf(context.Request, pipelines);
        if (said.By?.Trim() is not { Length: > 0 and <= LongestName } by) throw new QuestionException($"by: must say who has seen to it, in at most {LongestName} characters");
        var note = said.Note?.Trim() is { Length: > 0 } text ? text : null;
        if (note?.Length > LongestNote) throw new QuestionException($"note: is longer than {LongestNote} characters");
        var found = await owner.WriteAsync(
            w =>
            {
                var query = new AlarmQuery(w);
                if (query.Running(organisation).FirstOrDefault(a => a.Id == id) is not { } alarm) return false;
                if (alarm.AcknowledgedAt is null) query.Keep(organisation, [new AlarmChange(id, alarm.Subject, AlarmStep.Acknowledged, w.Now, null, by, note)]);
                return true;
            },
            cancellation).ConfigureAwait(false);
        if (!found) return TypedResults.Problem($"{organisation.Id} has no alarm '{id}' that isn't over", statusCode: StatusCodes.Status404NotFound);
        var caller = access.CallerOf(context);
        LiveLog.Acknowledged(log, caller, id, organisation.Id);
        return TypedResults.NoContent();
    }
}
