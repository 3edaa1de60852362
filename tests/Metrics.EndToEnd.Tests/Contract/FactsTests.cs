using System.Globalization;
using DuckDB.NET.Data;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>The facts behind figures, as CSV and Parquet.</summary>
public sealed class FactsTests(FullFolder full) : IClassFixture<FullFolder>
{
    [Fact]
    public async Task Contacts_come_as_csv_on_standard_output()
    {
        var place = full.Place;
        var lines = (await place.Run("facts", "contacts")).Succeeded().Lines;
        lines.Should().HaveCount(11);
        lines[0].Split(',').Should().Contain(["organisation", "contact_id", "case_type", "offered_at", "outcome", "wait_seconds", "talk_seconds"]);
        Column(lines, "contact_id").Should().Equal("K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08", "K09", "K10");
        lines.Single(l => l.Contains(",K05,", StringComparison.Ordinal)).Should().Contain("\"Dator, mobil\"", "a comma in a name is quoted");
        lines.Single(l => l.Contains(",K03,", StringComparison.Ordinal)).Should().Contain(",abandoned,,,", "an unknown wait is empty");
    }

    [Fact]
    public async Task Tickets_carry_calendar_minutes_from_opened_to_last_resolved()
    {
        var place = full.Place;
        var lines = (await place.Run("facts", "tickets")).Succeeded().Lines;
        Column(lines, "ticket_id").Should().Equal("I1", "I2", "I3", "I4", "I6", "I5");
        Column(lines, "calendar_minutes").Select(m => m.Length == 0 ? (decimal?)null : Number(m)).Should().Equal(120, 1440, 3361, null, 0, null);
        Column(lines, "reopenings").Should().Equal("0", "0", "1", "0", "0", "0");
        Column(lines, "hand_overs").Should().Equal("0", "1", "0", "0", "0", "0");
        Column(lines, "paused_calendar_minutes").Select(Number).Should().Equal(0, 120, 0, 0, 0, 0);
        Column(lines, "sla_met_reported").Should().Equal("true", "false", "true", "true", "false", "");
        Column(lines, "closed_at").Should().Equal(
            "2021-03-06T10:00:00Z", "2021-03-07T09:00:00Z", "2021-04-08T08:00:00Z", "2021-04-05T08:00:00Z", "2021-04-12T07:00:00Z", "");
    }

    [Fact]
    public async Task Volumes_are_facts_too()
    {
        var place = full.Place;
        var lines = (await place.Run("facts", "volumes", "--from", "2021-02", "--to", "2021-03")).Succeeded().Lines;
        Column(lines, "count").Select(Number).Order().Should().Equal(100, 1100, 31500);
    }

    [Fact]
    public async Task From_is_the_first_day_and_to_the_first_day_after()
    {
        var place = full.Place;
        Column((await place.Run("facts", "contacts", "--from", "2021-03-02", "--to", "2021-03-08")).Lines, "contact_id").Should().Equal("K05", "K06");
        (await place.Run("facts", "contacts", "--from", "2023-01-01")).Succeeded().Lines.Should().ContainSingle("nothing is left but the header");
    }

    [Fact]
    public async Task A_file_is_written_and_replaced_when_one_is_named()
    {
        var place = full.Place;
        place.Write("calls-out.csv", "an older file");
        (await place.Run("facts", "contacts", "--out", "calls-out.csv")).Succeeded().Output.Should().Contain("calls-out.csv");
        var printed = (await place.Run("facts", "contacts")).Output;
        (await File.ReadAllTextAsync(place.At("calls-out.csv"))).Should().Be(printed);
        Directory.GetFileSystemEntries(place.At("tmp")).Should().BeEmpty("nothing is left in the temporary folder");
    }

    [Fact]
    public async Task Parquet_reads_back_with_its_types()
    {
        var place = full.Place;
        (await place.Run("facts", "contacts", "--out", "calls.parquet")).Succeeded();
        (await File.ReadAllBytesAsync(place.At("calls.parquet")))[..4].Should().Equal("PAR1"u8.ToArray());

        await using var engine = new DuckDBConnection("DataSource=:memory:");
        await engine.OpenAsync();
        Ask(engine, $"SELECT count(*) FROM '{place.At("calls.parquet")}'").Should().Be(10L);
        Ask(engine, $"SELECT sum(wait_seconds) FROM '{place.At("calls.parquet")}' WHERE outcome = 'answered'").Should().Be(631d);
        Ask(engine, $"SELECT count(*) FROM '{place.At("calls.parquet")}' WHERE wait_seconds IS NULL").Should().Be(2L);
        Ask(engine, $"SELECT offered_at FROM '{place.At("calls.parquet")}' WHERE contact_id = 'K06'").Should().Be(new DateTime(2021, 3, 7, 23, 59, 59));
        Ask(engine, $"SELECT case_type FROM '{place.At("calls.parquet")}' WHERE contact_id = 'K04'").Should().Be("Dator, mobil");
    }

    [Fact]
    public async Task A_file_name_is_a_name_and_never_becomes_sql()
    {
        var place = full.Place;
        const string Odd = "a'; DROP TABLE events; --.csv";
        (await place.Run("facts", "contacts", "--out", Odd)).Succeeded();
        File.Exists(place.At(Odd)).Should().BeTrue();
    }

    private static string[] Column(string[] lines, string name)
    {
        var index = Array.IndexOf(lines[0].Split(','), name);
        index.Should().BeGreaterThanOrEqualTo(0, $"there is a column {name}");
        return lines[1..].Select(l => l.Replace("\"Dator, mobil\"", "Dator", StringComparison.Ordinal).Split(',')[index]).ToArray();
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static object? Ask(DuckDBConnection engine, string sql)
    {
        using var command = engine.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
