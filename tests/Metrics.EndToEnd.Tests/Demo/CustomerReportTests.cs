using System.IO.Compression;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>The reports that customers get: together they are the organisation's own, and each adds up in itself.</summary>
[Collection(DemoCollection.Name)]
public sealed class CustomerReportTests(DemoFolder demo, CustomerReports reports) : IClassFixture<CustomerReports>
{
    [Fact]
    public Task Linkopings_customers_add_up_to_the_organisation() => TogetherTheyAreTheOrganisation(
        DemoFolder.Linkoping, CustomerReports.OfLinkoping, ["calls", "desk-tickets", "support-tickets", "desk-resolution", "desk-answered", "support-sla", "support-sla-agreed"]);

    [Fact]
    public Task Stockholms_customers_add_up_to_the_organisation() => TogetherTheyAreTheOrganisation(
        DemoFolder.Stockholm, CustomerReports.OfStockholm, ["calls", "answered", "written", "all-cases", "resolution", "within-minute"]);

    [Theory]
    [InlineData(DemoFolder.Linkoping, "desk-tickets", 2)]
    [InlineData(DemoFolder.Linkoping, "support-tickets", 6)]
    [InlineData(DemoFolder.Stockholm, "all-cases", 6)]
    public async Task Case_types_add_up_to_the_customers_volume(string organisation, string indicator, int caseTypes)
    {
        foreach (var customer in organisation == DemoFolder.Linkoping ? CustomerReports.OfLinkoping : CustomerReports.OfStockholm)
        {
            var rows = await reports.Rows(organisation, customer);
            var volume = rows.Single(r => r.Text("section") == "volumes" && r.Text("id") == indicator);
            var parts = rows.Where(r => r.Text("section") == "case-types" && r.Text("id") == indicator).ToArray();
            parts.Should().HaveCount(caseTypes);
            foreach (var column in (string[])["outcome-period", "outcome-period-before", "outcome-ytd"])
            {
                parts.Sum(p => p.Printed(column)).Should().Be(volume.Printed(column)).And.BePositive();
                parts.Sum(p => Counted(p, column).Numerator).Should().Be(Counted(volume, column).Numerator);
            }

            parts.Sum(p => p.Printed("change")).Should().Be(volume.Printed("change")!.Value).And.Be(volume.Printed("outcome-period")!.Value - volume.Printed("outcome-period-before")!.Value);
            parts.Select(p => p.Printed("outcome-period")).Should().BeInDescendingOrder();
        }
    }

    [Fact]
    public async Task One_customers_resolution_of_August_is_the_published_one_and_no_other_customers()
    {
        var august = new Dictionary<string, decimal?>();
        foreach (var customer in CustomerReports.OfLinkoping) august[customer] = (await reports.Rows(DemoFolder.Linkoping, customer)).Single(r => r.Text("id") == "desk-resolution").Printed("outcome-period");
        august.Remove(PublishedTables.LinkopingCustomer.Customer, out var published);
        published.Should().Be(PublishedTables.LinkopingCustomer.August);
        august.Values.Should().OnlyContain(v => v > 50 && v < 65);
    }

    [Theory]
    [InlineData(DemoFolder.Linkoping, "2021-08", "Kultur och fritid", "Kultur och fritid")]
    [InlineData(DemoFolder.Stockholm, "2011-10", "Trafik", "Trafik- och renhållningsnämnden")]
    public async Task A_customers_report_can_be_written_in_each_format(string organisation, string period, string customer, string called)
    {
        var calls = PublishedTables.Swedish((await reports.Rows(organisation, customer)).First().Printed("outcome-period")!.Value);
        foreach (var format in (string[])["md", "html", "xlsx"])
        {
            var file = demo.Place.At($"customer-{organisation}.{format}");
            (await demo.Run("report", period, "--organisation", organisation, "--customer", customer, "--format", format, "--out", file)).Succeeded().Output.Should().BeEmpty();
            var text = format == "xlsx" ? await Parts(file) : (await File.ReadAllTextAsync(file)).Replace('\u00a0', ' ');
            text.Should().Contain(called).And.Contain("Ärendetyper").And.Contain("Det som ändrats mest").And.Contain(format == "xlsx" ? calls.Replace(" ", "", StringComparison.Ordinal) : calls);
        }
    }

    private async Task TogetherTheyAreTheOrganisation(string organisation, string[] customers, string[] indicators)
    {
        var all = new List<JsonElement[]>();
        foreach (var customer in customers) all.Add([.. (await reports.Rows(organisation, customer)).Where(r => r.Text("section") is "volumes" or "quality")]);
        all.Should().OnlyContain(rows => rows.Select(r => r.Text("id")).SequenceEqual(indicators));
        foreach (var row in all[0])
        {
            foreach (var (column, days, _, denominator) in row.Counted())
            {
                var ofCustomers = all.Select(rows => Counted(rows.Single(r => r.Text("id") == row.Text("id")), column)).ToArray();
                ofCustomers.Select(c => c.Period).Distinct().Should().Equal(days);
                var whole = await reports.Whole(organisation, row, days);
                (ofCustomers.Sum(c => c.Numerator), denominator is null ? null : ofCustomers.Sum(c => c.Denominator)).Should().Be((whole.Number("numerator")!.Value, denominator is null ? null : whole.Number("denominator")), "{0} {1}", row.Text("id"), days);
                ofCustomers.Should().OnlyContain(c => c.Numerator > 0, "each customer has its part");
            }
        }
    }

    private static (string Column, string Period, decimal Numerator, decimal? Denominator) Counted(JsonElement row, string column) => row.Counted().Single(c => c.Column == column);

    private static async Task<string> Parts(string file)
    {
        await using var zip = await ZipFile.OpenReadAsync(file);
        var text = new List<string>();
        foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            text.Add(await reader.ReadToEndAsync());
        }

        return string.Concat(text);
    }
}
