using System.Net;
using System.Text.Json.Nodes;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Live;

/// <summary>Events posted over HTTP become figures, the same that the command line gives.</summary>
public sealed class HttpIntakeTests
{
    // Written over several lines, with what JSON allows between its tokens.
    private const string Pretty = "{\r\n\t\"specversion\": \"1.0\",\n  \"id\": \"pretty\\n\",\r  \"source\": \"desk\",\r\n  \"type\": \"servicedesk.contact.recorded.v1\",\n"
        + "  \"time\": \"2023-03-01T08:00:00Z\",\n  \"subject\": \"pretty\",\n  \"data\": {\n    \"outcome\": \"answered\",\n    \"waitSeconds\": 7\n  }\n}\n";

    [Fact]
    public async Task Whatever_form_events_are_posted_in_they_become_the_figures_of_the_command_line()
    {
        using var place = new Workplace();
        var service = await RunningService.StartAsync(place);
        (await service.PostAsync(Calls.Line(0), Calls.One)).Took(1).Results.Should().BeEmpty();
        (await service.PostAsync(Calls.Line(1).TrimEnd('\n'), Calls.Json)).Took(1);
        (await service.PostAsync(Calls.BatchOf(2, 40), Calls.Batch)).Took(40).Results.Should().Equal(Enumerable.Range(0, 40).Select(n => ((long)n, "accepted", (string?)null, (string?)null)));
        (await service.PostAsync(Calls.BatchOf(42, 8), Calls.Json + "; charset=utf-8")).Took(8);
        (await service.PostAsync(Calls.LinesOf(50, 3000), Calls.Lines)).Took(3000).Results.Should().BeEmpty();
        (await service.PostAsync(Pretty, "Application/CloudEvents+JSON; charset=UTF-8")).Took(1);
        (await service.PostAsync("[]", Calls.Batch)).Took(0);
        (await service.PostAsync("", Calls.Lines)).Took(0);
        await service.CountedAsync(3051);
        string[] questions = ["by=month", "by=day&per=queue", "by=total&per=customer&from=2023-03-05&to=2023-03-20", "by=week&kpi=service-level&kpi=contacts-offered"];
        var answers = new List<JsonNode>();
        foreach (var question in questions) answers.Add(JsonNode.Parse(await service.GetAsync($"kpis?{question}", HttpStatusCode.OK))!);
        await service.DisposeAsync();
        service.ExitCode.Should().Be(0);
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
        foreach (var (question, answer) in questions.Zip(answers))
        {
            var asked = question.Split('&').Select(p => p.Split('=')).ToArray();
            string[] arguments = [.. asked.Where(p => p[0] == "kpi").Select(p => p[1]), .. asked.Where(p => p[0] != "kpi").SelectMany(p => new[] { "--" + p[0], p[1] })];
            var printed = (await place.Run(["kpi", .. arguments, "--format", "json"])).Succeeded().Output;
            JsonNode.DeepEquals(JsonNode.Parse(printed), answer).Should().BeTrue(question);
        }
    }

    [Fact]
    public async Task Each_event_of_a_batch_is_judged_by_itself_and_the_good_ones_are_counted()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        var mixed = $"[{Calls.Line(0)},{Calls.Line(1).Replace("answered", "perhaps", StringComparison.Ordinal)},42,{Calls.Line(2)},{Calls.Line(3, "\"organisation\":\"nowhere\",")},{Calls.Line(4).Replace("\"id\"", "\"Id\"", StringComparison.Ordinal)}]";
        var posted = await service.PostAsync(mixed, Calls.Batch);
        posted.Status.Should().Be(HttpStatusCode.Accepted);
        (posted.Accepted, posted.Rejected).Should().Be((2, 4));
        posted.Results.Select(r => (r.Index, r.Status, r.Pointer)).Should().Equal(
            (0, "accepted", null), (1, "rejected", "/data/outcome"), (2, "rejected", null), (3, "accepted", null), (4, "rejected", "/organisation"), (5, "rejected", "/Id"));
        posted.Results.Where(r => r.Status == "rejected").Should().OnlyContain(r => r.Reason!.Length > 10);
        await service.CountedAsync(2);
    }

    [Fact]
    public async Task An_event_is_known_by_its_source_and_id_however_often_and_however_it_is_posted()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        for (var i = 0; i < 3; i++)
        {
            (await service.PostAsync(Calls.LinesOf(0, 50), Calls.Lines)).Took(50);
            (await service.PostAsync(Calls.BatchOf(25, 50), Calls.Batch)).Took(50);
            (await service.PostAsync(Calls.Line(30), Calls.One)).Took(1);
        }

        // The same events in a file and a correction of one; the last mark says that all before is committed.
        (await service.PostAsync(Calls.Line(30, "\"revision\":1,").Replace("03-03T", "04-03T", StringComparison.Ordinal), Calls.One)).Took(1);
        (await service.PostAsync(Calls.Line(75), Calls.One)).Took(1);
        await service.CountedAsync(76);
        await service.StopAsync();
        var answer = await place.Ingest(place.Write("calls.ndjson", Calls.LinesOf(0, 76)), "cloudevents");
        (answer.GetProperty("accepted").GetInt64(), answer.GetProperty("duplicates").GetInt64()).Should().Be((0, 76));
        (await place.Kpi("contacts-offered", "--by", "month")).ByPeriod("contacts-offered").Should().Equal(new Dictionary<string, decimal> { ["2023-03"] = 75, ["2023-04"] = 1 });
        (await place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }

    [Fact]
    public async Task A_hundred_posters_at_once_are_each_acknowledged_and_counted()
    {
        using var place = new Workplace();
        await using var service = await RunningService.StartAsync(place);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async poster =>
        {
            for (var post = 0; post < 5; post++) (await service.PostAsync(Calls.LinesOf(((poster * 5) + post) * 7, 7), Calls.Lines)).Took(7);
        }));
        await service.CountedAsync(3500);
        var source = JsonNode.Parse(await service.GetAsync("../../healthz", HttpStatusCode.OK))!["workers"]!.AsArray().Single(w => w!["name"]!.GetValue<string>() == "http intake")!;
        (source["state"]!.GetValue<string>(), source["records"]!.GetValue<long>(), source["rejects"]!.GetValue<long>(), source["restarts"]!.GetValue<int>()).Should().Be(("reading", 3500, 0, 0));
    }
}
