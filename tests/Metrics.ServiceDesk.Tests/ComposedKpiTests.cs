using Metrics.ServiceDesk.Kpis;

namespace Metrics.ServiceDesk.Tests;

public sealed class ComposedKpiTests
{
    [Fact]
    public void A_quotient_is_the_sums_of_its_parts_above_and_below()
        => Of(["a", "b"], ["c", "d"]).Of(Parts(("a", 3), ("b", 4), ("c", 5), ("d", 6))).Should().Be((7m, 11m));

    [Fact]
    public void A_sum_has_no_denominator() => Of(["a", "b"], []).Of(Parts(("a", 3), ("b", 4), ("c", 5))).Should().Be((7m, null));

    [Fact]
    public void A_part_that_was_not_counted_adds_nothing_on_either_side()
    {
        Of(["a", "b"], ["c", "d"]).Of(Parts(("b", 4), ("d", 6))).Should().Be((4m, 6m));
        Of(["a", "b"], []).Of(Parts(("a", 3))).Should().Be((3m, null));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("c")]
    [InlineData("e")]
    public void Without_any_part_on_one_side_there_is_no_figure(string counted) => Of(["a", "b"], ["c", "d"]).Of(Parts((counted, 3))).Should().Be((null, null));

    [Fact]
    public void A_sum_of_nothing_that_was_counted_is_no_figure_and_not_0() => Of(["a", "b"], []).Of(Parts(("c", 3))).Should().Be((null, null));

    [Fact]
    public void What_was_counted_as_0_is_counted()
    {
        Of(["a"], ["c"]).Of(Parts(("a", 0), ("c", 3))).Should().Be((0m, 3m));
        Of(["a"], ["c"]).Of(Parts(("a", 3), ("c", 0))).Should().Be((3m, 0m), "a value of nothing is the reader's to leave out");
    }

    [Fact]
    public void So_many_below_count_as_one()
        => Of(["a"], ["c", "d"], 1000).Of(Parts(("a", 3), ("c", 500), ("d", 1))).Should().Be((3m, 0.501m));

    [Fact]
    public void A_part_that_stands_twice_is_asked_for_once_and_counted_where_it_stands()
    {
        var kpi = Of(["a", "b"], ["a"]);
        kpi.Parts.Should().Equal("a", "b");
        kpi.Of(Parts(("a", 3), ("b", 1))).Should().Be((4m, 3m));
    }

    private static ComposedKpi Of(string[] above, string[] below, int per = 1)
        => new("kpi", 1, new Label("a", "a"), new Label("b", "b"), KpiUnit.Rate, Direction.Higher, above, below, per, null);

    private static Func<string, decimal?> Parts(params (string Id, decimal Counted)[] parts) => id => parts.Where(p => p.Id == id).Select(p => (decimal?)p.Counted).FirstOrDefault();
}
