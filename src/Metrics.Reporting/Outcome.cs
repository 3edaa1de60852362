using Metrics.ServiceDesk.Reports;
using Metrics.Warehouse.Queries;
using Metrics.ServiceDesk.Kpis;
using NodaTime;

namespace Metrics.Reporting;

/// <summary>What one formula counts of the days that it holds.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Question">The question, as anybody can ask it.</param>
/// <param name="Figure">The answer; null when nothing was counted.</param>
public sealed record OutcomePart(IndicatorFormula Formula, KpiQuestion Question, KpiRow? Figure);

/// <summary>An indicator's outcome of some days, in the unit that the document prints.</summary>
/// <param name="Span">The days.</param>
/// <param name="Value">The value, rounded as printed; null when unknown.</param>
public sealed record Outcome(DateInterval Span, decimal? Value)
{
    /// <summary>What it is counted from: what one formula counted until a day and another from then on adds up.</summary>
    public IReadOnlyList<OutcomePart> Parts { get; init; } = [];

    /// <summary>What somebody entered; null for what was counted.</summary>
    public EnteredValue? Entered { get; init; }

    /// <summary>The sum of the parts' numerators; null when nothing was counted.</summary>
    public decimal? Numerator => Counted.Any() ? Counted.Sum(f => f.Numerator) : null;

    /// <summary>The sum of the parts' denominators; null for counts.</summary>
    public decimal? Denominator => Counted.Any(f => f.IsRatio) ? Counted.Sum(f => f.Denominator ?? 0) : null;

    /// <summary>The parts that count: of a level the last one that is known.</summary>
    public IEnumerable<OutcomePart> Counting => Parts.Where(p => p.Figure?.Numerator is not null) is var known && known.Any(p => p.Figure!.IsLevel) ? known.TakeLast(1) : known;

    private IEnumerable<KpiRow> Counted => Counting.Select(p => p.Figure!);

    /// <summary>The outcome that parts add up to.</summary>
    public static Outcome Of(Indicator indicator, DateInterval span, IReadOnlyList<OutcomePart> parts)
    {
        var outcome = new Outcome(span, null) { Parts = parts };
        return outcome with { Value = Printed(indicator, outcome.Numerator, outcome.Denominator, outcome.Counted.Any(f => f.IsRatio)) };
    }

    /// <summary>A value as the document prints it.</summary>
    /// <param name="indicator">Whose unit and rounding.</param>
    /// <param name="numerator">The numerator; null is unknown.</param>
    /// <param name="denominator">The denominator of a ratio.</param>
    /// <param name="isRatio">Whether it is one; of nothing it has no value.</param>
    public static decimal? Printed(Indicator indicator, decimal? numerator, decimal? denominator, bool isRatio)
    {
        if (numerator is not { } above || (isRatio && denominator is null or 0)) return null;
        var value = isRatio ? above / denominator!.Value : above;
        return indicator.Rounded(indicator.PrintedAs == PrintUnit.Percent ? value * 100 : value);
    }
}
