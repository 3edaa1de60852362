using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>Makes reports: every number is a KPI's, asked as anybody can ask it.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class ReportBuilder(MetricsWarehouse warehouse)
{
    /// <summary>Makes the report of a period.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="period">A month (2023-11), tertial (2023-T3) or year (2023).</param>
    /// <param name="asOf">As known then; null is now.</param>
    /// <exception cref="QuestionException">It has no layout, the period isn't one of a report, has not begun, or nothing is known of it.</exception>
    public Report Build(Organisation organisation, string period, Instant? asOf)
    {
        if (organisation.Report.Sections.Count == 0)
            throw new QuestionException($"{organisation.Id} has no report: its file in pipelines/organisations names no indicators");
        if (!PeriodKey.TryParse(period, out var kind, out var from, out var to) || kind is not (PeriodKind.Month or PeriodKind.Tertial or PeriodKind.Year))
            throw new QuestionException($"'{period}' is not a month (2023-11), a tertial (2023-T3) or a year (2023)");
        var query = new KpiQuery(warehouse);
        var (first, last) = query.Span(organisation) ?? throw new QuestionException($"nothing is known of {organisation.Id} yet; 'metrics ingest' reads its events");
        if (from > last || to <= first)
            throw new QuestionException($"nothing is known of {organisation.Id} in {period}: its events go from {first:uuuu-MM-dd} to {last:uuuu-MM-dd}");
        // Closed days at the end of a period are waited for by nobody.
        var until = LocalDate.Min(to, last.PlusDays(1));
        while (until < to && organisation.Terms.Calendar.On(until).Hours.Intervals.Count == 0) until = until.PlusDays(1);
        var wanted = organisation.Report.Sections.Where(s => s.Period <= kind || kind == PeriodKind.Month)
            .SelectMany(s => s.Indicators.Select(id => (Section: s, Indicator: organisation.Report.Indicators.First(i => i.Id == id)))).ToArray();
        var spans = wanted.Select(w => Spans.Of(w.Section.Period, from, to, until)).ToArray();
        var asked = wanted.Zip(spans).Where(w => !w.First.Indicator.Formulas[^1].IsEntered).SelectMany(w => w.Second.All.Select(span => (w.First.Indicator, Span: span))).Distinct().ToArray();
        var outcomes = Outcomes(query, organisation, asked, asOf);
        var told = new StatementQuery(warehouse).Of(organisation, asOf);
        var rows = wanted.Zip(spans, (w, s) => Row(w.Section, w.Indicator, s, outcomes, told)).ToArray();
        return new Report(organisation, period, from, until, until < to, rows);
    }

    private static Dictionary<(Indicator Indicator, DateInterval Span), decimal?> Outcomes(
        KpiQuery query, Organisation organisation, (Indicator Indicator, DateInterval Span)[] asked, Instant? asOf)
    {
        var parts = asked.SelectMany(a => Parts(a.Indicator, a.Span).Select(p => (a.Indicator, a.Span, p.Formula, p.Part))).ToArray();
        var answers = query.Answer(parts.Select(p => Question(organisation, p.Indicator, p.Formula, p.Part)).ToArray(), asOf);
        return parts.Zip(answers, (p, rows) => (Key: (p.Indicator, p.Span), Row: rows.FirstOrDefault(r => p.Formula.Variant is null ? r.Contractual : r.Variant == p.Formula.Variant)))
            .GroupBy(p => p.Key).ToDictionary(g => g.Key, g => Outcome(g.Key.Indicator, g.Select(p => p.Row).OfType<KpiRow>().Where(r => r.Numerator is not null).ToArray()));
    }

    // What one formula counted until a day and another from then on adds up.
    private static IEnumerable<(IndicatorFormula Formula, DateInterval Part)> Parts(Indicator indicator, DateInterval span)
    {
        for (var i = 0; i < indicator.Formulas.Count; i++)
        {
            var start = indicator.Formulas[i].From is { } from ? LocalDate.Max(from, span.Start) : span.Start;
            var end = i + 1 < indicator.Formulas.Count ? LocalDate.Min(indicator.Formulas[i + 1].From!.Value.PlusDays(-1), span.End) : span.End;
            if (start <= end) yield return (indicator.Formulas[i], new DateInterval(start, end));
        }
    }

    private static KpiQuestion Question(Organisation organisation, Indicator indicator, IndicatorFormula formula, DateInterval part) => new()
    {
        Organisation = organisation,
        Kpis = [formula.Kpi],
        From = part.Start,
        To = part.End.PlusDays(1),
        Only = indicator.Unit is { } unit ? new Dictionary<Dimension, string> { [Dimension.Unit] = unit } : new Dictionary<Dimension, string>(),
    };

    private static decimal? Outcome(Indicator indicator, KpiRow[] parts)
    {
        if (parts.Length == 0) return null;
        var numerator = parts.Sum(p => p.Numerator!.Value);
        var denominator = parts.Sum(p => p.Denominator ?? 0);
        if (parts[0].IsRatio && denominator == 0) return null;
        var value = parts[0].IsRatio ? numerator / denominator : numerator;
        return decimal.Round(indicator.PrintedAs == PrintUnit.Percent ? value * 100 : value, indicator.Decimals, MidpointRounding.AwayFromZero);
    }

    private static ReportRow Row(
        ReportSection section, Indicator indicator, Spans spans, Dictionary<(Indicator, DateInterval), decimal?> outcomes, StatementsTold told)
    {
        var formula = indicator.Formulas[^1];
        EnteredValue? Entered(DateInterval span) => told.Entered.LastOrDefault(e => formula.IsEntered && e.Indicator == formula.Kpi && e.Unit == indicator.Unit && span.Contains(e.Day));
        decimal? Of(DateInterval span) => formula.IsEntered
            ? Entered(span) is { } entered ? decimal.Round(entered.Value, indicator.Decimals, MidpointRounding.AwayFromZero) : null
            : outcomes.GetValueOrDefault((indicator, span));
        var target = indicator.TargetOf(spans.Now.End.Year, spans.Now.End);
        var row = new ReportRow
        {
            Section = section,
            Indicator = indicator,
            Label = indicator.LabelOn(spans.Now.End),
            OutcomeYtdLastYear = Of(spans.LastYear),
            OutcomeYtd = Of(spans.Now),
            R12 = formula.IsEntered ? null : Of(spans.R12),
            ReadFrom = (Entered(spans.Now) ?? Entered(spans.LastYear))?.ReadFrom,
            Decided = told.Prognoses.LastOrDefault(p => p.Measure == indicator.Id && p.Unit == indicator.Unit && p.Year == spans.Now.End.Year),
            Target = target,
            TargetYtd = target?.Until(spans.Now.End.Month) is { } until ? decimal.Round(until, indicator.Decimals, MidpointRounding.AwayFromZero) : null,
        };
        return row with { Status = Judgement.Of(row) };
    }

    /// <summary>The days that a row's columns are about.</summary>
    private sealed record Spans(DateInterval Now, DateInterval LastYear, DateInterval R12)
    {
        public IEnumerable<DateInterval> All => [Now, LastYear, R12];

        public static Spans Of(PeriodKind section, LocalDate from, LocalDate to, LocalDate until)
        {
            var last = until.PlusDays(-1);
            // A month's indicators are followed from January on; a tertial's and a year's by themselves, against the whole one last year.
            var start = section == PeriodKind.Tertial ? new LocalDate(last.Year, ((last.Month - 1) / 4 * 4) + 1, 1) : new LocalDate(last.Year, 1, 1);
            var before = section == PeriodKind.Month ? to.PlusYears(-1).PlusDays(-1) : PeriodKey.EndOf(section, start.PlusYears(-1)).PlusDays(-1);
            return new Spans(new DateInterval(start, last), new DateInterval(start.PlusYears(-1), before), new DateInterval(until.PlusYears(-1), last));
        }
    }
}
