using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests;

/// <summary><c>demo</c>: from nothing to a table, the same each time.</summary>
public sealed class DemoTests
{
    private static readonly string Database = Path.Combine("data", "demo.duckdb");

    [Fact]
    public async Task The_demo_gives_the_published_tables_from_whatever_events()
    {
        using var place = new Workplace();
        var first = (await MetricsProgram.RunAsync(place.Folder, ["demo", "--once"])).Succeeded();
        foreach (var label in (string[])["Svarsservice", "Inkomna ärenden", "Öppna ärenden", "Leverantörsfakturor", "%"]) first.Output.Should().Contain(label);
        // Göteborg's table of November 2023, from events: to the last digit that was published.
        (await place.RunOn(Database, "report", "2023-11", "--organisation", "goteborg-intraservice", "--format", "json")).Succeeded().Json.ShouldBeGoteborgs202311();
        foreach (var (indicator, year2020, year2021) in PublishedTables.GoteborgYears)
        {
            (await place.RunOn(Database, "report", "2020-12", "--organisation", "goteborg-intraservice", "--format", "json")).Succeeded().Json.Outcome(indicator).Should().Be(year2020);
            (await place.RunOn(Database, "report", "2021-12", "--organisation", "goteborg-intraservice", "--format", "json")).Succeeded().Json.Outcome(indicator).Should().Be(year2021);
        }

        // Names and targets as they were: the plan's of May, the old names of 2022.
        var may = (await place.RunOn(Database, "report", "2023-05", "--organisation", "goteborg-intraservice", "--format", "json")).Succeeded().Json.GetProperty("rows").EnumerateArray().ToArray();
        may.Single(r => r.Text("indicator") == "Leverantörsfakturor").Number("targetYear").Should().Be(1_500_000);
        (await place.RunOn(Database, "report", "2022-12", "--organisation", "goteborg-intraservice")).Succeeded().Output.Should().Contain("IT-elevdatorer").And.NotContain("Pedagogiska");

        // The events behind figures that are counted, and where those that are entered were read.
        (await place.RunOn(Database, "explain", "supplier-invoices", "--period", "2023", "--organisation", "goteborg-intraservice")).Succeeded().Output.Should().Contain("the same");
        // "Where does 86 % come from?"
        var receipt = (await place.RunOn(Database, "explain", "sla-compliance", "--period", "2023-09..2023-11", "--organisation", "goteborg-intraservice", "--format", "json")).Succeeded().Json;
        decimal.Round(receipt.Number("value")!.Value * 100).Should().Be(86);
        receipt.GetProperty("target").Text("decision").Should().Be("Verksamhetsplan 2023");
        receipt.GetProperty("policies").EnumerateArray().Single().Text("name").Should().Be("goteborg-service");
        receipt.GetProperty("recounted").GetProperty("agrees").GetBoolean().Should().BeTrue();
        foreach (var row in PublishedTables.Goteborg202311) first.Output.Replace('\u00a0', ' ').Should().Contain($"| {row.Indicator} | {PublishedTables.Swedish(row.LastYear)} | {PublishedTables.Swedish(row.Outcome)} |");
        (await place.RunOn(Database, "report", "2024-06", "--organisation", "goteborg-intraservice")).Failed(2, "nothing is known of goteborg-intraservice in 2024-06");
        (await place.RunOn(Database, "report", "2023-11", "--organisation", "gothenburg")).Failed(2, "there is no organisation 'gothenburg'");

        (await place.RunOn(Database, "report", "2021-08", "--organisation", "linkoping-vss", "--format", "json")).Succeeded().Json.ShouldBeLinkopings202108();
        var environment = await place.RunOn(Database, "kpi", "first-contact-resolution", "--unit", "Kontakt Linköping", "--customer", "Miljö- och samhällsbyggnad", "--from", "2021-08", "--to", "2021-09", "--organisation", "linkoping-vss", "--format", "json");
        decimal.Round(environment.Succeeded().Json.EnumerateArray().The("first-contact-resolution").Number("value")!.Value * 100, 1).Should().Be(76.2m);

        // Linköping's case: 82 % against the original promise and 93 % against the agreed one, with what makes the difference.
        var lkdata = await place.RunOn(Database, "kpi", "sla-compliance", "agreements", "agreements-after-breach", "tickets-opened", "--organisation", "linkoping-vss", "--unit", "LKDATA", "--from", "2021-01", "--to", "2021-09", "--format", "json");
        var figures2021 = lkdata.Succeeded().Json.EnumerateArray().ToArray();
        decimal.Round(figures2021.The("sla-compliance", "original").Number("value")!.Value * 100).Should().Be(82);
        decimal.Round(figures2021.The("sla-compliance", "agreed").Number("value")!.Value * 100).Should().Be(93);
        figures2021.The("tickets-opened").Number("value").Should().Be(42_317);
        figures2021.The("agreements-after-breach").Number("value").Should().BePositive().And.BeLessThan(figures2021.The("agreements").Number("value")!.Value);
        first.Output.Should().MatchRegex(@"SLA-efterlevnad, ursprungligt löfte .* 82,\d %").And.MatchRegex(@"SLA-efterlevnad, avtalad tid .* 93,\d %").And.MatchRegex("Avtalade efter att löftet brutits .* \\d");
        first.Output.Should().NotContain("\u001b", "escape codes are for terminals");
        (await place.RunOn(Database, "verify")).Succeeded().Output.Should().Contain("0 differences");

        // Piped, it stops after the table by itself; the database is made anew.
        // Another seed is other events with the same published figures.
        var second = (await MetricsProgram.RunAsync(place.Folder, ["demo", "--seed", "4711"])).Succeeded();
        Figures(second).Should().HaveCountGreaterThan(10).And.NotEqual(Figures(first));
        (await place.RunOn(Database, "report", "2023-11", "--organisation", "goteborg-intraservice", "--format", "json")).Succeeded().Json.ShouldBeGoteborgs202311();
        (await place.RunOn(Database, "report", "2021-08", "--organisation", "linkoping-vss", "--format", "json")).Succeeded().Json.ShouldBeLinkopings202108();
        (await place.RunOn(Database, "doctor", "--format", "json")).Succeeded().Json.GetProperty("health").GetProperty("conflicts").GetArrayLength().Should().Be(0);
        Directory.GetFileSystemEntries(place.At("tmp")).Should().BeEmpty("nothing is left in the temporary folder");
    }

    // What the clock says stands in the lines above the tables.
    private static string[] Figures(Ran ran) => ran.Lines.SkipWhile(l => !l.Contains('─', StringComparison.Ordinal)).ToArray();
}
