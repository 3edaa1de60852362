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
        var (first, last) = new KpiQuery(warehouse).Span(organisation) ?? throw new QuestionException($"nothing is known of {organisation.Id} yet; 'metrics ingest' reads its events");
        if (from > last || to <= first)
            throw new QuestionException($"nothing is known of {organisation.Id} in {period}: its events go from {first:uuuu-MM-dd} to {last:uuuu-MM-dd}");
        // Closed days at the end of a period are waited for by nobody.
        var until = LocalDate.Min(to, last.PlusDays(1));
        while (until < to && organisation.Terms.Calendar.On(until).Hours.Intervals.Count == 0) until = until.PlusDays(1);
        var wanted = organisation.Report.Sections.Where(s => s.Period <= kind || kind == PeriodKind.Month)
            .SelectMany(s => s.Indicators.Select(id => (Section: s, Indicator: organisation.Report.Indicators.First(i => i.Id == id)))).ToArray();
        var spans = wanted.Select(w => Spans.Of(w.Section, from, to, until)).ToArray();
        var asked = wanted.Zip(spans).SelectMany(w => w.Second.All.Select(span => (w.First.Indicator, Span: span))).Distinct().ToArray();
        var (outcomes, told) = Outcomes(organisation, asked, asOf);
        var rows = wanted.Zip(spans, (w, s) => Row(w.Section, w.Indicator, s, outcomes, told)).ToArray();
        return new Report(organisation, period, from, until, until < to, rows);
    }

    private (Dictionary<(Indicator Indicator, DateInterval Span), (decimal? Value, string? ReadFrom)> Outcomes, StatementsTold Told) Outcomes(
        Organisation organisation, (Indicator Indicator, DateInterval Span)[] asked, Instant? asOf)
    {
        var parts = asked.SelectMany(a => Parts(a.Indicator, a.Span).Select(p => (a.Indicator, a.Span, p.Formula, p.Part))).ToArray();
        var counted = parts.Where(p => !p.Formula.IsEntered).ToArray();
        var (answers, told) = new ReportQuery(warehouse).Answer(organisation, counted.Select(p => Question(organisation, p.Indicator, p.Formula, p.Part)).ToArray(), asOf);
        var rows = counted.Zip(answers).ToDictionary(
            p => (p.First.Indicator, p.First.Span, p.First.Part), p => p.Second.FirstOrDefault(r => p.First.Formula.Variant is { } variant ? r.Variant == variant : r.Contractual));
        var outcomes = parts.GroupBy(p => (p.Indicator, p.Span)).ToDictionary(g => g.Key, g => g.Any(p => p.Formula.IsEntered)
            ? Entered(g.Key.Indicator, g.Key.Span, g.Select(p => p.Formula).ToArray(), told)
            : (Outcome(g.Key.Indicator, g.Select(p => rows[(p.Indicator, p.Span, p.Part)]).OfType<KpiRow>().Where(r => r.Numerator is not null).ToArray()), null));
        return (outcomes, told);
    }

    // The last value of a span; what was entered doesn't add up with what was counted.
    private static (decimal? Value, string? ReadFrom) Entered(Indicator indicator, DateInterval span, IndicatorFormula[] formulas, StatementsTold told)
    {
        var entered = formulas.Length > 1 ? null : told.Entered.LastOrDefault(e => e.Indicator == formulas[0].Kpi && e.Unit == indicator.Unit && span.Contains(e.Day));
        return (entered is null ? null : decimal.Round(entered.Value, indicator.Decimals, MidpointRounding.AwayFromZero), entered?.ReadFrom);
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
        Only = ((Dimension, string?)[])[(Dimension.Unit, indicator.Unit), (Dimension.Channel, indicator.Channel)] is var only
            ? only.Where(o => o.Item2 is not null).ToDictionary(o => o.Item1, o => o.Item2!)
            : [],
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
        ReportSection section, Indicator indicator, Spans spans, Dictionary<(Indicator, DateInterval), (decimal? Value, string? ReadFrom)> outcomes, StatementsTold told)
    {
        (decimal? Value, string? ReadFrom) Of(DateInterval span) => outcomes.GetValueOrDefault((indicator, span));
        var target = indicator.TargetOf(spans.Now.End.Year, spans.Now.End);
        var row = new ReportRow
        {
            Section = section,
            Indicator = indicator,
            Label = indicator.LabelOn(spans.Now.End),
            OutcomeYtdLastYear = Of(spans.LastYear).Value,
            OutcomeYtd = Of(spans.Now).Value,
            // Twelve months of what was entered are not the last of them.
            R12 = Of(spans.R12).ReadFrom is null ? Of(spans.R12).Value : null,
            Years = spans.Years.ToDictionary(y => y.End.Year, y => Of(y).Value),
            YearsReadFrom = spans.Years.Select(y => Of(y).ReadFrom).FirstOrDefault(from => from is not null),
            ReadFrom = Of(spans.Now).ReadFrom ?? Of(spans.LastYear).ReadFrom,
            Decided = told.Prognoses.LastOrDefault(p => p.Measure == indicator.Id && p.Year == spans.Now.End.Year),
            Target = target,
            TargetYtd = target?.Until(spans.Now.End.Month) is { } until ? decimal.Round(until, indicator.Decimals, MidpointRounding.AwayFromZero) : null,
        };
        return row with { Status = Judgement.Of(row) };
    }

    /// <summary>The days that a row's columns are about.</summary>
    private sealed record Spans(DateInterval Now, DateInterval LastYear, DateInterval R12, IReadOnlyList<DateInterval> Years)
    {
        public IEnumerable<DateInterval> All => [Now, LastYear, R12, .. Years];

        public static Spans Of(ReportSection layout, LocalDate from, LocalDate to, LocalDate until)
        {
            var section = layout.Period;
            var last = until.PlusDays(-1);
            var years = ((string, int)[])[("outcome-year-2", 2), ("outcome-year-1", 1)];
            // A month's indicators are followed from January on; a tertial's and a year's by themselves, against the whole one last year.
            var start = PeriodKey.StartOf(section == PeriodKind.Tertial ? section : PeriodKind.Year, last);
            var before = section == PeriodKind.Month ? to.PlusYears(-1).PlusDays(-1) : PeriodKey.EndOf(section, start.PlusYears(-1)).PlusDays(-1);
            return new Spans(new DateInterval(start, last), new DateInterval(start.PlusYears(-1), before), new DateInterval(until.PlusYears(-1), last),
                years.Where(y => layout.Columns.Any(c => c.Key == y.Item1)).Select(y => new DateInterval(new LocalDate(last.Year - y.Item2, 1, 1), new LocalDate(last.Year - y.Item2, 12, 31))).ToArray());
        }
    }
}
