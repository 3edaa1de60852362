using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>The KPI questions that an indicator is made of.</summary>
/// <param name="question">The report.</param>
/// <param name="known">The figures.</param>
internal sealed class IndicatorQuestions(ReportQuestion question, KnownFigures known)
{
    /// <summary>The formulas that hold in some days, each with its own of them: what one counted until a day and another from then on adds up.</summary>
    public static IEnumerable<(IndicatorFormula Formula, DateInterval Days)> Parts(Indicator indicator, DateInterval span)
    {
        for (var i = 0; i < indicator.Formulas.Count; i++)
        {
            var start = indicator.Formulas[i].From is { } from ? LocalDate.Max(from, span.Start) : span.Start;
            var end = i + 1 < indicator.Formulas.Count ? LocalDate.Min(indicator.Formulas[i + 1].From!.Value.PlusDays(-1), span.End) : span.End;
            if (start <= end) yield return (indicator.Formulas[i], new DateInterval(start, end));
        }
    }

    /// <summary>Whether a figure is the one that a formula means.</summary>
    public static bool Is(IndicatorFormula formula, KpiRow row) => formula.Variant is { } variant ? row.Variant == variant : row.Contractual;

    /// <summary>What is asked for one formula and its days.</summary>
    public KpiQuestion Of(Indicator indicator, IndicatorFormula formula, DateInterval part)
    {
        var only = new Dictionary<Dimension, string>(indicator.Only);
        if (indicator.Unit is { } unit) only[Dimension.Unit] = unit;
        if (question.Customer is { } customer) only[Dimension.Customer] = customer;
        return new KpiQuestion { Organisation = question.Organisation, Kpis = [formula.Kpi], Variant = formula.Variant, From = part.Start, To = part.End.PlusDays(1), Only = only };
    }

    /// <summary>An indicator's outcome of each whole month or day: what is counted, not what is entered.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="by">Month or day.</param>
    /// <param name="from">The first day of the first.</param>
    /// <param name="to">The first day after the last.</param>
    /// <exception cref="QuestionException">What it is made of isn't counted by the day.</exception>
    public IReadOnlyList<(LocalDate First, Outcome Outcome)> Figures(Indicator indicator, PeriodKind by, LocalDate from, LocalDate to)
    {
        if (from >= to) return [];
        var span = new DateInterval(from, to.PlusDays(-1));
        var counted = Parts(indicator, span).Where(p => !p.Formula.IsEntered)
            .SelectMany(p => known.Answer(Of(indicator, p.Formula, p.Days) with { By = by }).Where(r => Is(p.Formula, r)).Select(r => (p.Formula, p.Days, Row: r)))
            .ToLookup(p => p.Row.Period, StringComparer.Ordinal);
        var figures = new List<(LocalDate First, Outcome Outcome)>();
        for (var first = from; first < to; first = PeriodKey.EndOf(by, first))
        {
            var parts = counted[PeriodKey.Of(by, first)].Select(c => new OutcomePart(c.Formula, Of(indicator, c.Formula, c.Days), c.Row)).ToArray();
            figures.Add((first, Outcome.Of(indicator, span, parts)));
        }

        return figures;
    }
}
