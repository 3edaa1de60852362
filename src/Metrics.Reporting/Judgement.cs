using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>Holds outcomes against targets.</summary>
public static class Judgement
{
    /// <summary>How an outcome stands to a target.</summary>
    /// <param name="outcome">The outcome, in the unit that the report prints; null when unknown.</param>
    /// <param name="target">The target; null when there is none.</param>
    /// <param name="until">What the target asks for by then; null for a trend.</param>
    /// <param name="lastYear">The outcome of the same days last year, which a trend is held against.</param>
    public static TargetStatus Of(decimal? outcome, Target? target, decimal? until, decimal? lastYear) => (outcome, target) switch
    {
        (null, _) or (_, null) or (_, { IsJudged: false }) => TargetStatus.NotAssessable,
        ({ } value, { Kind: TargetKind.Trend } trend) => lastYear is { } before
            ? Reached(trend.HigherIsBetter ? value > before : value < before)
            : TargetStatus.NotAssessable,
        ({ } value, { Kind: TargetKind.Band } band) => until is { } middle
            ? Reached(Math.Abs(value - middle) <= Math.Abs(middle) * band.Tolerance / 100)
            : TargetStatus.NotAssessable,
        ({ } value, { Kind: TargetKind.Limit } limit) => Reached(value == limit.Value ? limit.Inclusive : value > limit.Value == limit.HigherIsBetter),
        ({ } value, { } asked) when until is { } goal => Reaching(asked.HigherIsBetter ? value - goal : goal - value, Math.Abs(goal) * asked.Tolerance / 100),
        _ => TargetStatus.NotAssessable,
    };

    private static TargetStatus Reaching(decimal beyond, decimal nearly) => beyond >= 0 ? TargetStatus.Met : beyond >= -nearly && nearly > 0 ? TargetStatus.Partly : TargetStatus.NotMet;

    private static TargetStatus Reached(bool reached) => reached ? TargetStatus.Met : TargetStatus.NotMet;
}
