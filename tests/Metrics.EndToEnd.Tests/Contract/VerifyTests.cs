using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary><c>verify</c> and <c>doctor</c>: is the database what the events say, and what is it?</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task Verify_says_how_many_cells_it_compared_and_lists_no_difference()
    {
        using var place = await Workplace.WithCalls();
        var answer = (await place.Run("verify", "--format", "json")).Succeeded().Json;
        answer.GetProperty("cells").GetInt64().Should().BePositive();
        answer.GetProperty("differences").ValueKind.Should().Be(JsonValueKind.Array);
        answer.GetProperty("differences").GetArrayLength().Should().Be(0);
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task Verify_holds_after_corrections_duplicates_and_late_events()
    {
        using var place = await Workplace.WithIncidents();
        var late = Samples.Event("e2", "ticket.resolved", "2021-03-02T08:00:00Z", "T1", "{}")
            + Samples.Event("e1", "ticket.opened", "2021-03-01T08:00:00Z", "T1", """{"customer":"Skola"}""")
            + Samples.Event("e1", "ticket.opened", "2021-02-01T08:00:00Z", "T1", """{"customer":"Omsorg"}""", "\"revision\":2,")
            + Samples.Event("e2", "ticket.resolved", "2021-03-02T08:00:00Z", "T1", "{}");
        var answer = await place.Ingest(place.Write("late.ndjson", late), "cloudevents");
        (answer.GetProperty("accepted").GetInt64(), answer.GetProperty("duplicates").GetInt64(), answer.GetProperty("corrections").GetInt64()).Should().Be((2L, 1L, 1L));
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
        (await place.Kpi("tickets-opened", "--by", "month", "--customer", "Omsorg")).ByPeriod("tickets-opened").Should().Contain("2021-02", 1);
    }

    [Fact]
    public async Task Doctor_tells_environment_engine_sources_and_their_freshness()
    {
        using var place = await Workplace.WithCalls();
        var answer = (await place.Run("doctor", "--format", "json")).Succeeded().Json;
        answer.GetProperty("environment").GetProperty("framework").GetString().Should().StartWith(".NET 10");
        answer.GetProperty("shippedSources").EnumerateArray().Select(s => s.GetString()).Should().Contain(["asterisk-queue-log", "call-list", "cloudevents", "servicenow-incident-log", "volume-counts"]);
        var health = answer.GetProperty("health");
        health.GetProperty("duckDb").GetString().Should().Be("v1.5.6");
        health.GetProperty("events").GetInt64().Should().Be(16);
        var source = health.GetProperty("sources").EnumerateArray().Should().ContainSingle().Subject;
        source.Text("source").Should().Be("default/call-list");
        source.Text("lastTime").Should().Be("2022-01-01T00:00:00Z");
    }

    [Fact]
    public async Task Doctor_names_every_stand_in_of_the_build()
    {
        using var place = new Workplace();
        var standIns = (await place.Run("doctor", "--format", "json")).Succeeded().Json.GetProperty("standIns").EnumerateArray().ToArray();
        string[] packages = ["DuckDB.NET.Bindings", "Apache.Arrow", "librdkafka.redist", "Microsoft.ML", "Microsoft.ML.TimeSeries"];
        standIns.Select(s => s.Text("package")).Should().BeEquivalentTo(packages);
        standIns.Should().OnlyContain(s => s.Text("standIn")!.Length > 0);
        var table = (await place.Run("doctor")).Succeeded().Output;
        foreach (var package in packages) table.Should().Contain($"stand-in: {package} ");
    }

    [Fact]
    public async Task Doctor_lists_what_was_rejected_and_what_conflicts()
    {
        using var place = new Workplace();
        await place.Ingest(place.Write("calls.csv", Samples.CallsWithFaults), "call-list");
        var two = Samples.Event("e1", "ticket.opened", "2021-03-01T08:00:00Z", "T1", """{"customer":"Skola"}""")
            + Samples.Event("e1", "ticket.opened", "2021-03-01T08:00:00Z", "T1", """{"customer":"Omsorg"}""");
        (await place.Ingest(place.Write("two.ndjson", two), "cloudevents")).GetProperty("conflicts").GetInt64().Should().Be(1);
        var health = (await place.Run("doctor", "--format", "json")).Succeeded().Json.GetProperty("health");
        health.GetProperty("rejects").EnumerateArray().Sum(r => r.GetProperty("count").GetInt64()).Should().Be(4);
        health.GetProperty("conflicts").EnumerateArray().Should().ContainSingle().Which.Text("id").Should().Be("e1");
        (await place.Run("doctor")).Succeeded().Output.Should().Contain("conflict: desk e1").And.Contain("Speed of answer in seconds");
    }

    [Fact]
    public async Task Doctor_needs_no_database_and_makes_none()
    {
        using var place = new Workplace();
        (await place.Run("doctor", "--format", "json")).Succeeded().Json.GetProperty("health").ValueKind.Should().Be(JsonValueKind.Null);
        (await place.Run("doctor")).Succeeded().Output.Should().Contain("does not exist");
        File.Exists(place.At(Workplace.DatabaseName)).Should().BeFalse();
    }
}
