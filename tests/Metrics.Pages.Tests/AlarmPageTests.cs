using System.Net;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;
using Metrics.Printing.Tests;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>Alarms on the wall and on their page, until somebody has seen to them.</summary>
[Collection(OneDay.Name)]
public sealed class AlarmPageTests(Screen screen, StandingDay day) : IClassFixture<Screen>
{
    private const string Organisation = "organisation=demo-live";

    [Fact]
    public async Task An_alarm_is_on_the_wall_until_somebody_has_seen_to_it_and_then_says_who()
    {
        var wall = await screen.OpenAsync(Screen.Wall);
        await wall.GotoAsync(day.Address);
        await wall.Locator(".strip li").First.WaitForAsync();
        await Screen.KeepAsync(wall, "wall-alarms");
        var alarms = await AlarmsAsync();
        var text = await wall.Locator(".strip").InnerTextAsync();
        foreach (var alarm in alarms.Take(3)) text.Should().Contain(alarm.GetProperty("about").GetProperty("label").GetProperty("sv").GetString());

        var page = await OpenAsync();
        await Screen.KeepAsync(page, "alarms-dark");
        var card = page.Locator(".alarms li").Filter(new LocatorFilterOptions { Has = page.GetByRole(AriaRole.Button) }).First;
        var name = (await card.Locator("strong").InnerTextAsync())!;
        await card.GetByLabel("vem").FillAsync("Eva");
        await card.GetByLabel("anteckning").FillAsync("ringer leverantören");
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator(".alarms li").Filter(new LocatorFilterOptions { HasText = name }).Filter(new LocatorFilterOptions { HasText = "kvitterat av Eva" }).First.WaitForAsync();
        await page.GetByRole(AriaRole.Cell, new PageGetByRoleOptions { Name = "Eva: ringer leverantören" }).WaitForAsync();
        await wall.Locator(".strip .seen").Filter(new LocatorFilterOptions { HasText = "Eva" }).First.WaitForAsync();
    }

    [Fact]
    public async Task Who_may_only_read_is_told_so_and_asked_for_a_key()
    {
        var page = await OpenAsync();
        await page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = "192.0.2.7" });
        var card = page.Locator(".alarms li").Filter(new LocatorFilterOptions { Has = page.GetByRole(AriaRole.Button) }).Last;
        await card.GetByLabel("vem").FillAsync("Eva");
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await card.GetByLabel("nyckel som får skriva").WaitForAsync();
        (await card.GetByRole(AriaRole.Alert).InnerTextAsync()).Should().Contain("needs a key with the role write");
    }

    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task Anybody_can_read_it(ColorScheme colours)
    {
        var page = await OpenAsync(colours, bypass: true);
        var verdict = await AxeJudge.JudgeAsync(page);
        verdict.Violations.Should().BeEmpty();
        verdict.Passes.Should().Contain("color-contrast").And.Contain("label");
    }

    private async Task<IPage> OpenAsync(ColorScheme colours = ColorScheme.Dark, bool bypass = false)
    {
        var page = await screen.OpenAsync(Screen.Wall, colours, bypass);
        await page.GotoAsync($"{day.Service.Address}alarms.html?{Organisation}");
        await page.Locator(".alarms li").First.WaitForAsync();
        await page.Locator("tbody tr").First.WaitForAsync();
        return page;
    }

    private async Task<JsonElement[]> AlarmsAsync() => [.. JsonDocument.Parse(await day.Service.GetAsync($"alarms?{Organisation}", HttpStatusCode.OK)).RootElement.EnumerateArray()];
}
