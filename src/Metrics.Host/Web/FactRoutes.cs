using Metrics.Host.Live;
using Metrics.Reporting;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.Warehouse.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Metrics.Host.Web;

/// <summary>The facts behind figures, and what is due.</summary>
internal static class FactRoutes
{
    /// <summary>
    /// Adds <c>GET facts/{tickets|hand-overs|contacts|volumes}?organisation=…&amp;from=…&amp;to=…&amp;format=csv|parquet</c>, of any size, <c>GET cells/{…}</c> with the same, and
    /// <c>GET tickets/due?organisation=…&amp;at=…&amp;unit=…&amp;all=true</c>, whose rows are those of <c>metrics due</c>.
    /// </summary>
    public static RouteGroupBuilder MapFacts(this RouteGroupBuilder api)
    {
        api.MapGet("/facts/{kind}", FactsAsync).Says(
            "The facts behind figures, as many as there are; who asks is logged.", "facts/contacts?organisation=demo-live&from=2025-03-11&format=csv", ["organisation", "from", "to", "format"],
            answers: ["text/csv", "application/vnd.apache.parquet"]);
        api.MapGet("/cells/{kind}", CellsAsync).Says(
            "The cells that every figure is a quotient of sums of: each cut, quarter of an hour or day, and the sums of all measures.", "cells/contacts?organisation=demo-live&from=2025-03-11&format=csv",
            ["organisation", "from", "to", "format"], answers: ["text/csv", "application/vnd.apache.parquet"]);
        api.MapGet("/tickets/due", async Task<JsonHttpResult<object[]>> (HttpRequest request, OpenWarehouse owner, string? unit, string? all, CancellationToken cancellation) =>
        {
            var organisation = FigureRoutes.OrganisationOf(request, owner.Pipelines);
            var at = FigureRoutes.Moment(request, "at", organisation);
            if (all is not (null or "true" or "false")) throw new QuestionException($"all: '{all}' is neither true nor false");
            var deadlines = await owner.AskAsync(w => new DeadlineQuery(w).At(organisation, at), cancellation).ConfigureAwait(false);
            return TypedResults.Json(deadlines.Where(d => (all == "true" || d.State != DeadlineState.InTime) && (unit is null || d.Traits.Slice.Unit == unit)).Select(d => DeadlineJson.Of(d, organisation)).ToArray());
        }).Says("What is overdue or due soon, the most urgent first: the rows of metrics due.", "tickets/due?organisation=demo-live&all=true", ["organisation", "at", "unit", "all"]);
        return api;
    }

    private static FactKind? KindOf(string kind) => kind.EndsWith('s') && Words.TryParse<FactKind>(kind[..^1], out var fact) ? fact : null;

    private static async Task<PhysicalFileHttpResult> CellsAsync(string kind, HttpContext context, OpenWarehouse owner, string? format, CancellationToken cancellation)
    {
        var organisation = FigureRoutes.OrganisationOf(context.Request, owner.Pipelines);
        var (from, to) = (FigureRoutes.Day(context.Request, "from"), FigureRoutes.Day(context.Request, "to"));
        if (KindOf(kind) is not { } fact) throw new QuestionException($"there are no cells of '{kind}'; there are cells of tickets, hand-overs, contacts, volumes and surveys");
        return await RowFile.SendAsync(
            context, format, $"{organisation.Id}-{kind}-cells", null, file => owner.AskAsync(w => new FactExport(w).WriteCells(fact, organisation, from, to, file), cancellation)).ConfigureAwait(false);
    }

    private static async Task<PhysicalFileHttpResult> FactsAsync(string kind, HttpContext context, OpenWarehouse owner, string? format, CancellationToken cancellation)
    {
        var organisation = FigureRoutes.OrganisationOf(context.Request, owner.Pipelines);
        var (from, to) = (FigureRoutes.Day(context.Request, "from"), FigureRoutes.Day(context.Request, "to"));
        if (KindOf(kind) is not { } fact || fact == FactKind.Survey) throw new QuestionException($"there are no facts '{kind}'; there are tickets, hand-overs, contacts and volumes");
        return await RowFile.SendAsync(
            context, format, $"{organisation.Id}-{kind}", new RowsAsked(kind, $"{from} – {to}", organisation.Id), file => owner.AskAsync(w => new FactExport(w).Write(fact, organisation, from, to, file), cancellation)).ConfigureAwait(false);
    }
}

/// <summary>Which rows somebody asked for, for the audit log.</summary>
/// <param name="What">The KPI, or the kind of facts.</param>
/// <param name="Period">Of when.</param>
/// <param name="Organisation">Whose.</param>
internal sealed record RowsAsked(string What, string Period, string Organisation);

/// <summary>Rows that are written to a file first, so that they may be as many as they are, and sent from it. Who got them is logged.</summary>
internal static class RowFile
{
    /// <summary>Writes and sends them.</summary>
    /// <param name="context">The request.</param>
    /// <param name="format">csv or parquet; null is csv.</param>
    /// <param name="name">What the file is called where it is kept, without its ending.</param>
    /// <param name="asked">Which rows they are, where they may be about persons; null where they are sums.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="QuestionException">The format is another.</exception>
    public static async Task<PhysicalFileHttpResult> SendAsync(HttpContext context, string? format, string name, RowsAsked? asked, Func<string, Task> write)
    {
        if (format is not (null or "csv" or "parquet")) throw new QuestionException($"format: '{format}' is neither csv nor parquet");
        var file = Path.Combine(Path.GetTempPath(), $"metrics-{Guid.NewGuid():N}.{format ?? "csv"}");
        context.Response.OnCompleted(() =>
        {
            File.Delete(file);
            return Task.CompletedTask;
        });
        await write(file).ConfigureAwait(false);
        if (asked is { } rows)
        {
            var (caller, log) = (context.RequestServices.GetRequiredService<Access>().CallerOf(context), context.RequestServices.GetRequiredService<ILogger<LiveService>>());
            LiveLog.RowsRead(log, caller, rows.What, rows.Period, rows.Organisation);
        }

        return TypedResults.PhysicalFile(file, format == "parquet" ? "application/vnd.apache.parquet" : "text/csv; charset=utf-8", $"{name}.{format ?? "csv"}");
    }
}
