using Metrics.ServiceDesk.Reports;
using NodaTime;

namespace Metrics.ServiceDesk.Tests.Reports;

/// <summary>What a year's target asks for until a month, as the published tables print it.</summary>
public sealed class TargetTests
{
    [Theory]
    [InlineData(TargetSpread.Even, 1_650_000, 11, 1_512_500)]
    [InlineData(TargetSpread.Even, 360_000, 11, 330_000)]
    [InlineData(TargetSpread.WholeMonths, 700_000, 11, 641_663)]
    [InlineData(TargetSpread.WholeMonths, 79_000, 11, 72_413)]
    [InlineData(TargetSpread.WholeMonths, 79_000, 12, 79_000)]
    [InlineData(TargetSpread.Level, 100, 3, 100)]
    public void A_year_s_value_is_spread_as_the_target_says(TargetSpread spread, int year, int months, int expected)
        => Of(year, spread).Until(months).Should().Be(expected);

    [Fact]
    public void A_profile_has_months_of_its_own()
    {
        var target = Of(120, TargetSpread.Profile) with { Months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 54] };
        target.Until(3).Should().Be(6);
        target.Until(12).Should().Be(120);
    }

    [Fact]
    public void The_target_that_holds_is_the_last_one_decided_by_the_day()
    {
        var indicator = new Indicator
        {
            Id = "x", Labels = [new DatedName(null, "X"), new DatedName(new LocalDate(2023, 7, 1), "Y")], Formulas = [new IndicatorFormula(null, "x", null)], PrintedAs = PrintUnit.Count,
            Targets = [Of(1, TargetSpread.Even), Of(2, TargetSpread.Even) with { DecidedOn = new LocalDate(2023, 6, 30) }],
        };
        indicator.TargetOf(2023, new LocalDate(2023, 6, 29))!.Value.Should().Be(1);
        indicator.TargetOf(2023, new LocalDate(2023, 6, 30))!.Value.Should().Be(2);
        indicator.TargetOf(2024, new LocalDate(2023, 6, 30)).Should().BeNull();
        (indicator.LabelOn(new LocalDate(2023, 6, 30)), indicator.LabelOn(new LocalDate(2023, 7, 1))).Should().Be(("X", "Y"));
    }

    private static Target Of(decimal value, TargetSpread spread) => new()
    {
        Year = 2023, DecidedOn = new LocalDate(2023, 1, 1), Decision = "plan", Level = "nämnd", Kind = TargetKind.Value, Value = value, Spread = spread,
    };
}
