using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>Where the numbers of the three reports come from.</summary>
[Collection(DemoReceiptsCollection.Name)]
public sealed class ReceiptTests(DemoFolder demo)
{
    [Theory]
    [InlineData(DemoFolder.Goteborg, "2023-11", 90, true)]
    [InlineData(DemoFolder.Goteborg, "2022", 90, false)] // the same log
    [InlineData(DemoFolder.Linkoping, "2021-08", 60, true)]
    [InlineData(DemoFolder.Stockholm, "2011", 50, true)]
    public async Task Every_cell_is_the_same_when_it_is_calculated_again_from_facts_and_from_the_log(string organisation, string period, int least, bool fromTheLog)
    {
        foreach (var known in (string[][])[[], .. fromTheLog ? [["--as-of", "2026-01-01"]] : Array.Empty<string[]>()])
        {
            var file = demo.Place.At($"receipts-{organisation}-{period}-{known.Length}.json");
            var rows = (await demo.Report(period, organisation, ["--receipts", file, .. known])).GetProperty("rows").EnumerateArray().ToArray();
            var receipts = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.EnumerateArray().ToArray();
            receipts.Should().HaveCountGreaterThan(least);
            receipts.Where(r => !r.GetProperty("agrees").GetBoolean() || r.Number("value") != r.Number("recalculated")).Select(r => $"{r.Text("indicator")} {r.Text("column")}").Should().BeEmpty();
            // Every number that the report prints has its receipt.
            foreach (var (row, column, value) in rows.SelectMany(Numbers))
                receipts.Should().Contain(r => r.Text("section") == row.Text("section") && r.Text("id") == row.Text("id") && r.Text("column") == column && r.Number("value") == value, "{0} {1}", row.Text("indicator"), column);
        }
    }

    [Fact]
    public async Task Where_does_86_per_cent_come_from()
    {
        var kpi = (await demo.Run("explain", "sla-compliance", "--period", "2023-09..2023-11", "--organisation", DemoFolder.Goteborg, "--format", "json")).Succeeded().Json;
        decimal.Round(kpi.Number("value")!.Value * 100).Should().Be(86);
        kpi.GetProperty("target").Text("decision").Should().Be("Verksamhetsplan 2023");
        kpi.GetProperty("policies").EnumerateArray().Single().Text("name").Should().Be("goteborg-service");
        kpi.GetProperty("recounted").GetProperty("agrees").GetBoolean().Should().BeTrue();
        var cell = (await demo.Run("explain", "cell", "sla", "--period", "2023-11", "--organisation", DemoFolder.Goteborg, "--format", "json")).Succeeded().Json;
        cell.Number("value").Should().Be(86);
        (cell.Number("numerator"), cell.Number("denominator"), cell.Text("period")).Should().Be((kpi.Number("numerator"), kpi.Number("denominator"), "2023-09..2023-11"));
    }

    [Fact]
    public async Task A_number_by_two_formulas_shows_both()
    {
        var year = (await demo.Run("explain", "service-tickets", "--period", "2021", "--organisation", DemoFolder.Goteborg, "--format", "json")).Succeeded().Json;
        year.Number("value").Should().Be(354_698);
        year.GetProperty("receipt").GetProperty("counted").EnumerateArray().Select(c => (c.Text("kpi"), c.Text("period"))).Should().Equal(("service-tickets-counted", "2021-01..2021-11"), ("tickets-opened", "2021-12"));
        var text = (await demo.Run("explain", "cell", "Gemensam växel: Andel besvarade inom 25 sekunder", "--period", "2011", "--organisation", DemoFolder.Stockholm, "--lang", "en")).Succeeded().Output;
        text.Should().Contain("79.3 %").And.Contain("target 2011: 80 by Avtal om gemensam växel").And.Contain("switchboard-answered-within").And.Contain("of-answered-25").And.Contain("calculated again: 79.3 %, the same");
    }

    [Fact]
    public async Task An_entered_value_says_where_it_was_read_and_a_decision_who_made_it()
    {
        var entered = (await demo.Run("explain", "nki", "--period", "2022", "--organisation", DemoFolder.Goteborg, "--format", "json")).Succeeded().Json;
        entered.Number("value").Should().Be(66.9m);
        entered.GetProperty("receipt").GetProperty("entered").Text("readFrom").Should().Be("kundundersökningen");
        (await demo.Run("explain", "cell", "Löneärenden", "--column", "forecast-decided", "--period", "2023-11", "--organisation", DemoFolder.Goteborg, "--lang", "en")).Succeeded().Output
            .Should().Contain("decided: 79,000 for 2023, on 2023-10-31 by förvaltningsledningen");
        (await demo.Run("explain", "cell", "Kundfakturor", "--column", "target-ytd", "--period", "2023-11", "--organisation", DemoFolder.Goteborg, "--lang", "en")).Succeeded().Output
            .Should().Contain("1,420,827").And.Contain("target 2023: 1,550,000 by Reviderat årsmål 2023");
    }

    [Fact]
    public async Task A_figure_over_two_measures_shows_its_parts()
    {
        var invoices = (await demo.Run("explain", "customer-invoices-per-fte-month", "--period", "2011", "--unit", "Ekonomiadministration", "--service", "Kundfakturor", "--organisation", DemoFolder.Stockholm, "--format", "json")).Succeeded().Json;
        (invoices.Number("numerator"), invoices.Number("denominator"), invoices.Number("value")).Should().Be((360 * 4_311, 360, 4_311));
        invoices.GetProperty("parts").EnumerateArray().Select(p => p.Text("kpi")).Should().Equal("customer-invoices", "fte-months");
        invoices.GetProperty("recounted").GetProperty("agrees").GetBoolean().Should().BeTrue();
        (await demo.Run("explain", "cell", "nonsense", "--period", "2011", "--organisation", DemoFolder.Stockholm)).Failed(2, "has no indicator 'nonsense'", "kc-resolution");
        (await demo.Run("explain", "cell", "kc-cases", "--column", "target-year", "--period", "2011", "--organisation", DemoFolder.Stockholm)).Failed(2, "kc-cases has no number in 'target-year'");
    }

    private static IEnumerable<(JsonElement Row, string Column, decimal Value)> Numbers(JsonElement row)
    {
        foreach (var (member, column) in ((string, string)[])[("outcomeYtd", "outcome-ytd"), ("outcomeYtdLastYear", "outcome-ytd-last-year"), ("targetYtd", "target-ytd"), ("forecastDecided", "forecast-decided"), ("targetYear", "target-year"), ("r12", "r12")])
        {
            if (row.Number(member) is { } value) yield return (row, column, value);
        }

        foreach (var extra in row.GetProperty("columns").EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.Number && c.Name != "change")) yield return (row, extra.Name, extra.Value.GetDecimal());
    }
}
