using System.Net;
using Metrics.EndToEnd.Tests.Running;
using Metrics.Printing.Tests;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>A screen that isn't this machine's, behind a proxy, is given a key once.</summary>
public sealed class KeyPageTests(Screen screen) : IClassFixture<Screen>
{
    [Fact]
    public async Task A_screen_without_a_key_is_asked_for_one_and_then_shows_the_wall_until_the_key_is_taken_away()
    {
        using var place = new Workplace();
        place.Write("service.yaml", "web: { keys: keys.yaml }\n");
        var key = (await place.Run("key", "wall", "--role", "read", "--file", "keys.yaml")).Succeeded().Output.Trim().Split('\n')[^1].Trim();
        var writer = (await place.Run("key", "telephony", "--role", "write", "--file", "keys.yaml")).Succeeded().Output.Trim().Split('\n')[^1].Trim();
        await using var service = await RunningService.StartAsync(place, "--config", "service.yaml", "--simulated-day", "2025-03-10T09:00", "--speed", "1");
        var page = await screen.OpenAsync(Screen.Wall, bypass: true);
        await page.Context.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = "192.0.2.7" });
        await page.GotoAsync($"{service.Address}?organisation=demo-live");
        var field = page.GetByLabel("nyckel");
        await field.WaitForAsync();
        (await AxeJudge.JudgeAsync(page)).Violations.Should().BeEmpty();
        foreach (var (wrong, told) in (ValueTuple<string, string>[])[("mk_no", "the key is not known here"), (writer, "may do more than ask")])
        {
            await field.FillAsync(wrong);
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Spara" }).ClickAsync();
            await page.GetByText(told).WaitForAsync();
        }

        await field.FillAsync(key);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Spara" }).ClickAsync();
        await page.Locator("article").First.WaitForAsync();
        (await page.EvaluateAsync<string>("() => document.cookie")).Should().BeEmpty("no script can read it");

        // With the cookie one may ask and nothing else, from wherever.
        var cookie = ("Cookie", $"metrics-key={key}");
        await service.GetAsync("kpis?kpi=contacts-offered", HttpStatusCode.OK, cookie, ("X-Forwarded-For", "192.0.2.7"));
        (await service.PostAsync("{}", "application/cloudevents+json", cookie, ("X-Forwarded-For", "192.0.2.7"))).Status.Should().Be(HttpStatusCode.Unauthorized);

        // Without a touch: the stream ends, and the page asks for another key.
        var kept = (await File.ReadAllLinesAsync(place.At("keys.yaml"))).Where(l => !l.Contains("\"wall\"", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(place.At("keys.yaml"), kept);
        await field.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
    }
}
