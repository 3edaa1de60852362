using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Metrics.Host.Web;

/// <summary>Figures and their receipts: <c>explain</c> over HTTP.</summary>
internal static class FigureRoutes
{
    /// <summary>Adds <c>GET explain/{kpi}?period=…&amp;organisation=…&amp;unit=…&amp;asOf=…</c>.</summary>
    public static RouteGroupBuilder MapFigures(this RouteGroupBuilder api)
    {
        api.MapGet("/explain/{kpi}", ExplainAsync);
        return api;
    }

    private static async Task<JsonHttpResult<object>> ExplainAsync(string kpi, string? period, HttpRequest request, WarehouseTurn turn, string? variant, CancellationToken cancellation)
        => TypedResults.Json(await turn.AskAsync(warehouse => new Explainer(warehouse).Explain(Question(request, warehouse) with { Kpis = [kpi], Variant = variant }, period ?? throw new QuestionException("period: is missing; 2021-03, say, or total"), null).ToJson(), cancellation).ConfigureAwait(false));

    private static KpiQuestion Question(HttpRequest request, MetricsWarehouse warehouse)
    {
        var organisation = OrganisationOf(request, warehouse);
        return new KpiQuestion
        {
            Organisation = organisation,
            AsOf = AsOf(request, organisation),
            Only = Enum.GetValues<Dimension>().Select(d => (d, Member: request.Query[Words.Of(d)].FirstOrDefault())).Where(d => d.Member is not null).ToDictionary(d => d.d, d => d.Member!),
        };
    }

    /// <summary>The organisation that a request names, else the default one.</summary>
    internal static Organisation OrganisationOf(HttpRequest request, MetricsWarehouse warehouse)
        => warehouse.Pipelines.Organisation(request.Query["organisation"].FirstOrDefault() ?? Organisation.DefaultId);

    /// <summary>The time as known at which a request asks; null is now.</summary>
    internal static Instant? AsOf(HttpRequest request, Organisation organisation)
    {
        if (request.Query["asOf"].FirstOrDefault() is not { } text) return null;
        return Moment.TryParse(text, organisation.Zone, out var moment)
            ? moment
            : throw new QuestionException($"asOf: '{text}' is neither a day (its end is meant) nor a date-time such as 2023-12-05T12:00:00+01:00");
    }
}
