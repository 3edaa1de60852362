using System.Text.Json;
using DuckDB.NET.Data;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>The receipt of a figure.</summary>
public sealed class ExplainTests(FullFolder full) : IClassFixture<FullFolder>
{
    private static readonly string[] Promised =
        ["kpi", "period", "value", "numerator", "denominator", "formula", "target", "calendars", "policies", "included", "excluded"];

    [Fact]
    public async Task A_receipt_has_every_promised_member()
    {
        var receipt = await Explain(full.Place, "service-level", "2021-03");
        foreach (var member in Promised) receipt.TryGetProperty(member, out _).Should().BeTrue($"a receipt has {member}");
        (receipt.Text("kpi"), receipt.Text("period")).Should().Be(("service-level", "2021-03"));
        receipt.Text("formula").Should().Contain("120");
        receipt.GetProperty("calendars").ValueKind.Should().Be(JsonValueKind.Array);
        receipt.GetProperty("policies").ValueKind.Should().Be(JsonValueKind.Array);
        // March: K03 is not answered; of the other six all but K04 (121 s) were answered within 120 s.
        (receipt.Number("numerator"), receipt.Number("denominator"), receipt.Number("value")).Should().Be((5m, 6m, 0.8333333333m));
        receipt.Number("included").Should().Be(6);
        Excluded(receipt).Should().Equal(new Dictionary<string, long> { ["abandoned"] = 1 });
    }

    [Theory]
    [InlineData("2021", 9)]
    [InlineData("2021-T1", 8)]
    [InlineData("2021-03", 7)]
    [InlineData("2021-03..2021-05", 9)]
    [InlineData("2021-04-30..2021-05", 2)]
    [InlineData("2021-W09", 6)]
    [InlineData("2021-W52", 1)]
    [InlineData("2021-03-01", 4)]
    [InlineData("2021-03-01T08+00:00", 4)]
    [InlineData("2021-03-01T08:00+00:00", 2)]
    [InlineData("total", 10)]
    public async Task Every_kind_of_period_has_its_receipt(string period, int calls)
    {
        var receipt = await Explain(full.Place, "contacts-offered", period);
        receipt.Number("value").Should().Be(calls);
        receipt.Text("period").Should().Be(period);
        receipt.GetProperty("variants").EnumerateArray().Should().OnlyContain(v => v.Text("period") == period);
    }

    [Fact]
    public async Task The_recount_of_the_facts_agrees_for_every_kpi()
    {
        // One of each kind: a count, a share, a mean, one that is unknown, a balance, a flow, a stock, a share of a flow.
        string[] kpis =
        [
            "contacts-offered", "service-level", "speed-of-answer", "contacts-abandoned-long", "backlog", "resolution-time", "reopened-share",
            "sla-compliance-reported", "supplier-invoices", "computers", "supplier-invoices-electronic-share",
        ];
        var figures = await full.Place.Kpi([.. kpis, "--from", "2021-01", "--to", "2022-01"]);
        foreach (var kpi in kpis)
        {
            var figure = figures.The(kpi);
            var receipt = await Explain(full.Place, figure.Text("kpi")!, "2021");
            var recount = receipt.GetProperty("recounted");
            recount.GetProperty("agrees").GetBoolean().Should().BeTrue($"{figure.Text("kpi")} recounts");
            foreach (var member in (string[])["numerator", "denominator"])
            {
                receipt.Number(member).Should().Be(figure.Number(member), $"explain and kpi say the same {member} of {figure.Text("kpi")}");
                recount.Number(member).Should().Be(figure.Number(member));
            }
        }
    }

    [Theory]
    [InlineData("contact_cells", "offered", "contacts-offered")]
    [InlineData("ticket_cells", "opened", "tickets-opened")]
    [InlineData("volume_cells", "count", "supplier-invoices")]
    public async Task A_cell_that_was_tampered_with_shows_in_the_receipt_and_in_verify(string table, string column, string kpi)
    {
        using var place = await Workplace.WithEverything();
        await using (var engine = new DuckDBConnection($"DataSource={place.At(Workplace.DatabaseName)}"))
        {
            await engine.OpenAsync();
            await using var command = engine.CreateCommand();
            var name = table == "volume_cells" ? column : await ColumnNamed(engine, table, column);
            command.CommandText = $"UPDATE {table} SET {name} = {name} + 1";
            (await command.ExecuteNonQueryAsync()).Should().BePositive();
        }

        var receipt = await place.Run("explain", kpi, "--period", "2021", "--format", "json");
        receipt.ExitCode.Should().Be(1);
        receipt.Json.GetProperty("recounted").GetProperty("agrees").GetBoolean().Should().BeFalse();
        receipt.Error.Should().Contain("verify").And.NotContain("   at ");

        var verify = await place.Run("verify", "--format", "json");
        verify.ExitCode.Should().Be(1);
        verify.Json.GetProperty("differences").GetArrayLength().Should().BePositive();
    }

    [Fact]
    public async Task Rows_writes_the_facts_that_were_counted()
    {
        var place = full.Place;
        (await place.Run("explain", "service-level", "--period", "2021-03", "--rows", "behind.csv")).Succeeded();
        var lines = (await File.ReadAllTextAsync(place.At("behind.csv"))).TrimEnd('\n').Split('\n');
        lines.Should().HaveCount(7, "six answered calls stand behind the figure");
        lines.Count(l => l.StartsWith("true,", StringComparison.Ordinal)).Should().Be(5);
        lines.Should().NotContain(l => l.Contains(",K03,", StringComparison.Ordinal));

        (await place.Run("explain", "service-level", "--period", "2021-03", "--rows", "behind.parquet")).Succeeded();
        (await File.ReadAllBytesAsync(place.At("behind.parquet")))[..4].Should().Equal("PAR1"u8.ToArray());
    }

    [Fact]
    public async Task A_receipt_can_be_cut_and_can_be_of_what_was_known()
    {
        (await Explain(full.Place, "contacts-offered", "2021", "--case-type", "Dator, mobil")).Number("value").Should().Be(2);
        var before = await Explain(full.Place, "contacts-offered", "2021", "--as-of", "2020-01-01");
        before.Number("value").Should().BeNull();
        before.Number("included").Should().Be(0);
    }

    [Fact]
    public async Task A_period_that_the_cells_cannot_answer_is_an_error_that_says_so()
    {
        (await full.Place.Run("explain", "supplier-invoices", "--period", "2021-01-05")).Failed(2, "supplier-invoices", "by the month");
    }

    [Fact]
    public async Task A_moment_in_a_receipt_names_its_zone()
    {
        (await Explain(full.Place, "service-level", "2021-03")).Text("lastKnownAt").Should().EndWith("Z");
    }

    private static async Task<JsonElement> Explain(Workplace place, string kpi, string period, params string[] more)
        => (await place.Run(["explain", kpi, "--period", period, "--format", "json", .. more])).Succeeded().Json;

    private static Dictionary<string, long> Excluded(JsonElement receipt) => receipt.GetProperty("excluded").EnumerateArray()
        .ToDictionary(e => e.GetProperty("reason").GetString()!, e => e.GetProperty("count").GetInt64());

    private static async Task<string> ColumnNamed(DuckDBConnection engine, string table, string measure)
    {
        await using var command = engine.CreateCommand();
        command.CommandText = $"SELECT column_name FROM duckdb_columns() WHERE table_name = '{table}' AND column_name LIKE '%{measure}%' ORDER BY length(column_name) LIMIT 1";
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
