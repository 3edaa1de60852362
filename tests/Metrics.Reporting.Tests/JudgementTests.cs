using Metrics.ServiceDesk.Reports;
using NodaTime;

namespace Metrics.Reporting.Tests;

public sealed class JudgementTests
{
    private static readonly Target Plan = new()
    {
        Year = 2023, DecidedOn = new LocalDate(2023, 1, 1), Decision = "plan", Level = "nämnd", Kind = TargetKind.Value, Value = 100, Spread = TargetSpread.Even,
    };

    [Theory]
    [InlineData(50, TargetStatus.Met)]
    [InlineData(49, TargetStatus.Partly)]
    [InlineData(45, TargetStatus.Partly)]
    [InlineData(44, TargetStatus.NotMet)]
    public void A_value_is_held_against_its_part_of_the_year(int outcome, TargetStatus expected)
        => Of(outcome, Plan with { Tolerance = 10 }).Should().Be(expected);

    [Theory]
    [InlineData(">92", 92, TargetStatus.NotMet)]
    [InlineData(">92", 93, TargetStatus.Met)]
    [InlineData(">=92", 92, TargetStatus.Met)]
    [InlineData("<5", 5, TargetStatus.NotMet)]
    [InlineData("<5", 3, TargetStatus.Met)]
    public void A_limit_is_met_on_its_own_side(string limit, int outcome, TargetStatus expected)
        => Of(outcome, Plan with
        {
            Kind = TargetKind.Limit, Spread = TargetSpread.Level, Value = limit.StartsWith('<') ? 5 : 92, HigherIsBetter = limit[0] == '>', Inclusive = limit.Contains('=', StringComparison.Ordinal),
        }).Should().Be(expected);

    [Fact]
    public void A_band_is_met_near_its_value_on_either_side()
    {
        var band = Plan with { Kind = TargetKind.Band, Spread = TargetSpread.Level, Tolerance = 1 };
        Of(99, band).Should().Be(TargetStatus.Met);
        Of(101.1m, band).Should().Be(TargetStatus.NotMet);
    }

    [Fact]
    public void A_trend_is_held_against_last_year_and_needs_one()
    {
        var less = Plan with { Kind = TargetKind.Trend, HigherIsBetter = false, Value = null };
        Of(9, less, 10).Should().Be(TargetStatus.Met);
        Of(10, less, 10).Should().Be(TargetStatus.NotMet);
        Of(9, less).Should().Be(TargetStatus.NotAssessable);
    }

    [Fact]
    public void Without_outcome_or_target_nothing_is_judged()
    {
        Of(null, Plan).Should().Be(TargetStatus.NotAssessable);
        Of(50, null).Should().Be(TargetStatus.NotAssessable);
    }

    private static TargetStatus Of(decimal? outcome, Target? target, decimal? lastYear = null) => Judgement.Of(outcome, target, target?.Until(6), lastYear);
}
