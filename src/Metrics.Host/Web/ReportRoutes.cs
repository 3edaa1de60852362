using Metrics.Forecasting;
using Metrics.Host.Live;
using Metrics.Reporting;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Web;

/// <summary>Reports, and where each of their numbers comes from.</summary>
internal static class ReportRoutes
{
    /// <summary>Adds <c>GET report/{period}?organisation=…&amp;customer=…&amp;asOf=…</c> and below it <c>explain/{indicator}?column=…&amp;section=…&amp;member=…</c>.</summary>
    public static RouteGroupBuilder MapReports(this RouteGroupBuilder api)
    {
        api.MapGet("/report/{period}", ReportAsync);
        api.MapGet("/report/{period}/explain/{indicator}", ExplainAsync);
        return api;
    }

    private static async Task<JsonHttpResult<object>> ReportAsync(string period, HttpRequest request, OpenWarehouse owner, string? customer, CancellationToken cancellation)
        => TypedResults.Json(await owner.AskAsync(warehouse => ReportJson.Of(new ReportBuilder(warehouse, new YearForecaster()).Build(Question(period, customer, request, warehouse))), cancellation).ConfigureAwait(false));

    private static async Task<JsonHttpResult<object>> ExplainAsync(string period, string indicator, HttpRequest request, OpenWarehouse owner, string? customer, string? column, string? section, string? member, CancellationToken cancellation)
        => TypedResults.Json(await owner.AskAsync(
            warehouse =>
            {
                var cell = new ReportBuilder(warehouse, new YearForecaster()).Explain(Question(period, customer, request, warehouse), indicator, column ?? ReportColumn.OutcomeYtd, section, member);
                return KpiJson.Of(cell, cell.Row.Target);
            },
            cancellation).ConfigureAwait(false));

    private static ReportQuestion Question(string period, string? customer, HttpRequest request, MetricsWarehouse warehouse)
    {
        var organisation = FigureRoutes.OrganisationOf(request, warehouse.Pipelines);
        return new ReportQuestion(organisation, period) { Customer = customer, AsOf = FigureRoutes.AsOf(request, organisation) };
    }
}
