using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Demo;

/// <summary>Linköping's events with every answered call of the desk answered one second later, in a database of their own; and what plain SQL counts of the calls.</summary>
public sealed class SlowerQueue(DemoFolder demo) : IAsyncLifetime, IDisposable
{
    private const string Database = "slower-queue.duckdb";

    private readonly RawEvents _raw = new(demo.Events, DemoFolder.Linkoping);

    public async Task InitializeAsync()
    {
        _raw.Run("""
            CREATE TABLE calls AS
            SELECT line, strftime(local, '%Y-%m') AS month, data->>'outcome' AS outcome, (data->>'waitSeconds')::DECIMAL(9, 3) AS wait
            FROM raw WHERE type = 'servicedesk.contact.recorded.v1' AND (data->>'unit') = 'Kontakt Linköping'
            """);
        _raw.Write("""
            SELECT line FROM raw ANTI JOIN calls USING (line)
            UNION ALL
            SELECT CASE WHEN outcome = 'answered' THEN regexp_replace(line, '"waitSeconds":[0-9.]+', '"waitSeconds":' || (wait + 1)) ELSE line END FROM calls
            """, demo.Place.At("slower-queue.ndjson.gz"));
        var told = (await demo.Place.RunOn(Database, "ingest", "slower-queue.ndjson.gz", "--source", "demo", "--organisation", DemoFolder.Linkoping, "--format", "json")).Succeeded().Json;
        told.Number("accepted").Should().Be(_raw.Count("SELECT count(*) FROM raw"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _raw.Dispose();

    /// <summary>Asks the slower queue's database.</summary>
    internal async Task<JsonElement> Ask(params string[] arguments) => (await demo.Place.RunOn(Database, [.. arguments, "--organisation", DemoFolder.Linkoping, "--format", "json"])).Succeeded().Json;

    /// <summary>How many of a month's calls (all without one) are as a condition says.</summary>
    internal decimal Calls(string condition, string? month = null) => _raw.Count($"SELECT count(*) FROM calls WHERE {condition}{(month is null ? "" : $" AND month = '{month}'")}");
}
