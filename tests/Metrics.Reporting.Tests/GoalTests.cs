using Metrics.ServiceDesk;
using Metrics.ServiceDesk.Kpis;
using Metrics.ServiceDesk.Reports;
using NodaTime;

namespace Metrics.Reporting.Tests;

/// <summary>What a figure is held against, and how it stands.</summary>
public sealed class GoalTests
{
    private static readonly LocalDate Day = new(2023, 12, 31);

    [Fact]
    public void A_unit_without_a_goal_of_its_own_has_that_of_the_unit_above_it_or_of_the_organisation()
    {
        var desk = Desk(Indicator(90, "växel"), Indicator(80) with { Only = new Dictionary<Dimension, string> { [Dimension.Channel] = "chat" } }, Indicator(70));
        Values(desk, "växel").Should().Equal(90, 70);
        Values(desk, "växel natt").Should().Equal(90, 70);
        Values(desk, "lön").Should().Equal(70);
        Values(desk, null).Should().Equal(70);
        Goal.Of(desk, "other", null, Day).Should().BeEmpty();
        Goal.Of(desk, "kpi", null, new LocalDate(2022, 12, 31)).Should().BeEmpty("nobody had set one for that year");
    }

    [Fact]
    public void A_years_value_is_the_wholes_alone()
    {
        var desk = Desk(Indicator(1_650_000, kind: TargetKind.Value));
        Values(desk, null).Should().Equal(1_650_000);
        Values(desk, "lön").Should().BeEmpty();
        Goal.Of(desk, "kpi", null, Day).Single().Judge(Figure(1)).Should().Be(Standing.Unknown, "a day isn't held against a year");
    }

    [Fact]
    public void A_goal_is_by_the_formula_that_holds_on_the_day_and_by_its_variant()
    {
        var changed = Indicator(85) with { Formulas = [new IndicatorFormula(null, "counted", null), new IndicatorFormula(new LocalDate(2023, 7, 1), "kpi", "within")] };
        Goal.Of(Desk(changed), "kpi", null, new LocalDate(2023, 6, 30)).Should().BeEmpty();
        var goal = Goal.Of(Desk(changed), "kpi", null, new LocalDate(2023, 7, 1)).Single();
        (goal.IsBy(Figure(1) with { Variant = "within" }), goal.IsBy(Figure(1) with { Contractual = true })).Should().Be((true, false));
        Goal.Of(Desk(Indicator(85)), "kpi", null, Day).Single().IsBy(Figure(1) with { Contractual = true }).Should().BeTrue();
    }

    [Theory]
    [InlineData("0.8449", Standing.Under)]
    [InlineData("0.8450", Standing.Near)]
    [InlineData("0.8649", Standing.Near)]
    [InlineData("0.8650", Standing.Good)]
    public void It_is_judged_by_the_number_that_the_report_prints(string value, Standing standing)
        => Goal.Of(Desk(Indicator(85)), "kpi", null, Day).Single().Judge(Figure(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture))).Should().Be(standing);

    [Fact]
    public void Of_what_is_unknown_nothing_is_said_and_a_time_has_no_little_to_spare()
    {
        Goal.Of(Desk(Indicator(85)), "kpi", null, Day).Single().Judge(Figure(null)).Should().Be(Standing.Unknown);
        Goal.Of(Desk(Indicator(85)), "kpi", null, Day).Single().Judge(null).Should().Be(Standing.Unknown);
        var days = Goal.Of(Desk(Indicator(5, higher: false) with { PrintedAs = PrintUnit.Days }), "kpi", null, Day).Single();
        (days.Judge(Figure(5)), days.Judge(Figure(6))).Should().Be((Standing.Good, Standing.Under));
    }

    private static IEnumerable<decimal?> Values(Organisation desk, string? unit) => Goal.Of(desk, "kpi", unit, Day).Select(g => g.Target.Value);

    private static Organisation Desk(params Indicator[] indicators) => SampleDesk.Plain with
    {
        Units = [new OrganisationPart("växel", [new DatedName(null, "Växel")]), new OrganisationPart("växel natt", [new DatedName(null, "Natt")], Parent: "växel")],
        Report = new ReportLayout(indicators, []),
    };

    private static KpiRow Figure(decimal? value) => new()
    {
        Kpi = "kpi", Organisation = "desk", Period = "2023", Variant = "", Contractual = false, Shown = true, IsRatio = true, ValueUnit = KpiUnit.Share, Label = new Label("", ""),
        Numerator = value, Denominator = 1,
    };

    private static Indicator Indicator(decimal value, string? unit = null, TargetKind kind = TargetKind.Limit, bool higher = true) => new()
    {
        Id = "x", Labels = [new DatedName(null, "X")], Unit = unit, Formulas = [new IndicatorFormula(null, "kpi", null)], PrintedAs = PrintUnit.Percent,
        Targets = [new Target { Year = 2023, DecidedOn = new LocalDate(2023, 1, 1), Decision = "plan", Level = "nämnd", Kind = kind, Value = value, HigherIsBetter = higher, Spread = TargetSpread.Level }],
    };
}
