using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>Where a figure comes from: a KPI's receipt, or that of an indicator of the organisation's report.</summary>
/// <param name="Kpi">The KPI's receipt; null for an indicator.</param>
/// <param name="Indicator">The indicator's receipt; null for a KPI.</param>
/// <param name="Target">The target that held at the period's end; null when there was none.</param>
public sealed record Explanation(Receipt? Kpi, CellReceipt? Indicator, Target? Target)
{
    /// <summary>How the figure stands to it.</summary>
    public Standing Standing { get; init; }

    /// <summary>Whether calculating again gives the same.</summary>
    public bool Agrees => Kpi?.Agrees ?? Indicator!.Agrees;

    /// <summary>The shape for programs, the same from every surface.</summary>
    public object ToJson() => Kpi is { } kpi ? KpiJson.Of(kpi, Target, Standing) : KpiJson.Of(Indicator!, Target);
}

/// <summary>Answers where figures come from, for every surface alike.</summary>
/// <param name="warehouse">The warehouse.</param>
public sealed class Explainer(MetricsWarehouse warehouse)
{
    /// <summary>Explains a figure.</summary>
    /// <param name="question">One KPI or indicator and its cut; the days are those of the period.</param>
    /// <param name="period">2021, 2021-T1, 2021-03, 2021-W09, 2021-03-31, several in a row (2021-01..2021-08), an hour or quarter as answers print it, or total.</param>
    /// <param name="rowsFile">A file for the facts behind it; null for none.</param>
    /// <exception cref="QuestionException">The period is none, or there is no such KPI or indicator, or it can't be cut so.</exception>
    public Explanation Explain(KpiQuestion question, string period, string? rowsFile)
    {
        question = During(question, period);
        if (IndicatorOf(question) is { } indicator) return OfIndicator(question, indicator, rowsFile);
        var receipt = new ReceiptQuery(warehouse).Answer(question, period, rowsFile);
        var goal = question.To is { } after ? GoalOf(question, receipt.Figure, after.PlusDays(-1)) : null;
        return new Explanation(receipt, null, goal?.Target) { Standing = goal?.Judge(receipt.Figure) ?? Standing.Unknown };
    }

    // A target is the unit's or the organisation's; a limit holds for each of its channels, as on the wall, and nothing for other cuts.
    private static Goal? GoalOf(KpiQuestion question, KpiRow figure, LocalDate day) => question.Only.Keys.All(d => d is Dimension.Unit or Dimension.Channel)
        ? Goal.Of(question.Organisation, figure.Kpi, question.Only.GetValueOrDefault(Dimension.Unit), day)
            .FirstOrDefault(g => g.IsBy(figure) && (g.Target.Kind == TargetKind.Limit || !question.Only.ContainsKey(Dimension.Channel)))
        : null;

    /// <summary>A question about a period.</summary>
    /// <param name="question">The question.</param>
    /// <param name="period">As <see cref="Explain"/> takes it.</param>
    /// <exception cref="QuestionException">The period is none.</exception>
    public static KpiQuestion During(KpiQuestion question, string period)
    {
        if (period == "total") return question;
        if (PeriodKey.TryParseSpan(period, out var from, out var to)) return question with { From = from, To = to };
        if (PeriodKey.TryParseShort(period, out _, out var start, out var end)) return question with { Within = new Interval(start, end) };
        throw new QuestionException($"period: '{period}' is not one of the forms 2021, 2021-T1, 2021-03, 2021-W09, 2021-03-31, 2021-01..2021-08, 2021-03-31T08+02:00, 2021-03-31T08:15+02:00 or total");
    }

    // What is no KPI may be an indicator, or what somebody enters under that name.
    private Indicator? IndicatorOf(KpiQuestion question)
    {
        var (name, unit) = (question.Kpis[0], question.Only.GetValueOrDefault(Dimension.Unit));
        if (new KpiQuery(warehouse).All(question.Organisation).Any(k => k.Id == name)) return null;
        var indicators = question.Organisation.Report.Indicators;
        if (indicators.FirstOrDefault(i => i.Id == name && (unit is null || i.Unit == unit)) is { } byId) return byId;
        var called = indicators.Where(i => ReportBuilder.IsCalled(i, name) && (unit is null || i.Unit == unit)).ToArray();
        if (called.Length > 1) throw new QuestionException($"'{name}' is the name of {string.Join(" and ", called.Select(i => i.Id))}; use the id");
        return called.FirstOrDefault()
            ?? indicators.FirstOrDefault(i => i.Formulas.Any(f => f.IsEntered && f.Kpi == name) && i.Unit == unit);
    }

    private Explanation OfIndicator(KpiQuestion question, Indicator indicator, string? rowsFile)
    {
        if (question is not { From: { } from, To: { } to }) throw new QuestionException("period: an indicator is explained for days, months or years");
        if (rowsFile is not null || question.Variant is not null || question.Only.Keys.Any(d => d != Dimension.Unit))
            throw new QuestionException($"'{question.Kpis[0]}' is an indicator; rows, variants and other cuts go with what it is calculated from: {string.Join(", ", indicator.Formulas.Select(f => f.IsEntered ? f.Kpi + " (entered)" : f.Kpi))}");
        var last = to.PlusDays(-1);
        return new Explanation(null, new ReportBuilder(warehouse).Explain(question.Organisation, indicator, new DateInterval(from, last), question.AsOf), indicator.TargetOf(last.Year, last));
    }
}
