using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>The rows of <c>kpi --format json</c>: their members, their arithmetic, their periods.</summary>
public sealed class KpiTests(FullFolder full) : IClassFixture<FullFolder>
{
    private static readonly string[] Promised =
        ["kpi", "organisation", "unit", "customer", "caseType", "period", "numerator", "denominator", "value", "variant", "contractual"];

    [Fact]
    public async Task Every_row_has_the_promised_members_with_the_promised_types()
    {
        foreach (var by in (string[])["total", "month"])
        {
            var rows = await full.Place.Kpi("--by", by, "--from", "2021-01", "--to", "2022-02");
            rows.Select(r => r.Text("kpi")).Should().Contain(["service-level", "backlog", "sla-compliance-reported", "supplier-invoices", "computers"]);
            foreach (var row in rows) Check(row);
        }
    }

    [Fact]
    public async Task There_is_one_row_for_each_variant_and_threshold()
    {
        var rows = await full.Place.Kpi("service-level");
        rows.Should().HaveCount(8).And.OnlyContain(r => r.Text("kpi") == "service-level");
        rows.Select(r => r.Text("variant")).Should().OnlyHaveUniqueItems();
        rows.Should().ContainSingle(r => r.GetProperty("contractual").GetBoolean()).Which.Text("variant").Should().Be("of-answered-120");
        Fraction(rows, "of-answered-120").Should().Be((6m, 8m, 0.75m));
        Fraction(rows, "of-answered-60").Should().Be((4m, 8m, 0.5m));
        Fraction(rows, "of-offered-120").Should().Be((6m, 10m, 0.6m));
        Fraction(rows, "of-offered-60").Should().Be((4m, 10m, 0.4m));
    }

    [Fact]
    public async Task A_wait_that_nobody_measured_is_unknown_and_never_zero()
    {
        var row = (await full.Place.Kpi("contacts-abandoned-long")).The("contacts-abandoned-long");
        (row.Number("numerator"), row.Number("denominator"), row.Number("value")).Should().Be((null, null, null));
        row.Number("notMeasured").Should().Be(2, "K03 and K08 gave up after an unknown wait");
        (await full.Place.Kpi("abandon-rate")).The("abandon-rate").Number("value").Should().Be(0.2m, "that they gave up is known: 2 of 10");
    }

    [Fact]
    public async Task Means_keep_their_sum_and_count()
    {
        Fraction(await full.Place.Kpi("speed-of-answer"), null, "speed-of-answer").Should().Be((631m, 8m, 78.875m));
        Fraction(await full.Place.Kpi("talk-time"), null, "talk-time").Should().Be((4681m, 8m, 585.125m));
        Fraction(await full.Place.Kpi("contacts-solved"), null, "contacts-solved").Should().Be((5m, 8m, 0.625m));
    }

    [Theory]
    [InlineData("15min", "2021-03-01T08:00+00:00 2, 2021-03-01T08:15+00:00 1, 2021-03-01T08:45+00:00 1, 2021-03-02T16:45+00:00 1, 2021-03-07T23:45+00:00 1, 2021-03-08T00:00+00:00 1, 2021-04-30T12:00+00:00 1, 2021-05-01T12:00+00:00 1, 2022-01-01T00:00+00:00 1")]
    [InlineData("hour", "2021-03-01T08+00:00 4, 2021-03-02T16+00:00 1, 2021-03-07T23+00:00 1, 2021-03-08T00+00:00 1, 2021-04-30T12+00:00 1, 2021-05-01T12+00:00 1, 2022-01-01T00+00:00 1")]
    [InlineData("day", "2021-03-01 4, 2021-03-02 1, 2021-03-07 1, 2021-03-08 1, 2021-04-30 1, 2021-05-01 1, 2022-01-01 1")]
    [InlineData("week", "2021-W09 6, 2021-W10 1, 2021-W17 2, 2021-W52 1")]
    [InlineData("month", "2021-03 7, 2021-04 1, 2021-05 1, 2022-01 1")]
    [InlineData("tertial", "2021-T1 8, 2021-T2 1, 2022-T1 1")]
    [InlineData("year", "2021 9, 2022 1")]
    [InlineData("total", "total 10")]
    public async Task Calls_are_counted_by_period(string by, string expected)
    {
        var rows = await full.Place.Kpi("contacts-offered", "--by", by, "--from", "2021-03-01", "--to", "2022-02-01");
        string.Join(", ", rows.ByPeriod("contacts-offered").Where(p => p.Value != 0).Select(p => $"{p.Key} {p.Value}")).Should().Be(expected);
    }

    [Theory]
    [InlineData("15min")]
    [InlineData("hour")]
    public async Task A_period_that_is_too_short_for_the_cells_is_an_error_that_says_so(string by)
    {
        (await full.Place.Run("kpi", "tickets-opened", "--by", by, "--format", "json")).Failed(2, "tickets-opened", "by the day", "--by day");
        (await full.Place.Run("kpi", "supplier-invoices", "--by", by)).Failed(2, "supplier-invoices", "--by day");
    }

    [Fact]
    public async Task What_is_counted_by_the_month_answers_for_whole_months_alone()
    {
        (await full.Place.Run("kpi", "supplier-invoices", "--by", "day")).Failed(2, "supplier-invoices", "by the month", "--by month");
        (await full.Place.Run("kpi", "supplier-invoices", "--from", "2021-01-15", "--to", "2021-03-01")).Failed(2, "by the month");
        (await full.Place.Run("kpi", "supplier-invoices", "--from", "2021-01-02", "--to", "2021-01-20")).Failed(2, "by the month");
        (await full.Place.Kpi("supplier-invoices", "--by", "month")).ByPeriod("supplier-invoices").Should().Equal(new Dictionary<string, decimal> { ["2021-01"] = 1000, ["2021-02"] = 1200 });
    }

    [Fact]
    public async Task Flows_add_up_and_stocks_take_their_last_value()
    {
        var rows = await full.Place.Kpi("supplier-invoices", "supplier-invoices-electronic-share", "computers", "--by", "year");
        rows.The("supplier-invoices").Number("value").Should().Be(2200);
        rows.The("computers").Number("value").Should().Be(31500);
        // Electronic 900 + 1 100 and automated 100 of 2 200.
        rows.The("supplier-invoices-electronic-share").Number("numerator").Should().Be(2100);
        rows.The("supplier-invoices-electronic-share").Number("value").Should().BeApproximately(2100m / 2200m, 0.0000000001m);
    }

    private static void Check(JsonElement row)
    {
        foreach (var member in Promised) row.TryGetProperty(member, out _).Should().BeTrue($"a row has {member}");
        row.Text("kpi").Should().NotBeNullOrEmpty();
        row.Text("organisation").Should().Be("default");
        row.Text("period").Should().NotBeNullOrEmpty();
        row.GetProperty("variant").ValueKind.Should().Be(JsonValueKind.String);
        row.GetProperty("contractual").ValueKind.Should().BeOneOf(JsonValueKind.True, JsonValueKind.False);
        foreach (var text in (string[])["unit", "customer", "caseType"]) row.GetProperty(text).ValueKind.Should().BeOneOf(JsonValueKind.String, JsonValueKind.Null);
        foreach (var number in (string[])["numerator", "denominator", "value"]) row.GetProperty(number).ValueKind.Should().BeOneOf(JsonValueKind.Number, JsonValueKind.Null);
        var (n, d, value) = (row.Number("numerator"), row.Number("denominator"), row.Number("value"));
        if (d is 0) value.Should().BeNull("nothing divided by nothing has no value");
        else if (n is { } over && d is { } under) value.Should().BeApproximately(over / under, 0.000000001m);
        else value.Should().Be(n);
    }

    private static (decimal?, decimal?, decimal?) Fraction(JsonElement[] rows, string? variant, string kpi = "service-level")
    {
        var row = rows.The(kpi, variant);
        return (row.Number("numerator"), row.Number("denominator"), row.Number("value"));
    }
}
