using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>The demo's events are invented; what they add up to is published.</summary>
[Collection(OtherDemoCollection.Name)]
public sealed class AnotherSeedTests(DemoFolder demo)
{
    [ThoroughFact]
    public async Task Another_seed_gives_the_same_tables_from_other_events()
    {
        using var place = new Workplace();
        var other = (await MetricsProgram.RunAsync(place.Folder, ["demo", "--seed", "4711"])).Succeeded();
        Figures(other).Should().HaveCountGreaterThan(10).And.NotEqual(Figures(demo.Ran));
        var database = Path.Combine("data", "demo.duckdb");
        async Task<System.Text.Json.JsonElement> Report(string period, string organisation, params string[] more) => (await place.RunOn(database, ["report", period, "--organisation", organisation, "--format", "json", .. more])).Succeeded().Json;
        (await Report("2023-11", DemoFolder.Goteborg)).ShouldBeGoteborgs202311();
        (await Report("2022", DemoFolder.Goteborg)).ShouldBeGoteborgsPlanFor2023();
        (await Report("2021-08", DemoFolder.Linkoping)).ShouldBeLinkopings202108();
        (await Report("2011", DemoFolder.Stockholm)).ShouldBeStockholms2011();
        var customer = (await Report("2021-08", DemoFolder.Linkoping, "--customer", PublishedTables.LinkopingCustomer.Customer)).GetProperty("rows").EnumerateArray();
        customer.Single(r => r.Text("id") == "desk-resolution").Printed("outcome-period").Should().Be(PublishedTables.LinkopingCustomer.August);
    }

    // What the clock says stands in the lines above the tables.
    private static string[] Figures(Ran ran) => ran.Lines.SkipWhile(l => !l.Contains('─', StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("# ", StringComparison.Ordinal)).ToArray();
}
