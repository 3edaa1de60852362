using System.Globalization;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Reports;

public sealed class IndicatorTests
{
    [Theory]
    [InlineData("0.5", 0, null, "1")]
    [InlineData("1.5", 0, null, "2")]
    [InlineData("-2.5", 0, null, "-3")]
    [InlineData("86.25", 1, null, "86.3")]
    [InlineData("86.05", 1, null, "86.1")]
    [InlineData("86.049", 1, null, "86.0")]
    [InlineData("1499.99", 0, "1000", "1000")]
    [InlineData("1500", 0, "1000", "2000")]
    [InlineData("-1500", 0, "1000", "-2000")]
    [InlineData("0.37", 2, "0.25", "0.25")]
    [InlineData("0.375", 2, "0.25", "0.50")]
    [InlineData("37", 0, "5", "35")]
    public void Halves_are_rounded_away_from_zero_to_the_decimals_or_the_step(string value, int decimals, string? step, string rounded)
        => (Of() with { Decimals = decimals, RoundedTo = step is null ? null : Number(step) }).Rounded(Number(value)).Should().Be(Number(rounded));

    [Fact]
    public void The_targets_of_a_year_are_one_a_level_in_the_order_in_which_the_levels_are_named()
    {
        var indicator = Of(Target("nämnd", 90), Target("fullmäktige", 92), Target("avtal", 95), Target("nämnd", 91, month: 6), Target("avtal", 80, year: 2024), Target("avtal", 96, month: 9));
        Values(indicator, 2023, month: 12).Should().Equal(("nämnd", 91m), ("fullmäktige", 92m), ("avtal", 96m));
        Values(indicator, 2023, month: 5).Should().Equal(("nämnd", 90m), ("fullmäktige", 92m), ("avtal", 95m));
        Values(indicator, 2023, month: 6).Should().Equal(("nämnd", 91m), ("fullmäktige", 92m), ("avtal", 95m));
    }

    [Fact]
    public void A_level_that_decided_nothing_for_the_year_leaves_its_place_to_the_next()
    {
        var indicator = Of(Target("nämnd", 90), Target("avtal", 80, year: 2024), Target("nämnd", 70, year: 2025, month: 3));
        Values(indicator, 2024, month: 1).Should().BeEmpty("what is decided later does not hold yet");
        indicator.TargetsOf(2024, new LocalDate(2024, 12, 31)).Select(t => t.Level).Should().Equal("avtal");
        indicator.TargetOf(2024, new LocalDate(2024, 12, 31))!.Value.Should().Be(80);
        indicator.TargetsOf(2026, new LocalDate(2030, 1, 1)).Should().BeEmpty();
    }

    [Fact]
    public void The_target_is_that_of_the_level_named_first_whichever_was_decided_last()
        => Of(Target("nämnd", 90), Target("avtal", 95, month: 9)).TargetOf(2023, new LocalDate(2023, 12, 31))!.Value.Should().Be(90);

    private static IEnumerable<(string, decimal?)> Values(Indicator indicator, int year, int month)
        => indicator.TargetsOf(year, new LocalDate(2023, month, 1)).Select(t => (t.Level, t.Value));

    private static Indicator Of(params Target[] targets) => new()
    {
        Id = "x", Labels = [new DatedName(null, "X")], Formulas = [new IndicatorFormula(null, "kpi", null)], PrintedAs = PrintUnit.Percent, Targets = targets,
    };

    private static Target Target(string level, decimal value, int year = 2023, int month = 1) => new()
    {
        Year = year, DecidedOn = new LocalDate(year, month, 1), Decision = "plan", Level = level, Kind = TargetKind.Limit, Value = value, Spread = TargetSpread.Level,
    };

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
