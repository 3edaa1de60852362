using System.Net;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;
using Metrics.Printing.Tests;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>A customer's page, and what decides the figures.</summary>
[Collection(OneDay.Name)]
public sealed class OtherPageTests(Screen screen, StandingDay day) : IClassFixture<Screen>
{
    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task A_customers_figures_stand_as_the_API_gives_them_and_lead_on(ColorScheme colours)
    {
        var page = await screen.OpenAsync(Screen.Wall, colours, bypass: true);
        await page.GotoAsync($"{day.Service.Address}customer.html?organisation=demo-live");
        var rows = page.Locator("tbody tr");
        await rows.First.WaitForAsync();
        var customer = await page.InnerTextAsync("h1");
        await Screen.KeepAsync(page, $"customer-{colours}".ToLowerInvariant());
        var told = JsonDocument.Parse(await day.Service.GetAsync($"kpis?organisation=demo-live&customer={Uri.EscapeDataString(customer)}&from=2025-03-01&to=2025-03-11", HttpStatusCode.OK)).RootElement.EnumerateArray();
        (await rows.CountAsync()).Should().Be(told.Count(r => r.GetProperty("contractual").GetBoolean() && r.Number("value") is not null));
        (await AxeJudge.JudgeAsync(page)).Violations.Should().BeEmpty();
        await page.Locator("tbody a").First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Kvitto" }).WaitForAsync();
        (await page.InnerTextAsync("h1")).Should().Contain(customer);
    }

    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task What_decides_the_figures_stands_there_for_anybody_to_read(ColorScheme colours)
    {
        var page = await screen.OpenAsync(Screen.Wall, colours, bypass: true);
        await page.GotoAsync($"{day.Service.Address}configuration.html?organisation=demo-live");
        await page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Mål" }).WaitForAsync();
        await Screen.KeepAsync(page, $"configuration-{colours}".ToLowerInvariant());
        (await page.InnerTextAsync("main")).Should().Contain("Europe/Stockholm").And.Contain("Växel").And.Contain("60, 120 s").And.Contain("Verksamhetsplan 2025").And.Contain("Svarsservice just nu").And.Contain("helgdagar stängt");
        (await AxeJudge.JudgeAsync(page)).Violations.Should().BeEmpty();
    }
}
