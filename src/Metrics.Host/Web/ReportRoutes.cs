using System.Globalization;
using Metrics.Forecasting;
using Metrics.Host.Live;
using Metrics.Reporting;
using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Web;

/// <summary>Reports, and where each of their numbers comes from.</summary>
internal static class ReportRoutes
{
    // Its style stands in the file itself, which nothing runs in; our own pages may show it.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    /// <summary>
    /// Adds <c>GET report/{period}?organisation=…&amp;customer=…&amp;asOf=…&amp;format=…&amp;lang=…</c>, as JSON or a file of <see cref="ReportFile.All"/>, and below it
    /// <c>explain/{indicator}?column=…&amp;section=…&amp;member=…</c>.
    /// </summary>
    public static RouteGroupBuilder MapReports(this RouteGroupBuilder api)
    {
        api.MapGet("/report/{period}", ReportAsync).Says(
            "The report of a month, tertial or year.", "report/2025-03?organisation=demo-live&format=json", ["organisation", "customer", "asOf", "format", "lang"],
            answers: ["application/json", .. ReportFile.All.Select(f => f.MediaType.Split(';')[0])]);
        api.MapGet("/report/{period}/explain/{indicator}", ExplainAsync).Says(
            "Where a number of a report comes from.", "report/2025-03/explain/payroll-service-level?organisation=demo-live", ["organisation", "customer", "column", "section", "member", "asOf"]);
        return api;
    }

    private static async Task<IResult> ReportAsync(string period, HttpRequest request, OpenWarehouse owner, string? customer, string? format, string? lang, CancellationToken cancellation)
    {
        if (lang is not (null or "sv" or "en")) throw new QuestionException($"lang: '{lang}' is neither sv nor en");
        var file = ReportFile.Of(format);
        if (file is null && format is not (null or "json")) throw new QuestionException($"format: '{format}' is not one of json, {string.Join(", ", ReportFile.All.Select(f => f.Format))}");
        var report = await owner.AskAsync(
            warehouse =>
            {
                var question = Question(period, customer, request, warehouse);
                return new ReportBuilder(warehouse, new YearForecaster()).Build(file?.Asks(question) ?? question);
            },
            cancellation).ConfigureAwait(false);
        if (file is null) return TypedResults.Json(ReportJson.Of(report));
        using var bytes = new MemoryStream();
        file.Write(report, CultureInfo.GetCultureInfo(lang == "en" ? "en-GB" : "sv-SE"), bytes);
        request.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(bytes.ToArray(), file.MediaType, file.Format == "html" ? null : $"{report.Organisation.Id}-{report.Period}.{file.Format}");
    }

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
