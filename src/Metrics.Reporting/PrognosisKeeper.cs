using System.Text.Json;
using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Forecasts;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>What was expected of a year, and what came.</summary>
/// <param name="Indicator">The indicator.</param>
/// <param name="Year">The year.</param>
/// <param name="By">Who expected it: a role that decided or overrode the model, or null for the model.</param>
/// <param name="From">The first day that was not known; for people's, its day.</param>
/// <param name="Value">What was expected, in the unit that the report prints.</param>
/// <param name="Reason">Why the model is overridden; null for a decision, and for the model.</param>
/// <param name="Kept">What else the model said; null for people's.</param>
/// <param name="Outcome">What came; null while the year runs, and where it is unknown.</param>
public sealed record PrognosisScore(Indicator Indicator, int Year, string? By, LocalDate From, decimal Value, string? Reason, KeptPrognosis? Kept, decimal? Outcome)
{
    /// <summary>By how much it was too high, as a share of what came; null while that is unknown, or 0.</summary>
    public decimal? Error => Outcome is null or 0 ? null : (Value - Outcome) / Math.Abs(Outcome.Value);

    /// <summary>What planned changes added to the model's figure; null where none did, and for people's.</summary>
    public decimal? Planned => Kept is { } k && PlannedOf(k.Members) is not 0 and { } added ? added : null;

    /// <summary>The error that the figure would have without what was planned; null where nothing was.</summary>
    public decimal? ErrorWithoutPlanned => Planned is { } added ? (this with { Value = Value - added }).Error : null;

    /// <summary>Whether what came lies within the 80 % bounds; null for people's, and while it is unknown.</summary>
    public bool? IsWithin80 => Kept is { } k && Outcome is { } came ? came >= k.Low80 && came <= k.High80 : null;

    /// <summary>The same of 95 %.</summary>
    public bool? IsWithin95 => Kept is { } k && Outcome is { } came ? came >= k.Low95 && came <= k.High95 : null;

    // Those that were kept before it was told tell nothing of it.
    private static decimal PlannedOf(string members)
    {
        using var json = JsonDocument.Parse(members);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("plannedAdds", out var added) ? added.GetDecimal() : 0;
    }
}

/// <summary>Makes prognoses to be kept, and scores those whose year is over.</summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="forecaster">The model.</param>
public sealed class PrognosisKeeper(MetricsWarehouse warehouse, IYearForecaster forecaster)
{
    /// <summary>The last day of an organisation that is wholly known; null when nothing is.</summary>
    public LocalDate? LastDay(Organisation organisation) => new ReportQuery(warehouse).AsKnown(organisation, null, k => k.Span()) is { } span
        ? LocalDate.Min(span.Last, warehouse.Today(organisation, null).PlusDays(-1))
        : null;

    /// <summary>Whether nothing was kept of an organisation since a day became known.</summary>
    public bool IsDue(Organisation organisation) => organisation.Report.Sections.Count > 0 && LastDay(organisation) is { } last
        && !(new PrognosisQuery(warehouse).LastDay(organisation) >= last);

    /// <summary>What the model expects of each indicator of an organisation's report, of the year of the last day known.</summary>
    /// <exception cref="QuestionException">Nothing is known of it, or it has no report.</exception>
    public IReadOnlyList<KeptPrognosis> Make(Organisation organisation)
    {
        var last = LastDay(organisation) ?? throw new QuestionException($"nothing is known of {organisation.Id} yet; 'metrics ingest' reads its events");
        var now = warehouse.Now;
        var report = new ReportBuilder(warehouse, forecaster).Build(new ReportQuestion(organisation, PeriodKey.Of(PeriodKind.Month, last)));
        return
        [
            .. report.Rows.Where(r => r.Model is { IsOver: false }).DistinctBy(r => r.Indicator.Id).Select(r => (r.Indicator, Model: r.Model!)).Select(r => new KeptPrognosis(
                organisation.Id, r.Indicator.Id, r.Model.Series.Year, r.Model.Forecast.Origin, last, now, r.Model.Forecast.Model,
                r.Model.Value, r.Model.Low80, r.Model.High80, r.Model.Low95, r.Model.High95, JsonSerializer.Serialize(ReportJson.Model(r.Indicator, r.Model)))),
        ];
    }

    /// <summary>Every prognosis of an organisation, the model's last one from each day and what was decided, with what came.</summary>
    public IReadOnlyList<PrognosisScore> Scores(Organisation organisation) => new ReportQuery(warehouse).AsKnown(organisation, null, known =>
    {
        var outcomes = new Dictionary<(Indicator, int), decimal?>();
        decimal? Outcome(Indicator indicator, int year)
        {
            if (outcomes.TryGetValue((indicator, year), out var found)) return found;
            var span = new DateInterval(new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));
            var days = new ReportDays(PeriodKind.Year, span.Start, span.End.PlusDays(1), span.End.PlusDays(1));
            decimal? Of(DateInterval part) => new RowBuilder(new ReportQuestion(organisation, ""), known, warehouse.Pipelines.Catalogue, days, null).Alone(indicator, part).Number(ReportColumn.OutcomePeriod);
            // The year is over when its days are, and the indicator's own December is told.
            var isOver = warehouse.Today(organisation, null) > span.End && Of(new DateInterval(new LocalDate(year, 12, 1), span.End)) is not null;
            return outcomes[(indicator, year)] = isOver ? Of(span) : null;
        }

        Indicator? Named(string id, string? unit) => organisation.Report.Indicators.FirstOrDefault(i => i.Id == id && (unit is null || i.Unit == unit));
        var kept = new PrognosisQuery(warehouse).Kept(organisation).GroupBy(k => (k.Indicator, k.Year, k.Origin)).Select(g => g.Last())
            .Select(k => (Indicator: Named(k.Indicator, null), Kept: k)).Where(k => k.Indicator is not null)
            .Select(k => new PrognosisScore(k.Indicator!, k.Kept.Year, null, k.Kept.Origin, k.Kept.Value, null, k.Kept, Outcome(k.Indicator!, k.Kept.Year)));
        var decided = known.Told().Prognoses.Select(p => (Indicator: Named(p.Measure, p.Unit), Decided: p)).Where(p => p.Indicator is not null)
            .Select(p => new PrognosisScore(p.Indicator!, p.Decided.Year, p.Decided.By, p.Decided.DecidedOn, p.Decided.Value, p.Decided.Reason, null, Outcome(p.Indicator!, p.Decided.Year)));
        var places = organisation.Report.Indicators.Select((indicator, place) => (indicator, place)).ToDictionary(i => i.indicator.Id, i => i.place, StringComparer.Ordinal);
        return kept.Concat(decided).OrderBy(s => places[s.Indicator.Id]).ThenBy(s => s.Year).ThenBy(s => s.From).ThenBy(s => s.By is not null).ToArray();
    });
}
