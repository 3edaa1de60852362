using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary><c>demo</c>: from nothing to the three organisations' reports, and what can be asked of them.</summary>
[Collection(DemoCollection.Name)]
public sealed class DemoTests(DemoFolder demo)
{
    [Fact]
    public void It_says_how_many_events_and_shows_Goteborgs_table()
    {
        foreach (var label in (string[])["Svarsservice", "Inkomna ärenden", "Öppna ärenden", "Leverantörsfakturor", "%"]) demo.Ran.Output.Should().Contain(label);
        demo.Ran.Output.Replace('\u00a0', ' ').Should().MatchRegex(@"3 \d{3} \d{3} events written to .* in \d+,\d s, read and committed to .* in \d+,\d s \(\d+ \d{3} events a second\)");
        demo.Ran.Output.Should().NotContain("\u001b", "escape codes are for terminals");
        foreach (var row in PublishedTables.Goteborg202311)
            demo.Ran.Output.Replace('\u00a0', ' ').Should().MatchRegex($@"\| {row.Indicator}( \[\d\])* \| {PublishedTables.Swedish(row.LastYear)} \| {PublishedTables.Swedish(row.Outcome)} \|");
    }

    [Fact]
    public void It_writes_each_report_and_two_of_customers_in_three_formats()
    {
        var reports = Directory.GetFiles(demo.At("reports")).Select(f => Path.GetFileName(f)!).ToArray();
        foreach (var name in (string[])["goteborg-intraservice-2023-11", "goteborg-intraservice-2022", "linkoping-vss-2021-08", "linkoping-vss-2021-08-Miljö- och samhällsbyggnad", "stockholm-servicenamnden-2011", "stockholm-servicenamnden-2011-10-Förskola"])
            reports.Should().Contain([$"{name}.html", $"{name}.xlsx", $"{name}.md"]);
        Directory.GetFileSystemEntries(demo.First.At("tmp")).Should().BeEmpty("nothing is left in the temporary folder");
    }

    [Fact]
    public async Task Goteborgs_tables_come_out_to_the_last_published_digit()
    {
        (await demo.Report("2023-11", DemoFolder.Goteborg)).ShouldBeGoteborgs202311();
        (await demo.Report("2022", DemoFolder.Goteborg)).ShouldBeGoteborgsPlanFor2023();
        (await demo.Report("2022", DemoFolder.Goteborg)).Outcome("Serviceärenden").Should().Be(377_739);
        var areas = (await demo.Report("2022", DemoFolder.Goteborg)).GetProperty("rows").EnumerateArray().Where(r => r.Text("section") == "service-areas").Select(r => (r.Number("outcomeYtd"), r.Number("targetYear")));
        areas.Should().Equal((65, 80), (400, null), (3.6m, null));
        foreach (var (indicator, year2020, year2021) in PublishedTables.GoteborgYears)
        {
            (await demo.Report("2020-12", DemoFolder.Goteborg)).Outcome(indicator).Should().Be(year2020);
            (await demo.Report("2021", DemoFolder.Goteborg)).Outcome(indicator).Should().Be(year2021);
        }

        // A month's work of a robot: 270 certificates of 30 minutes.
        var saved = await demo.Run("kpi", "service-certificates", "service-certificates-time-saved", "--from", "2022-11", "--to", "2022-12", "--organisation", DemoFolder.Goteborg, "--format", "json");
        saved.Succeeded().Json.EnumerateArray().Select(r => r.Number("value")).Should().Equal(270, 135);
    }

    [Fact]
    public async Task Names_targets_and_periodicity_are_those_of_the_reports_own_day()
    {
        var may = (await demo.Report("2023-05", DemoFolder.Goteborg)).GetProperty("rows").EnumerateArray().ToArray();
        may.Single(r => r.Text("indicator") == "Leverantörsfakturor").Number("targetYear").Should().Be(1_500_000);
        var december = (await demo.Report("2022-12", DemoFolder.Goteborg)).GetProperty("rows").EnumerateArray().ToArray();
        december.Single(r => r.Text("indicator") == "IT-elevdatorer").Text("section").Should().Be("monthly");
        may.Single(r => r.Text("indicator") == "Pedagogiska datorer").Text("section").Should().Be("tertial");
    }

    [Fact]
    public async Task Linkopings_tables_come_out_with_both_promises()
    {
        (await demo.Report("2021-08", DemoFolder.Linkoping)).ShouldBeLinkopings202108();
        var lkdata = await demo.Run("kpi", "sla-compliance", "agreements", "agreements-after-breach", "tickets-opened", "--organisation", DemoFolder.Linkoping, "--unit", "LKDATA", "--from", "2021-01", "--to", "2021-09", "--format", "json");
        var figures = lkdata.Succeeded().Json.EnumerateArray().ToArray();
        decimal.Round(figures.The("sla-compliance", "original").Number("value")!.Value * 100).Should().Be(82);
        decimal.Round(figures.The("sla-compliance", "agreed").Number("value")!.Value * 100).Should().Be(93);
        figures.The("tickets-opened").Number("value").Should().Be(42_317);
        figures.The("agreements-after-breach").Number("value").Should().BePositive().And.BeLessThan(figures.The("agreements").Number("value")!.Value);
        demo.Ran.Output.Should().MatchRegex(@"SLA-efterlevnad, ursprungligt löfte .* 82,\d %").And.MatchRegex(@"SLA-efterlevnad, avtalad tid .* 93,\d %").And.MatchRegex("Avtalade efter att löftet brutits .* \\d");
    }

    [Fact]
    public async Task Stockholms_tables_come_out_with_counts_until_calls_came_one_by_one()
    {
        (await demo.Report("2011", DemoFolder.Stockholm)).ShouldBeStockholms2011();
        (await demo.Report("2011-T2", DemoFolder.Stockholm)).Outcome("Andel samtal som besvaras inom en minut").Should().Be(69, "the document says so of the second tertial");
        // A unit stands for those below it: the board's complaints and the contact centre's calls are the whole's.
        var whole = (await demo.Run("kpi", "contacts-offered", "complaints", "--unit", "Servicenämnden", "--organisation", DemoFolder.Stockholm, "--format", "json")).Succeeded().Json.EnumerateArray().ToArray();
        whole.The("contacts-offered").Number("value").Should().Be(270_000 + 165_000);
        whole.The("complaints").Number("value").Should().Be(600);
        // Each unit's contract has its own threshold.
        var levels = (await demo.Run("kpi", "service-level", "--per", "unit", "--organisation", DemoFolder.Stockholm, "--format", "json")).Succeeded().Json.EnumerateArray().Where(r => r.GetProperty("contractual").GetBoolean());
        levels.Select(r => (r.Text("unit"), r.Number("threshold"))).Should().BeEquivalentTo(((string?, decimal?)[])[("Kontaktcenter", 60), ("Gemensam växel", 25)]);
    }

    [Fact]
    public async Task What_there_is_no_report_of_is_answered_and_never_by_a_table_of_zeros()
    {
        (await demo.Run("report", "2024-06", "--organisation", DemoFolder.Goteborg)).Failed(2, "nothing is known of goteborg-intraservice in 2024-06");
        (await demo.Run("report", "2035-01", "--organisation", DemoFolder.Goteborg)).Failed(2, "nothing is known of goteborg-intraservice in 2035-01");
        (await demo.Run("report", "2023-11", "--organisation", "gothenburg")).Failed(2, "there is no organisation 'gothenburg'");
        (await demo.Run("report", "2023-03", "--organisation", "demo")).Failed(2, "demo has no report");
        (await demo.Run("report", "2021-08", "--organisation", DemoFolder.Linkoping, "--customer", "Miljö")).Failed(2, "linkoping-vss serves no customer 'Miljö'; its events name", "Miljö- och samhällsbyggnad");
        (await demo.Run("report", "2023-11", "--organisation", DemoFolder.Goteborg, "--as-of", "2023-11-12")).Succeeded().Output.Should().Contain("Perioden pågår: till och med 2023-11-12.");
    }

    [Fact]
    public async Task It_is_what_the_events_say()
    {
        (await demo.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
        (await demo.Run("doctor", "--format", "json")).Succeeded().Json.GetProperty("health").GetProperty("conflicts").GetArrayLength().Should().Be(0);
    }
}
