using System.Globalization;
using System.Text.RegularExpressions;
using Metrics.EndToEnd.Tests.Running;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>The wallboard while things happen to it.</summary>
public sealed class LiveWallTests(Screen screen) : IClassFixture<Screen>
{
    private const int Patience = 60_000;

    [Fact]
    public async Task From_nothing_to_a_days_figures_and_on_after_the_service_was_killed_without_a_touch()
    {
        using var place = new Workplace();
        var service = await RunningService.StartAsync(place);
        var page = await screen.OpenAsync(Screen.Wall);
        await page.GotoAsync($"{service.Address}?organisation=demo-live");
        await page.GetByText("Inga händelser än.").WaitForAsync();

        // The same port again, by the clock of a day.
        await service.KillAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync(new LocatorWaitForOptions { Timeout = Patience });
        await Screen.KeepAsync(page, "wall-lost");
        await using (var again = await AgainAsync(place, service))
        {
            await page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "Servicedesk", Exact = true }).WaitForAsync(new LocatorWaitForOptions { Timeout = Patience });
            (await page.GetByRole(AriaRole.Alert).CountAsync()).Should().Be(0, "the connection is back");
            var before = await ToldAsync(page);
            await page.WaitForFunctionAsync("before => document.querySelector('time').dateTime > before", before, new PageWaitForFunctionOptions { Timeout = Patience });
            var offered = await OfferedAsync(page);
            await page.WaitForFunctionAsync("before => [...document.querySelectorAll('[role=img]')].reduce((sum, c) => sum + Number(/: ([0-9\u202f]+) hittills/.exec(c.ariaLabel)[1].replaceAll('\u202f', '')), 0) > before", offered, new PageWaitForFunctionOptions { Timeout = Patience });
            await again.KillAsync();
            await page.GetByRole(AriaRole.Alert).WaitForAsync(new LocatorWaitForOptions { Timeout = Patience });
            (await page.Locator(".lost .big").First.EvaluateAsync<string>("e => getComputedStyle(e).color")).Should().Be("rgba(0, 0, 0, 0)", "old figures are outlines");
        }
    }

    private static Task<RunningService> AgainAsync(Workplace place, RunningService service)
        => RunningService.StartAsync(place, "--port", service.Address.Port.ToString(CultureInfo.InvariantCulture), "--simulated-day", "2025-03-10T09:00", "--speed", "120");

    private static async Task<string> ToldAsync(IPage page) => (await page.Locator("time").GetAttributeAsync("datetime"))!;

    private static async Task<int> OfferedAsync(IPage page)
    {
        var labels = await page.Locator("[role=img]").EvaluateAllAsync<string[]>("all => all.map(c => c.ariaLabel)");
        return labels.Sum(l => int.Parse(Regex.Match(l, ": ([0-9\u202f]+) hittills").Groups[1].Value.Replace("\u202f", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
    }
}
