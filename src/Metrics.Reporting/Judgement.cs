using Metrics.ServiceDesk.Reports;

namespace Metrics.Reporting;

/// <summary>Holds outcomes against targets.</summary>
public static class Judgement
{
    /// <summary>How a row stands so far.</summary>
    public static TargetStatus Of(ReportRow row) => (row.OutcomeYtd, row.Target) switch
    {
        (null, _) or (_, null) => TargetStatus.NotAssessable,
        ({ } outcome, { Kind: TargetKind.Trend } trend) => row.OutcomeYtdLastYear is { } before
            ? Reached(trend.HigherIsBetter ? outcome > before : outcome < before)
            : TargetStatus.NotAssessable,
        ({ } outcome, { Kind: TargetKind.Band } band) => row.TargetYtd is { } middle
            ? Reached(Math.Abs(outcome - middle) <= Math.Abs(middle) * band.Tolerance / 100)
            : TargetStatus.NotAssessable,
        ({ } outcome, { Kind: TargetKind.Limit } limit) => Reached(outcome == limit.Value ? limit.Inclusive : outcome > limit.Value == limit.HigherIsBetter),
        ({ } outcome, { } value) when row.TargetYtd is { } until => outcome >= until ? TargetStatus.Met
            : outcome >= until * (1 - (value.Tolerance / 100)) && value.Tolerance > 0 ? TargetStatus.Partly
            : TargetStatus.NotMet,
        _ => TargetStatus.NotAssessable,
    };

    private static TargetStatus Reached(bool reached) => reached ? TargetStatus.Met : TargetStatus.NotMet;
}
