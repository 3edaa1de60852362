using System.Globalization;
using Metrics.Forecasting;
using Metrics.Host.Forecasts;
using Metrics.Host.Live;
using Metrics.Warehouse.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Metrics.Host.Web;

/// <summary>What planners ask: what comes, how well that would have been known, and who is needed.</summary>
internal static class ForecastRoutes
{
    private const int MostSteps = 400;
    private const int Origins = 6;
    private const int HalfHoursOfDay = 48;

    /// <summary>
    /// Adds <c>GET forecast/{measure}?by=…&amp;horizon=…&amp;origin=…</c> and <c>GET backtest/{measure}?by=…&amp;horizon=…</c>, whose rows are those of the commands,
    /// and <c>GET staffing/{measure}?day=…&amp;handling=…&amp;within=…&amp;share=…&amp;patience=…</c>; each with an organisation and any cut.
    /// </summary>
    public static RouteGroupBuilder MapForecasts(this RouteGroupBuilder api)
    {
        api.MapGet("/forecast/{measure}", async Task<JsonHttpResult<object[]>> (string measure, HttpRequest request, OpenWarehouse owner, CancellationToken cancellation) =>
        {
            var question = Question(measure, request, owner);
            return TypedResults.Json((await owner.AskAsync(w => new MeasureForecaster(w).Forecast(question), cancellation).ConfigureAwait(false)).Select(ForecastJson.Of).ToArray());
        }).Says("What comes next of a measure, with bounds of 80 and 95 %.", "forecast/contacts-offered?organisation=demo-live&by=day&horizon=7", ["organisation", "by", "horizon", "origin", "cut", "asOf"]);
        api.MapGet("/backtest/{measure}", async Task<JsonHttpResult<object[]>> (string measure, HttpRequest request, OpenWarehouse owner, CancellationToken cancellation) =>
        {
            var question = Question(measure, request, owner);
            var apart = question.Step == Step.Month ? 1 : question.Step.Season();
            return TypedResults.Json((await owner.AskAsync(w => new MeasureForecaster(w).Backtest(question, Origins, apart, cancellation), cancellation).ConfigureAwait(false)).Select(r => ForecastJson.Of(measure, r)).ToArray());
        }).Says("How well each method would have known it, from six earlier moments.", "backtest/contacts-offered?organisation=demo-live&by=day&horizon=7", ["organisation", "by", "horizon", "cut", "asOf"]);
        api.MapGet("/staffing/{measure}", async Task<JsonHttpResult<object>> (string measure, HttpRequest request, OpenWarehouse owner, CancellationToken cancellation) =>
        {
            var goal = new StaffingGoal(Number(request, "handling", null), Number(request, "within", 120), Number(request, "share", 92), request.Query["patience"].FirstOrDefault() is { Length: > 0 } ? Number(request, "patience", null) : null);
            if (goal.Fault is { } fault) throw new QuestionException(fault);
            var (calls, day) = (FigureRoutes.Question(request, owner.Pipelines) with { Kpis = [measure] }, FigureRoutes.Day(request, "day"));
            return TypedResults.Json(ForecastJson.Of(await owner.AskAsync(w => new StaffingPlan(w).Of(calls, day, goal), cancellation).ConfigureAwait(false), goal));
        }).Says("Who is needed each half-hour of a day for a goal.", "staffing/contacts-offered?organisation=demo-live&handling=180&within=120&share=92", ["organisation", "day", "handling", "within", "share", "patience", "cut", "asOf"]);
        return api;
    }

    private static MeasureQuestion Question(string measure, HttpRequest request, OpenWarehouse owner)
    {
        var by = request.Query["by"].FirstOrDefault() ?? Step.Month.Name();
        if (Steps.Find(by) is not { } step || step == Step.Hour) throw new QuestionException($"by: '{by}' is not month, day or 30min");
        var horizon = (int)Number(request, "horizon", step switch { Step.Month => 12, Step.Day => 28, _ => HalfHoursOfDay });
        if (horizon is < 1 or > MostSteps) throw new QuestionException($"horizon: 1 to {MostSteps} values can be forecast");
        return new MeasureQuestion(FigureRoutes.Question(request, owner.Pipelines) with { Kpis = [measure] }, step, horizon, FigureRoutes.Day(request, "origin"));
    }

    private static double Number(HttpRequest request, string name, double? otherwise) => request.Query[name].FirstOrDefault() is not { Length: > 0 } text
        ? otherwise ?? throw new QuestionException($"{name}: is missing")
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw new QuestionException($"{name}: '{text}' is not a number");
}
