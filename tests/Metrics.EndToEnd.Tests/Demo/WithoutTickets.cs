using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>Göteborg's events without those of 1 000 of its tickets, in a database of their own; and what plain SQL says of the tickets that are gone.</summary>
public sealed class WithoutTickets(DemoFolder demo) : IAsyncLifetime, IDisposable
{
    private const int Gone = 1_000;
    private const string Seed = "20240131";
    private const string Database = "without-tickets.duckdb";

    // Working days on which the desk is closed: public holidays and the eves of Midsummer, Christmas and New Year, as an almanac has them.
    private const string Closed = """
        2021-01-01 2021-01-06 2021-04-02 2021-04-05 2021-05-13 2021-06-25 2021-12-24 2021-12-31
        2022-01-06 2022-04-15 2022-04-18 2022-05-26 2022-06-06 2022-06-24 2022-12-26
        2023-01-06 2023-04-07 2023-04-10 2023-05-01 2023-05-18 2023-06-06 2023-06-23 2023-12-25 2023-12-26
        2024-01-01 2024-03-29 2024-04-01 2024-05-01 2024-05-09 2024-06-06 2024-06-21 2024-12-24 2024-12-25 2024-12-26 2024-12-31
        """;

    private readonly RawEvents _raw = new(demo.Events, DemoFolder.Goteborg);

    public async Task InitializeAsync()
    {
        // Which ones is chance, and the same chance every time: the order of a seeded hash.
        _raw.Run($"""
            CREATE TABLE gone AS
            WITH tickets AS (
                SELECT subject AS ticket, min(local) FILTER (type = 'servicedesk.ticket.opened.v1') AS opened, min(local) FILTER (type = 'servicedesk.ticket.resolved.v1') AS resolved,
                    max(data->>'customer') AS customer, max(data->>'caseType') AS case_type
                FROM raw WHERE type LIKE 'servicedesk.ticket.%' GROUP BY subject
                ORDER BY md5('{Seed}' || subject) LIMIT {Gone}
            ), hours AS (
                SELECT day + INTERVAL 8 HOUR AS opens, day + INTERVAL 17 HOUR AS closes
                FROM generate_series(TIMESTAMP '2021-12-01', TIMESTAMP '2024-12-31', INTERVAL 1 DAY) days(day)
                WHERE isodow(day) <= 5 AND strftime(day, '%Y-%m-%d') NOT IN ('{Closed.ReplaceLineEndings(" ").Replace(" ", "', '")}')
            )
            SELECT t.*, coalesce(sum(epoch_us(least(closes, resolved)) - epoch_us(greatest(opens, opened))), 0) <= 24 * 3600 * 1000000::BIGINT AS kept
            FROM tickets t LEFT JOIN hours ON closes > opened AND opens < resolved
            GROUP BY ALL
            """);
        _raw.Write("SELECT line FROM raw WHERE subject NOT IN (SELECT ticket FROM gone)", demo.Place.At("without-tickets.ndjson.gz"));
        var told = (await demo.Place.RunOn(Database, "ingest", "without-tickets.ndjson.gz", "--source", "demo", "--organisation", DemoFolder.Goteborg, "--format", "json")).Succeeded().Json;
        told.Number("accepted").Should().Be(_raw.Count("SELECT count(*) FROM raw") - (2 * Gone), "each ticket is opened and resolved");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _raw.Dispose();

    /// <summary>The report without the tickets.</summary>
    internal async Task<JsonElement> Report(string period, params string[] more)
        => (await demo.Place.RunOn(Database, ["report", period, "--organisation", DemoFolder.Goteborg, "--format", "json", .. more])).Succeeded().Json;

    /// <summary>How many of the tickets that are gone were opened on some days.</summary>
    internal decimal Opened((string From, string To) days, string only = "true") => _raw.Count($"SELECT count(*) FROM gone WHERE {Within("opened", days)} AND {only}");

    /// <summary>How many of them were resolved on some days, and how many of those within the time that is promised.</summary>
    internal (decimal Kept, decimal Resolved) Resolved((string From, string To) days, string only = "true")
        => (_raw.Count($"SELECT count(*) FROM gone WHERE {Within("resolved", days)} AND kept AND {only}"), _raw.Count($"SELECT count(*) FROM gone WHERE {Within("resolved", days)} AND {only}"));

    /// <summary>The case types that they were about.</summary>
    internal IReadOnlyList<string> CaseTypes() => _raw.Rows("SELECT DISTINCT case_type FROM gone ORDER BY ALL", r => r.GetString(0));

    private static string Within(string moment, (string From, string To) days) => $"{moment} >= TIMESTAMP '{days.From}' AND {moment} < TIMESTAMP '{days.To}'";
}
