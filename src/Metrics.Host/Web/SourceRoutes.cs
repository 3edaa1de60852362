using System.Globalization;
using Metrics.Host.Live;
using Metrics.Pipelines;
using Metrics.Pipelines.Service;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.Warehouse.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Web;

/// <summary>How fresh what figures rest on is.</summary>
internal static class SourceRoutes
{
    private const int ShownRejects = 100;
    private const int MostRejects = 1000;

    /// <summary>
    /// Adds <c>GET sources?organisation=…</c>: each source's last event, when it became known, and how long it has been silent in opening hours; and
    /// <c>GET rejects?source=…&amp;after=…&amp;limit=…</c>, records that became no event, the oldest first, whose <c>next</c> is the <c>after</c> of what comes next.
    /// </summary>
    public static RouteGroupBuilder MapSources(this RouteGroupBuilder api)
    {
        api.MapGet("/sources", SourcesAsync).Says("What figures rest on and how fresh it is.", "sources?organisation=demo-live", ["organisation"]);
        api.MapGet("/rejects", RejectsAsync).Says("Records that became no event, and why, the oldest first.", "rejects?limit=10", ["source", "after", "limit"]);
        return api;
    }

    /// <summary>Adds <c>POST rejects/replay?source=…</c>, which reads rejected events again after a mend, for admins.</summary>
    public static RouteGroupBuilder MapReplay(this RouteGroupBuilder api)
    {
        api.MapPost("/rejects/replay", async Task<JsonHttpResult<object>> (OpenWarehouse owner, string? source, CancellationToken cancellation) =>
        {
            var outcome = await owner.WriteAsync(w => RejectReplay.Run(w, source, cancellation), cancellation).ConfigureAwait(false);
            return TypedResults.Json((object)new { read = outcome.Read, mended = outcome.Mended, accepted = outcome.Result.Accepted, duplicates = outcome.Result.Duplicates, corrections = outcome.Result.Corrections, conflicts = outcome.Result.Conflicts });
        }).Takes("Reads rejected events again, after a mend.", "", ["source"], ApiRole.Admin, StatusCodes.Status200OK);
        return api;
    }

    // What was sent may be about persons: it is shown to who owns the machine, by the command.
    private static async Task<JsonHttpResult<object>> RejectsAsync(HttpRequest request, OpenWarehouse owner, string? source, string? after, CancellationToken cancellation)
    {
        var most = (int)FigureRoutes.Whole(request, "limit", ShownRejects, 1, MostRejects);
        var from = after is null ? default : PlaceOf(after) ?? throw new QuestionException($"after: '{after}' is not the 'next' of an answer before");
        var rejects = await owner.AskAsync(w => new RejectQuery(w).Answer(source, from, most), cancellation).ConfigureAwait(false);
        return TypedResults.Json((object)new
        {
            rejects = rejects.Select(r => new { source = r.Reject.Source, name = r.Reject.Name, line = r.Reject.Line, field = r.Reject.Field, reason = r.Reject.Reason, rejectedAt = InstantConverter.Format(r.RecordedAt) }).ToArray(),
            next = rejects.Count == most ? string.Create(CultureInfo.InvariantCulture, $"{rejects[^1].Key.Batch} {rejects[^1].Key.Line} {rejects[^1].Key.Name}") : null,
        });
    }

    private static RejectKey? PlaceOf(string cursor) => cursor.Split(' ', 3) is [var batch, var line, var name] && long.TryParse(batch, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
        && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var l) ? new RejectKey(b, name, l) : null;

    private static async Task<JsonHttpResult<object[]>> SourcesAsync(HttpRequest request, OpenWarehouse owner, PipelineFolder pipelines, CancellationToken cancellation)
    {
        var organisation = FigureRoutes.OrganisationOf(request, pipelines);
        var (sources, now) = await owner.AskAsync(w => (w.Sources(), w.Now), cancellation).ConfigureAwait(false);
        return TypedResults.Json(sources.Where(s => s.Organisation == organisation.Id).OrderBy(s => s.Source, StringComparer.Ordinal).ThenBy(s => s.Family).Select(s => SourceJson.Of(s, organisation, now)).ToArray());
    }
}
