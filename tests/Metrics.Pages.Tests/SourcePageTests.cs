using Metrics.EndToEnd.Tests.Running;
using Metrics.Printing.Tests;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>What the figures rest on, and what became no event.</summary>
[Collection(OneDay.Name)]
public sealed class SourcePageTests(Screen screen, StandingDay day) : IClassFixture<Screen>
{
    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task Sources_the_services_parts_and_what_was_rejected_stand_there_for_anybody_to_read(ColorScheme colours)
    {
        var page = await screen.OpenAsync(Screen.Wall, colours, bypass: true);
        await page.GotoAsync($"{day.Service.Address}sources.html?organisation=demo-live");
        await page.GetByRole(AriaRole.Rowheader, new PageGetByRoleOptions { Name = "aggregation" }).WaitForAsync();
        await page.GetByText("Inga.", new PageGetByTextOptions { Exact = true }).WaitForAsync();
        await Screen.KeepAsync(page, $"sources-{colours}".ToLowerInvariant());
        (await page.Locator("table").First.InnerTextAsync()).Should().Contain("kontakter").And.Contain("ärenden").And.Contain("2025-03-10");
        var verdict = await AxeJudge.JudgeAsync(page);
        verdict.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task Rejects_are_read_again_when_they_are_mended()
    {
        using var place = new Workplace();
        place.Write("wrong.ndjson", "{\"specversion\":\"1.0\",\"type\":\"servicedesk.contact.recorded.v1\"}\n{}\n");
        (await place.Run("ingest", "wrong.ndjson", "--source", "cloudevents", "--organisation", "demo-live")).ExitCode.Should().Be(0);
        await using var service = await RunningService.StartAsync(place);
        var page = await screen.OpenAsync(Screen.Wall, bypass: true);
        await page.GotoAsync($"{service.Address}sources.html?organisation=demo-live");
        var rows = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Avvisade" }).Locator("tbody tr");
        await rows.First.WaitForAsync();
        (await rows.CountAsync()).Should().Be(2);
        (await rows.First.InnerTextAsync()).Should().Contain("wrong.ndjson:1");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Läs om det som rättats" }).ClickAsync();
        await page.GetByText("2 lästa om: 0 är händelser nu, 2 är fortfarande fel.").WaitForAsync();
        (await AxeJudge.JudgeAsync(page)).Violations.Should().BeEmpty();
    }
}
