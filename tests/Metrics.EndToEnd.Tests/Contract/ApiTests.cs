using System.Net;
using System.Text.Json.Nodes;
using Metrics.EndToEnd.Tests.Running;

namespace Metrics.EndToEnd.Tests.Contract;

/// <summary>The web API answers what the command line answers.</summary>
public sealed class ApiTests(FullFolder folder) : IClassFixture<FullFolder>
{
    [Fact]
    public async Task A_receipt_is_the_same_over_HTTP_as_on_the_command_line()
    {
        (string[] Arguments, string Path)[] questions =
        [
            (["service-level", "--period", "2021-03"], "explain/service-level?period=2021-03"),
            (["service-level", "--period", "total", "--variant", "of-offered-60"], "explain/service-level?period=total&variant=of-offered-60"),
            (["tickets-opened", "--period", "total"], "explain/tickets-opened?period=total"),
            (["supplier-invoices", "--period", "2023", "--unit", "Ekonomi", "--as-of", "2030-01-01"], "explain/supplier-invoices?period=2023&unit=Ekonomi&asOf=2030-01-01"),
        ];
        var answers = new List<JsonNode>();
        foreach (var (arguments, _) in questions) answers.Add(JsonNode.Parse((await folder.Place.Run(["explain", .. arguments, "--format", "json"])).Succeeded().Output)!);
        await using var service = await RunningService.StartAsync(folder.Place);
        foreach (var ((_, path), answer) in questions.Zip(answers))
            JsonNode.DeepEquals(JsonNode.Parse(await service.GetAsync(path, HttpStatusCode.OK)), answer).Should().BeTrue(path);
    }

    [Theory]
    [InlineData("explain/nope?period=2021", "there is no KPI 'nope'")]
    [InlineData("explain/service-level?period=2021-13", "'2021-13' is not one of the forms 2021, 2021-T1")]
    [InlineData("explain/service-level", "period: is missing")]
    [InlineData("explain/service-level?period=2021&organisation=nowhere", "there is no organisation 'nowhere'")]
    [InlineData("explain/service-level?period=2021&asOf=never", "asOf: 'never' is neither a day")]
    [InlineData("report/2021-03?organisation=default", "default has no report")]
    public async Task A_wrong_question_is_answered_with_what_is_wrong(string path, string says)
    {
        await using var service = await RunningService.StartAsync(folder.Place);
        JsonNode.Parse(await service.GetAsync(path, HttpStatusCode.BadRequest))!["detail"]!.GetValue<string>().Should().Contain(says);
    }

    [Fact]
    public async Task It_is_healthy_and_stops_when_it_is_told_to()
    {
        var service = await RunningService.StartAsync(folder.Place);
        (await service.GetAsync("../../healthz", HttpStatusCode.OK)).Should().Contain("ok");
        (await service.GetAsync("nonsense", HttpStatusCode.NotFound)).Should().Contain("404");
        await service.DisposeAsync();
        service.ExitCode.Should().Be(0);
        (await folder.Place.Run("verify")).Succeeded().Output.Should().Contain("0 differences");
    }
}
