using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using FluentAssertions;
using Metrics.Oracle.Tests.Comparison;
using Metrics.Oracle.Tests.Fixtures;
using Metrics.Oracle.Tests.Oracle;
using Metrics.Oracle.Tests.SeededMonth;
using Xunit;

namespace Metrics.Oracle.Tests;

/// <summary>A month in the database before and after four corrections: of a ticket, a contact, a count and an answer.</summary>
public sealed class CorrectedMonth : IDisposable
{
    private static readonly DateTime Noon = new(2023, 10, 10, 10, 0, 0, DateTimeKind.Utc);
    private readonly Workplace _workplace = new();
    private int _copies;

    public CorrectedMonth()
    {
        var closed = new Told(Month.Nordic, "p1", "ticket.closed", "P1", Noon, []);
        var ended = new Told(Month.Nordic, "p2", "contact.recorded", "P2", Noon, new JsonObject { ["outcome"] = "abandoned" });
        var counted = new Told(Month.Nordic, "p3", "volume.counted", "P3", Noon, new JsonObject
        {
            ["measure"] = "supplier-invoices", ["period"] = "2023-10-10", ["kind"] = "flow", ["count"] = 40,
        });
        var rated = new Told(Month.Nordic, "p4", "survey.rated", "P4", Noon, new JsonObject { ["rating"] = 1, ["scaleLow"] = 1, ["scaleHigh"] = 3 });
        var opened = new Told(Month.Nordic, "p0", "ticket.opened", "P1", Noon, []);
        _workplace.TellAsync(new Month(11).Files()).GetAwaiter().GetResult();
        _workplace.TellAsync([opened, closed, ended, counted, rated]).GetAwaiter().GetResult();
        Before = _workplace.Copy("before");
        _workplace.TellAsync([
            closed with { Time = Noon.AddDays(3), Revision = 1 },
            ended.Saying("outcome", "answered") with { Revision = 1 },
            counted.Saying("count", 4) with { Revision = 1 },
            rated.Saying("rating", 3) with { Revision = 1 },
        ]).GetAwaiter().GetResult();
    }

    internal string Before { get; }

    /// <summary>What the oracle says after a defect was planted into a copy of the database.</summary>
    internal Verdict Planting(string sql, Asked asked)
    {
        var copy = _workplace.Copy($"planted-{Interlocked.Increment(ref _copies)}");
        using (var connection = new DuckDBConnection($"DataSource={copy}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        var oracle = _workplace.Oracle(Month.Nordic, database: copy);
        using var warehouse = _workplace.Open(copy);
        return Agreement.Of(warehouse, oracle, Month.Nordic, asked);
    }

    /// <summary>What the oracle says when a file of the configuration says something else, of figures derived anew.</summary>
    internal Verdict Saying(string file, string said, string instead, Asked asked)
    {
        var copy = _workplace.Copy($"planted-{Interlocked.Increment(ref _copies)}");
        var oracle = _workplace.Oracle(Month.Nordic, database: copy);
        using var warehouse = _workplace.OpenSaying(copy, file, said, instead);
        return Agreement.Of(warehouse, oracle, Month.Nordic, asked);
    }

    public void Dispose() => _workplace.Dispose();
}

/// <summary>The oracle has teeth: each planted defect turns it red, and it names the KPI.</summary>
public sealed class PlantedDefectTests(CorrectedMonth month) : IClassFixture<CorrectedMonth>
{
    private static readonly Asked ByDay = new(Length.Day, []);
    private const string Nordic = "slice IN (SELECT slice FROM slices WHERE organisation = 'nordic')";

    [Fact]
    public void Without_a_defect_nothing_differs() => month.Planting("SELECT 1", ByDay).Differences.Should().BeEmpty();

    [Theory]
    [InlineData("contact_cells", "m_offered = 1", "contacts-offered")]
    [InlineData("ticket_cells", "m_opened = 1", "tickets-opened")]
    [InlineData("volume_cells", "measure = 'supplier-invoices' AND facts = 1 AND count > 0", "supplier-invoices")]
    [InlineData("survey_cells", "facts = 1 AND scale_high = 10", "satisfaction/0-10")]
    public void A_duplicate_that_is_counted_turns_it_red(string cells, string one, string kpi)
    {
        var verdict = month.Planting(
            $"INSERT INTO {cells} SELECT * FROM {cells} WHERE {Nordic} AND {one} ORDER BY slice, day LIMIT 1", ByDay);
        verdict.ShouldName(kpi);
    }

    [Theory]
    [InlineData("ticket_cells", "day = DATE '2023-10-10'", "tickets-closed")]
    [InlineData("contact_cells", "bucket = TIMESTAMP '2023-10-10 10:00:00'", "contacts-answered")]
    [InlineData("volume_cells", "day = DATE '2023-10-10' AND measure = 'supplier-invoices'", "supplier-invoices")]
    [InlineData("survey_cells", "day = DATE '2023-10-10' AND scale_high = 3", "satisfaction/1-3")]
    public void A_cell_that_a_correction_left_as_it_was_turns_it_red(string cells, string stale, string kpi)
    {
        const string bare = """
            slice IN (SELECT slice FROM slices WHERE organisation = 'nordic'
              AND coalesce(unit, customer, service, queue, case_type, channel) IS NULL)
            """;
        var verdict = month.Planting(
            $"""
            ATTACH '{month.Before}' AS earlier (READ_ONLY);
            DELETE FROM {cells} WHERE {bare} AND {stale};
            INSERT INTO {cells} SELECT * FROM earlier.{cells} WHERE {bare} AND {stale};
            DETACH earlier;
            """,
            ByDay);
        verdict.ShouldName(kpi);
    }

    [Fact]
    public void A_ticket_that_is_held_solved_though_somebody_came_back_turns_it_red()
        => month.Planting(
            $"""
            UPDATE ticket_cells SET m_resolved_observed = (
                SELECT count(*) FROM ticket_facts f
                WHERE f.slice = ticket_cells.slice AND f.resolved_day = ticket_cells.day AND f.hand_overs = 0 AND f.reopened_within_week IS NOT TRUE)
            WHERE {Nordic}
            """,
            ByDay).ShouldName("first-contact-resolution/observed");

    [Fact]
    public void The_last_hour_of_the_longest_day_on_the_day_after_turns_it_red()
    {
        var verdict = month.Planting(
            $"UPDATE contact_cells SET day = day + 1 WHERE {Nordic} AND bucket >= '2023-10-29 22:00:00' AND bucket < '2023-10-29 23:00:00'", ByDay);
        verdict.ShouldName("contacts-offered");
        verdict.Differences.Should().OnlyContain(d => d.Contains("2023-10-29") || d.Contains("2023-10-30"));
    }

    [Fact]
    public void The_hour_that_occurs_twice_taken_for_one_turns_it_red()
    {
        var verdict = month.Planting(
            $"UPDATE contact_cells SET bucket = bucket - INTERVAL 1 HOUR WHERE {Nordic} AND bucket >= '2023-10-29 01:00:00' AND bucket < '2023-10-29 02:00:00'",
            new Asked(Length.Hour, []));
        verdict.ShouldName("contacts-offered");
        verdict.Differences.Should().OnlyContain(d => d.Contains("2023-10-29T02+02:00") || d.Contains("2023-10-29T02+01:00"));
    }

    [Fact]
    public void A_resolution_measured_by_the_clock_on_the_wall_turns_it_red()
    {
        var verdict = month.Planting(
            $"""
            UPDATE ticket_cells SET m_resolution_seconds = m_resolution_seconds - (
                SELECT 3600 * count(*) FROM ticket_facts f
                WHERE f.slice = ticket_cells.slice AND f.resolved_day = ticket_cells.day AND f.resolution_seconds IS NOT NULL
                  AND f.opened_at < '2023-10-29 01:00:00' AND f.resolved_at >= '2023-10-29 01:00:00')
            WHERE {Nordic}
            """,
            ByDay);
        verdict.ShouldName("resolution-time");
    }
}
