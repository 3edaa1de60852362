using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>A thousand tickets less: every figure falls by exactly what plain SQL counts of them, or stays.</summary>
[Collection(DemoChangesCollection.Name)]
public sealed class RemovedTicketsTests(DemoFolder demo, WithoutTickets without) : IClassFixture<WithoutTickets>
{
    private const string Customer = "Grundskoleförvaltningen";

    // Periods as reports name them: the first day, and the first day after.
    private static readonly Dictionary<string, (string From, string To)> Spans = new()
    {
        ["2020"] = ("2020-01-01", "2021-01-01"),
        ["2021"] = ("2021-01-01", "2022-01-01"),
        ["2022"] = ("2022-01-01", "2023-01-01"),
        ["2022-01..2022-11"] = ("2022-01-01", "2022-12-01"),
        ["2023-01..2023-11"] = ("2023-01-01", "2023-12-01"),
        ["2022-12..2023-11"] = ("2022-12-01", "2023-12-01"),
        ["2022-T3"] = ("2022-09-01", "2023-01-01"),
        ["2023-09..2023-11"] = ("2023-09-01", "2023-12-01"),
        ["2023-10"] = ("2023-10-01", "2023-11-01"),
        ["2023-09"] = ("2023-09-01", "2023-10-01"),
        ["2023-01..2023-10"] = ("2023-01-01", "2023-11-01"),
        ["2022-01..2022-10"] = ("2022-01-01", "2022-11-01"),
        ["2022-11..2023-10"] = ("2022-11-01", "2023-11-01"),
    };

    [Theory]
    [InlineData("2023-11", new[] { "2022-01..2022-11", "2023-01..2023-11", "2022-12..2023-11" }, new[] { "2022-T3", "2023-09..2023-11", "2022-12..2023-11" })]
    [InlineData("2022", new[] { "2021", "2022" }, new[] { "2022" })]
    public async Task Each_figure_of_a_report_falls_by_exactly_the_tickets_that_are_gone(string period, string[] opened, string[] resolved)
    {
        var moved = new HashSet<(string, string)>();
        foreach (var (before, after) in Moved.Rows(await demo.Report(period, DemoFolder.Goteborg), await without.Report(period)))
        {
            var id = before.Text("id")!;
            if (id is not ("service-tickets" or "sla"))
            {
                after.GetRawText().Should().Be(before.GetRawText(), "nothing else is about tickets");
                continue;
            }

            after.BesidesOutcomes().Should().Be(before.BesidesOutcomes());
            moved.UnionWith(Fell(before, after, "true").Select(p => (id, p)));
        }

        moved.Should().BeEquivalentTo([.. opened.Select(p => ("service-tickets", p)), .. resolved.Select(p => ("sla", p))], "the tickets that are gone moved them");
    }

    [Fact]
    public async Task A_customers_tickets_fall_by_case_type_as_many_as_are_gone()
    {
        var ofCustomer = $"customer = '{Customer}'";
        var rows = Moved.Rows(await demo.Report("2023-10", DemoFolder.Goteborg, "--customer", Customer), await without.Report("2023-10", "--customer", Customer));
        var caseTypes = rows.Where(r => r.Before.Text("section") == "case-types").ToArray();
        caseTypes.Select(r => r.Before.Text("indicator")).Should().BeEquivalentTo(without.CaseTypes());
        var moved = caseTypes.SelectMany(r => Fell(r.Before, r.After, $"{ofCustomer} AND case_type = '{r.Before.Text("indicator")}'")).ToArray();
        moved.Should().Contain(["2023-10", "2023-09", "2023-01..2023-10"], "the customer has lost tickets in each");
        foreach (var (before, after) in rows.Where(r => r.Before.Text("id") == "desk-sla" || r.Before.Text("section") == "volumes")) Fell(before, after, ofCustomer).Should().Contain("2023-10");
        without.Opened(Spans["2023-10"], ofCustomer).Should().BePositive().And.BeLessThan(without.Opened(Spans["2023-10"]));
    }

    // Holds what a row was counted from, and what it prints, against the tickets that are gone; answers the periods that moved.
    private IEnumerable<string> Fell(JsonElement before, JsonElement after, string only)
    {
        var isShare = before.Text("id")!.EndsWith("sla", StringComparison.Ordinal);
        var counted = before.Counted();
        counted.Should().NotBeEmpty();
        foreach (var ((column, period, numerator, denominator), now) in counted.Zip(after.Counted()))
        {
            var (kept, all) = isShare ? without.Resolved(Spans[period], only) : (without.Opened(Spans[period], only), 0);
            now.Should().Be((column, period, numerator - kept, denominator - all), "{0} {1}", before.Text("indicator"), column);
            if (before.Printed(column) is not null) after.Printed(column).Should().Be(isShare ? Percent(now.Numerator / now.Denominator!.Value, before.Text("id") == "sla" ? 0 : 1) : now.Numerator);
            if (kept + all > 0) yield return period;
        }
    }

    private static decimal Percent(decimal share, int decimals) => decimal.Round(share * 100, decimals, MidpointRounding.AwayFromZero);
}
