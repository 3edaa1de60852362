using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Metrics.EndToEnd.Tests.Reference;
using Metrics.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace Metrics.EndToEnd.Tests.Crash;

/// <summary>
/// kill -9 at random moments of an ingest: while it starts, reads, commits, and writes its log into the file at the end. Started
/// again each time until it finishes, it must come to what one undisturbed run comes to, with every event stored once. METRICS_INGEST_KILLS
/// says how many kills.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Seed = 20231120;
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("METRICS_INGEST_KILLS") ?? "12", CultureInfo.InvariantCulture);
    private static readonly string[] Events = ["ingest", "log.ndjson", "--source", "cloudevents"];
    private static readonly string[][] Answers =
        [["facts", "tickets"], ["facts", "contacts"], ["facts", "volumes"], ["kpi", "--by", "day", "--format", "json"]];

    [Fact]
    public async Task Kills_at_random_moments_lose_nothing_and_count_nothing_twice()
    {
        var file = EventFile.Of(Seed, days: 24, contactsADay: 1300, ticketsADay: 450);
        output.WriteLine($"seed {Seed}, {file.Events} events");
        var expected = await CleanRun(file);
        var killer = new Killer(Events, Seed, output);
        while (killer.Total < Kills)
        {
            using var place = new Workplace();
            place.Write("log.ndjson", file.Text);
            // A dozen kills to a database, or fewer when it gets to the end before; the last as it closes.
            for (var i = 0; i < 12 && await killer.Once(place); i++)
            {
            }

            await killer.Once(place, Aim.Closing);
            (await place.Run(Events)).Succeeded();
            (await Ask(place)).Should().Equal(expected, "these are the facts and figures of an undisturbed run");
            await EveryEventIsStoredOnce(place, file);
        }

        output.WriteLine($"{killer.Total} kills: {string.Join(", ", killer.Kills.Select(k => $"{k.Value} {k.Key}"))}");
        killer.Kills[Aim.Early].Should().BeGreaterThan(Kills / 5, "kills must land in starting and parsing");
        killer.Kills[Aim.Commit].Should().BeGreaterThan(Kills / 10, "kills must land in commits");
        killer.Kills[Aim.Closing].Should().BePositive("kills must land in the last checkpoint");
    }

    [ReferenceFact]
    public async Task An_audit_log_whose_rows_need_those_before_them_survives_kills_too()
    {
        string[] ingest = ["ingest", SharedData.At(SharedData.Incidents), "--source", "servicenow-incident-log"];
        using var clean = new Workplace();
        (await clean.Run(ingest)).Succeeded();
        using var place = new Workplace();
        var killer = new Killer(ingest, Seed, output);
        for (var i = 0; i < 8 && await killer.Once(place, i % 3 == 2 ? Aim.Commit : Aim.Early); i++)
        {
        }

        killer.Kills[Aim.Commit].Should().BePositive();
        (await place.Run(ingest)).Succeeded();
        (await place.Run("facts", "tickets")).Output.Should().Be((await clean.Run("facts", "tickets")).Output);
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Theory]
    [InlineData("")] // as the file is made: the engine is still being opened
    [InlineData(".wal")] // as the tables are
    public async Task A_polite_stop_says_so_and_the_next_ingest_goes_on_from_there(string sign)
    {
        var file = EventFile.Of(Seed, days: 20, contactsADay: 1300, ticketsADay: 450);
        using var place = new Workplace();
        place.Write("log.ndjson", file.Text);
        using var process = MetricsProgram.Start(place.Folder, [.. Events, "--db", Workplace.DatabaseName]);
        while (!File.Exists(place.At(Workplace.DatabaseName + sign))) await Task.Delay(1);
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(1);
        error.Should().StartWith("metrics: stopped").And.EndWith("\n").And.NotContain("   at ");
        error.TrimEnd('\n').Should().NotContain("\n");
        (await place.Run(Events)).Succeeded();
        await EveryEventIsStoredOnce(place, file);
    }

    private static async Task<string[]> CleanRun(EventFile file)
    {
        using var place = new Workplace();
        place.Write("log.ndjson", file.Text);
        var answer = await place.Ingest("log.ndjson", "cloudevents");
        answer.GetProperty("accepted").GetInt64().Should().Be(file.Events);
        answer.GetProperty("corrections").GetInt64().Should().Be(file.Versions - file.Events);
        answer.GetProperty("rejected").GetInt64().Should().Be(file.Torn);
        await EveryEventIsStoredOnce(place, file);
        return await Ask(place);
    }

    private static async Task EveryEventIsStoredOnce(Workplace place, EventFile file)
    {
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
        await using var engine = new DuckDBConnection($"DataSource={place.At(Workplace.DatabaseName)}");
        await engine.OpenAsync();
        Count(engine, "count(*) FROM events").Should().Be(file.Versions);
        Count(engine, "count(DISTINCT (event_key, revision, content)) FROM events").Should().Be(file.Versions);
        Count(engine, "count(DISTINCT event_key) FROM events").Should().Be(file.Events);
        Count(engine, "count(DISTINCT seq) FROM events").Should().Be(file.Versions);
        Count(engine, "count(*) FROM rejects").Should().Be(file.Torn, "every torn line is kept once");
        Count(engine, "sum(accepted)::BIGINT FROM batches").Should().Be(file.Events);
    }

    private static async Task<string[]> Ask(Workplace place)
    {
        var answers = new List<string>();
        foreach (var question in Answers) answers.Add((await place.Run(question)).Succeeded().Output);
        return [.. answers];
    }

    private static long Count(DuckDBConnection engine, string what)
    {
        using var command = engine.CreateCommand();
        command.CommandText = "SELECT " + what;
        return (long)command.ExecuteScalar()!;
    }
}
