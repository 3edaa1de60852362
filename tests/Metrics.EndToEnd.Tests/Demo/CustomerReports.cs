using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>The reports of customers and the figures of their organisation, each asked for once.</summary>
public sealed class CustomerReports(DemoFolder demo)
{
    public static readonly string[] OfLinkoping = ["Kommunledning", "Kultur och fritid", "Miljö- och samhällsbyggnad", "Social- och omsorg", "Utbildning", "Äldre"];
    public static readonly string[] OfStockholm = ["Förskola", "Grundskola", "Socialtjänst", "Stadsbyggnad", "Trafik", "Äldreomsorg"];

    // Periods as reports name them: the first day, and the first day after.
    private static readonly Dictionary<string, (string From, string To)> Spans = new()
    {
        ["2021-08"] = ("2021-08-01", "2021-09-01"), ["2021-07"] = ("2021-07-01", "2021-08-01"), ["2021-01..2021-08"] = ("2021-01-01", "2021-09-01"), ["2020-09..2021-08"] = ("2020-09-01", "2021-09-01"),
        ["2011-10"] = ("2011-10-01", "2011-11-01"), ["2011-09"] = ("2011-09-01", "2011-10-01"), ["2011-01..2011-10"] = ("2011-01-01", "2011-11-01"), ["2010-11..2011-10"] = ("2010-11-01", "2011-11-01"),
    };

    private readonly Dictionary<(string, string), JsonElement[]> _reports = [];
    private readonly Dictionary<(string, string, string), JsonElement[]> _figures = [];

    /// <summary>The rows of a customer's report: of Linköping's August 2021, of Stockholm's October 2011.</summary>
    internal async Task<JsonElement[]> Rows(string organisation, string customer)
    {
        if (_reports.TryGetValue((organisation, customer), out var known)) return known;
        var report = await demo.Report(organisation == DemoFolder.Linkoping ? "2021-08" : "2011-10", organisation, "--customer", customer);
        report.Text("customer").Should().Be(customer);
        return _reports[(organisation, customer)] = [.. report.GetProperty("rows").EnumerateArray()];
    }

    /// <summary>The organisation's own figure of a row, asked as anybody can ask it.</summary>
    internal async Task<JsonElement> Whole(string organisation, JsonElement row, string period)
    {
        var (unit, (from, to)) = (row.Text("unit")!, Spans[period]);
        if (!_figures.TryGetValue((organisation, unit, period), out var figures))
            figures = _figures[(organisation, unit, period)] = [.. (await demo.Run("kpi", "--unit", unit, "--from", from, "--to", to, "--organisation", organisation, "--variants", "--format", "json")).Succeeded().Json.EnumerateArray()];
        return figures.The(row.Text("kpi")!, row.Text("id") switch { "support-sla-agreed" => "agreed", "within-minute" => "of-offered-60", _ => null });
    }
}
