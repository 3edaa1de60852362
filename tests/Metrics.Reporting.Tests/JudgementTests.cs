using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using Metrics.ServiceDesk.Time;
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
        => Judgement.Of(Row(outcome, Plan with { Tolerance = 10 })).Should().Be(expected);

    [Theory]
    [InlineData(">92", 92, TargetStatus.NotMet)]
    [InlineData(">92", 93, TargetStatus.Met)]
    [InlineData(">=92", 92, TargetStatus.Met)]
    [InlineData("<5", 5, TargetStatus.NotMet)]
    [InlineData("<5", 3, TargetStatus.Met)]
    public void A_limit_is_met_on_its_own_side(string limit, int outcome, TargetStatus expected)
        => Judgement.Of(Row(outcome, Plan with
        {
            Kind = TargetKind.Limit, Spread = TargetSpread.Level, Value = limit.StartsWith('<') ? 5 : 92, HigherIsBetter = limit[0] == '>', Inclusive = limit.Contains('=', StringComparison.Ordinal),
        })).Should().Be(expected);

    [Fact]
    public void A_band_is_met_near_its_value_on_either_side()
    {
        var band = Plan with { Kind = TargetKind.Band, Spread = TargetSpread.Level, Tolerance = 1 };
        Judgement.Of(Row(99, band)).Should().Be(TargetStatus.Met);
        Judgement.Of(Row(101.1m, band)).Should().Be(TargetStatus.NotMet);
    }

    [Fact]
    public void A_trend_is_held_against_last_year_and_needs_one()
    {
        var less = Plan with { Kind = TargetKind.Trend, HigherIsBetter = false, Value = null };
        Judgement.Of(Row(9, less) with { OutcomeYtdLastYear = 10 }).Should().Be(TargetStatus.Met);
        Judgement.Of(Row(10, less) with { OutcomeYtdLastYear = 10 }).Should().Be(TargetStatus.NotMet);
        Judgement.Of(Row(9, less)).Should().Be(TargetStatus.NotAssessable);
    }

    [Fact]
    public void Without_outcome_or_target_nothing_is_judged()
    {
        Judgement.Of(Row(null, Plan)).Should().Be(TargetStatus.NotAssessable);
        Judgement.Of(Row(50, null)).Should().Be(TargetStatus.NotAssessable);
    }

    private static ReportRow Row(decimal? outcome, Target? target) => new()
    {
        Section = new ReportSection("s", new Label("S", "S"), PeriodKind.Month, [], []),
        Indicator = new Indicator { Id = "x", Labels = [(null, "X")], Formulas = [new IndicatorFormula(null, "x", null)], PrintedAs = PrintUnit.Count },
        Label = "X",
        OutcomeYtd = outcome,
        Target = target,
        TargetYtd = target?.Until(6),
    };
}
