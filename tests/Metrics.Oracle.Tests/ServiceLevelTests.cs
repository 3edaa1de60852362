using System.Text.Json.Nodes;
using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Metrics.Warehouse.Queries;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>
/// The thousand calls of the domain's own table: 900 answered, 700 of them within the threshold; 50 abandoned within the short
/// limit, 50 later but within the threshold.
/// </summary>
public sealed class ThousandCalls : IDisposable
{
    public ThousandCalls() => Workplace.TellAsync(
    [
        .. Calls(700, "answered", 120), .. Calls(200, "answered", 121), .. Calls(50, "abandoned", 11), .. Calls(50, "abandoned", 12),
    ]).GetAwaiter().GetResult();

    internal Workplace Workplace { get; } = new();

    public void Dispose() => Workplace.Dispose();

    private static IEnumerable<Told> Calls(int count, string outcome, int wait) => Enumerable.Range(0, count).Select(i => new Told(
        Desk.Default, $"{outcome}-{wait}-{i}", "contact.recorded", $"{outcome}-{wait}-{i}",
        new DateTime(2023, 10, 2, 6, 0, 0, DateTimeKind.Utc).AddSeconds(i), new JsonObject { ["outcome"] = outcome, ["waitSeconds"] = wait }));
}

/// <summary>The same calls give service levels ten points apart: a figure without its variant says little.</summary>
public sealed class ServiceLevelTests(ThousandCalls calls) : IClassFixture<ThousandCalls>
{
    [Theory]
    [InlineData("of-answered-120", 0.778)]
    [InlineData("of-offered-120", 0.700)]
    [InlineData("of-offered-less-short-120", 0.737)]
    [InlineData("handled-within-120", 0.800)]
    public void One_thousand_calls_have_four_service_levels(string variant, double share)
    {
        var asked = new Asked(Length.Total, []);
        var key = new FigureKey("service-level", variant, "", "total");
        var oracle = calls.Workplace.Oracle(Desk.Default).Figures(asked)[key];
        using var warehouse = calls.Workplace.Open();
        var product = Agreement.Answer(warehouse, Desk.Default, asked, ["service-level"])[key];
        product.Should().Be(oracle);
        decimal.Round(product.Value!.Value, 3).Should().Be((decimal)share);
    }

    [Fact]
    public void One_service_level_is_the_contractual_one()
    {
        using var warehouse = calls.Workplace.Open();
        var rows = new KpiQuery(warehouse).Answer(new KpiQuestion { Organisation = warehouse.Pipelines.Organisation("default"), Kpis = ["service-level"] });
        rows.Where(r => r.Contractual).Select(r => r.Variant).Should().Equal("of-answered-120");
        rows.Should().HaveCount(8);
    }
}
