using System.Globalization;
using Metrics.EndToEnd.Tests.Running;
using Metrics.Printing.Tests;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>The planners' page: the command line says the same.</summary>
public sealed class PlanPageTests(Screen screen, PlannedWeeks weeks) : IClassFixture<Screen>, IClassFixture<PlannedWeeks>
{
    [Fact]
    public async Task Each_half_hour_has_the_agents_that_the_command_names()
    {
        var page = await OpenAsync();
        await Screen.KeepAsync(page, "plan-dark");
        await page.FillAsync("[name=handling]", "240");
        await page.FillAsync("[name=within]", "60");
        await page.FillAsync("[name=share]", "80");
        await page.FillAsync("[name=patience]", "300");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Räkna" }).ClickAsync();
        await page.GetByText("Erlang A: 80 % inom 60 s").WaitForAsync();
        var shown = await page.Locator("[data-table=staffing] tbody tr").EvaluateAllAsync<string[][]>("rows => rows.map(r => [r.cells[0].innerText, r.cells[1].innerText, r.cells[3].innerText, r.cells[4].innerText])");
        var said = (await weeks.Place.Run(
            "staffing", "--forecast", "contacts-offered", "--organisation", "demo-live", "--unit", "Servicedesk", "--day", "2025-03-11", "--handling", "240", "--within", "60", "--share", "80", "--patience", "300", "--format", "json")).Succeeded().Json;
        said.Text("model").Should().Be("erlang-a");
        var rows = said.GetProperty("rows").EnumerateArray().Select(r => new[]
        {
            r.Text("period")![11..], decimal.Round(r.Number("calls")!.Value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.GetCultureInfo("sv-SE")), $"{r.Number("agents")}", $"{r.Number("agentsHigh80")}",
        }).ToArray();
        rows.Should().HaveCountGreaterThan(10);
        shown.Should().BeEquivalentTo(rows, o => o.WithStrictOrdering());
    }

    [Fact]
    public async Task The_next_weeks_stand_with_how_well_such_forecasts_would_have_done()
    {
        var page = await OpenAsync();
        await page.GetByText("Hur väl den skulle ha träffat").WaitForAsync();
        var text = await page.InnerTextAsync("main");
        text.Should().Contain("prognosen").And.Contain("som förra veckan (snaive)").And.Contain("ssa (stand-in)");
        (await page.GetByRole(AriaRole.Img).Last.GetAttributeAsync("aria-label")).Should().Contain("de första sju väntas ge");
    }

    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task Anybody_can_read_it(ColorScheme colours)
    {
        var page = await OpenAsync(colours);
        await page.GetByText("Hur väl den skulle ha träffat").WaitForAsync();
        var verdict = await AxeJudge.JudgeAsync(page);
        verdict.Violations.Should().BeEmpty();
        verdict.Passes.Should().Contain("color-contrast").And.Contain("label");
    }

    private async Task<IPage> OpenAsync(ColorScheme colours = ColorScheme.Dark)
    {
        var page = await screen.OpenAsync(Screen.Wall, colours, bypass: true);
        await page.GotoAsync($"{weeks.Service.Address}plan.html?organisation=demo-live&unit=Servicedesk&day=2025-03-11");
        await page.Locator("[data-table=staffing]").WaitForAsync();
        return page;
    }
}
