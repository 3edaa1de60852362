using System.Globalization;
using Metrics.Host.Live;
using Metrics.Pipelines;
using Metrics.Reporting;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Events;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Time;
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
    private const string NoPeriod = "period: is missing; 2021-03, say, or total";

    /// <summary>
    /// Adds <c>GET kpis?kpi=…&amp;from=…&amp;to=…</c> (or <c>period=…</c>)<c>&amp;by=…&amp;per=…&amp;organisation=…&amp;unit=…&amp;asOf=…&amp;format=json|csv</c>, whose rows are those of <c>metrics kpi</c>, and
    /// <c>GET explain/{kpi}?period=…&amp;organisation=…&amp;unit=…&amp;asOf=…</c>, below it <c>rows</c>, the facts behind the figure as CSV or, with
    /// <c>format=parquet</c>, Parquet; and <c>GET catalogue?organisation=…</c>, which KPIs there are and how each is counted.
    /// </summary>
    public static RouteGroupBuilder MapFigures(this RouteGroupBuilder api)
    {
        api.MapGet("/kpis", KpisAsync).Says(
            "What KPIs are worth: a row for each KPI, variant and threshold, the rows of metrics kpi.", "kpis?kpi=service-level&organisation=demo-live&from=2025-03-11&to=2025-03-12&by=day&per=unit",
            ["kpi", "organisation", "from", "to", "period", "by", "per", "cut", "asOf", "format"], answers: ["application/json", "text/csv"]);
        api.MapGet("/explain/{kpi}", ExplainAsync).Says(
            "Where a figure comes from: its receipt.", "explain/service-level?organisation=demo-live&period=2025-03&unit=L%C3%B6n", ["organisation", "period", "variant", "cut", "asOf"]);
        api.MapGet("/explain/{kpi}/rows", RowsAsync).Says(
            "The facts behind a figure; who asks is logged.", "explain/service-level/rows?organisation=demo-live&period=2025-03&format=csv", ["organisation", "period", "variant", "cut", "asOf", "format"],
            answers: ["text/csv", "application/vnd.apache.parquet"]);
        api.MapGet("/catalogue", CatalogueAsync).Says("The KPIs there are, and how each is counted.", "catalogue?organisation=demo-live", ["organisation"]);
        return api;
    }

    private static async Task<IResult> KpisAsync(HttpRequest request, OpenWarehouse warehouse, CancellationToken cancellation)
    {
        var question = Question(request, warehouse.Pipelines) with
        {
            Kpis = [.. request.Query["kpi"].OfType<string>().Distinct(StringComparer.Ordinal)],
            From = Day(request, "from"),
            To = Day(request, "to"),
            By = request.Query["by"].FirstOrDefault() is not { } by ? PeriodKind.Total
                : PeriodWords.TryParse(by, out var kind) ? kind : throw new QuestionException($"by: '{by}' is not one of {string.Join(", ", PeriodWords.All)}"),
            Split = [.. request.Query["per"].OfType<string>().Select(per => Words.TryParse<Dimension>(per, out var dimension)
                ? dimension : throw new QuestionException($"per: '{per}' is not one of {string.Join(", ", Words.All<Dimension>())}")).Distinct()],
        };
        if (request.Query["period"].FirstOrDefault() is { } period)
        {
            if (question.From is not null || question.To is not null) throw new QuestionException("period: says which days are meant, and so do from and to; leave out either");
            question = Explainer.During(question, period);
        }

        if (question is { From: { } from, To: { } to } && from >= to) throw new QuestionException($"to: is the first day after and must be later than from; {to:uuuu-MM-dd} is not");
        var rows = await warehouse.AskAsync(w => new KpiQuery(w).Answer(question), cancellation).ConfigureAwait(false);
        return request.Query["format"].FirstOrDefault() switch
        {
            null or "json" => TypedResults.Json(rows.Select(KpiJson.Of).ToArray()),
            "csv" => TypedResults.Text(KpiCsv.Write(rows), "text/csv; charset=utf-8"),
            var format => throw new QuestionException($"format: '{format}' is neither json nor csv"),
        };
    }

    /// <summary>The whole number that a request names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="otherwise">What is meant when it names none.</param>
    /// <param name="least">The least that may be asked for.</param>
    /// <param name="most">The most.</param>
    internal static long Whole(HttpRequest request, string name, long otherwise, long least, long most) => request.Query[name].FirstOrDefault() is not { Length: > 0 } text
        ? otherwise
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : throw new QuestionException($"{name}: '{text}' is not a whole number from {least} to {most}");

    /// <summary>The day that a request names; null when it names none.</summary>
    internal static LocalDate? Day(HttpRequest request, string name) => request.Query[name].FirstOrDefault() is not { } text
        ? null
        : PeriodKey.TryParse(text, out _, out var day, out _) ? day : throw new QuestionException($"{name}: '{text}' is not a day such as 2021-03-31 (or a month, 2021-03)");

    private static async Task<JsonHttpResult<object>> ExplainAsync(string kpi, string? period, HttpRequest request, OpenWarehouse owner, string? variant, CancellationToken cancellation)
        => TypedResults.Json(await owner.AskAsync(warehouse => new Explainer(warehouse).Explain(Question(request, owner.Pipelines) with { Kpis = [kpi], Variant = variant }, period ?? throw new QuestionException(NoPeriod), null).ToJson(), cancellation).ConfigureAwait(false));

    private static async Task<PhysicalFileHttpResult> RowsAsync(string kpi, string? period, HttpContext context, OpenWarehouse owner, string? variant, string? format, CancellationToken cancellation)
    {
        if (owner.Pipelines.Catalogue.Composed.Any(c => c.Id == kpi)) throw new QuestionException($"{kpi} is made of others; ask for the rows of its parts");
        if (period is null) throw new QuestionException(NoPeriod);
        var asked = Question(context.Request, owner.Pipelines) with { Kpis = [kpi], Variant = variant };
        return await RowFile.SendAsync(
            context, format, $"{kpi}-{period}", new RowsAsked(kpi, period, asked.Organisation.Id), file => owner.AskAsync(w => new Explainer(w).Explain(asked, period, file), cancellation)).ConfigureAwait(false);
    }

    private static async Task<JsonHttpResult<object[]>> CatalogueAsync(HttpRequest request, OpenWarehouse owner, CancellationToken cancellation)
    {
        var organisation = OrganisationOf(request, owner.Pipelines);
        var all = await owner.AskAsync(w => new KpiQuery(w).All(organisation).ToArray(), cancellation).ConfigureAwait(false);
        return TypedResults.Json(all.Select(k => Of(k.Id, k.Label, k.Says, owner.Pipelines.Catalogue.Kpis.FirstOrDefault(d => d.Id == k.Id))).ToArray());
    }

    private static object Of(string id, Label label, Label says, KpiDefinition? kpi) => new
    {
        id,
        label = KpiJson.Of(label),
        says = KpiJson.Of(says),
        thresholdsIn = kpi is { PerThreshold: true } ? kpi.Fact == FactKind.Contact ? "seconds" : "hours" : null,
        variants = (kpi?.Variants ?? []).Where(v => v.Says is not null).Select(v => new { id = v.Id, says = KpiJson.Of(v.Says!) }),
    };

    /// <summary>A request's organisation, cut and time as known.</summary>
    internal static KpiQuestion Question(HttpRequest request, PipelineFolder pipelines)
    {
        var organisation = OrganisationOf(request, pipelines);
        return new KpiQuestion
        {
            Organisation = organisation,
            AsOf = AsOf(request, organisation),
            Only = Enum.GetValues<Dimension>().Select(d => (d, Member: request.Query[Words.Of(d)].FirstOrDefault())).Where(d => d.Member is not null).ToDictionary(d => d.d, d => d.Member!),
        };
    }

    /// <summary>The organisation that a request names, else the default one.</summary>
    internal static Organisation OrganisationOf(HttpRequest request, PipelineFolder pipelines)
        => pipelines.Organisation(request.Query["organisation"].FirstOrDefault() ?? Organisation.DefaultId);

    /// <summary>The time as known at which a request asks; null is now.</summary>
    internal static Instant? AsOf(HttpRequest request, Organisation organisation) => Moment(request, "asOf", organisation);

    /// <summary>The moment that a request names; null when it names none.</summary>
    internal static Instant? Moment(HttpRequest request, string name, Organisation organisation)
    {
        if (request.Query[name].FirstOrDefault() is not { } text) return null;
        return ServiceDesk.Time.Moment.TryParse(text, organisation.Zone, out var moment)
            ? moment
            : throw new QuestionException($"{name}: '{text}' is neither a day (its end is meant) nor a date-time such as 2023-12-05T12:00:00+01:00");
    }
}
