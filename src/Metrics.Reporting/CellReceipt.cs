using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
using Metrics.Warehouse.Queries;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>Where a number of a report comes from, calculated a second time.</summary>
/// <param name="Row">The row.</param>
/// <param name="Column">The column.</param>
/// <param name="Value">What the report says.</param>
/// <param name="Recalculated">What the facts, the entered value or the decision give again.</param>
public sealed record CellReceipt(ReportRow Row, string Column, decimal? Value, decimal? Recalculated)
{
    /// <summary>The days it is about; null for a target.</summary>
    public string? Period { get; init; }

    /// <summary>The receipts of the KPIs behind it: what one formula counted until a day and another from then on.</summary>
    public IReadOnlyList<Receipt> Counted { get; init; } = [];

    /// <summary>What was entered; null for what was counted.</summary>
    public EnteredValue? Entered { get; init; }

    /// <summary>The target and its decision; null for other columns.</summary>
    public Target? Target { get; init; }

    /// <summary>The prognosis that was decided; null for other columns.</summary>
    public DecidedPrognosis? Decided { get; init; }

    /// <summary>What the model expects, with what each method makes of it; null for other columns.</summary>
    public ModelPrognosis? Model { get; init; }

    /// <summary>Whether it is the same again.</summary>
    public bool Agrees => Value == Recalculated && Counted.All(c => c.Agrees);
}

/// <summary>Makes the receipts of a row.</summary>
internal static class CellReceipts
{
    /// <summary>The receipts of a row's numbers: its outcomes, targets and decided prognosis.</summary>
    public static IEnumerable<CellReceipt> Of(ReportRow row, KnownFigures known)
    {
        foreach (var (column, outcome) in row.Outcomes) yield return Of(row, column, outcome, known);
        foreach (var column in (string[])[ReportColumn.TargetYtd, ReportColumn.TargetYear, ReportColumn.TargetNextYear])
        {
            var target = column == ReportColumn.TargetNextYear ? row.TargetNextYear : row.Target;
            if (target is not null) yield return Of(row, column, target);
        }

        if (row.Decided is { } decided) yield return new CellReceipt(row, ReportColumn.ForecastDecided, decided.Value, known.Decided(decided)) { Decided = decided };
        if (row.Model is { } model) yield return new CellReceipt(row, ReportColumn.ForecastModel, model.Value, ModelPrognosis.Of(row.Indicator, model.Series, model.Maker, model.Changes)?.Value) { Model = model };
    }

    /// <summary>The receipt of an outcome.</summary>
    public static CellReceipt Of(ReportRow row, string column, Outcome outcome, KnownFigures known)
    {
        var period = PeriodKey.OfSpan(outcome.Span);
        if (outcome.Entered is { } entered)
            return new CellReceipt(row, column, outcome.Value, known.Entered(entered) is { } value ? row.Indicator.Rounded(value) : null) { Period = period, Entered = entered };
        var receipts = outcome.Counting
            .Select(p => known.Receipt(p.Question with { Variant = p.Figure!.Variant }, PeriodKey.OfSpan(new DateInterval(p.Question.From!.Value, p.Question.To!.Value.PlusDays(-1))))).ToArray();
        var counted = receipts.Where(c => c.RecountedNumerator is not null).ToArray();
        var again = counted.Length == 0 ? null : Outcome.Printed(
            row.Indicator, counted.Sum(c => c.RecountedNumerator), counted.Sum(c => c.RecountedDenominator ?? 0), counted.Any(c => c.Figure.IsRatio));
        return new CellReceipt(row, column, outcome.Value, again) { Period = period, Counted = receipts };
    }

    private static CellReceipt Of(ReportRow row, string column, Target target)
    {
        // From the decision itself: a year's value and how it is spread.
        var again = column == ReportColumn.TargetYtd ? row.Indicator.Asked(target, row.Outcomes[ReportColumn.OutcomeYtd].Span) : target.Value;
        return new CellReceipt(row, column, row.Number(column), again) { Target = target };
    }
}
