using System.Net;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;
using Metrics.Printing.Tests;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>The report as users will publish it.</summary>
[Collection(OneDay.Name)]
public sealed class ReportPageTests(Screen screen, StandingDay day) : IClassFixture<Screen>
{
    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task The_page_shows_the_report_that_the_API_gives_and_anybody_can_read_it(ColorScheme colours)
    {
        var told = new List<string>();
        var page = await screen.OpenAsync(Screen.Wall, colours, bypass: true);
        page.Console += (_, message) => told.Add(message.Text);
        await page.GotoAsync($"{day.Service.Address}report.html?organisation=demo-live&period=2025-03");
        var frame = page.FrameLocator("iframe");
        await frame.Locator("tbody tr").First.WaitForAsync();
        await Screen.KeepAsync(page, $"report-{colours}".ToLowerInvariant());
        var rows = JsonDocument.Parse(await day.Service.GetAsync("report/2025-03?organisation=demo-live", HttpStatusCode.OK)).RootElement.GetProperty("rows").EnumerateArray().ToArray();
        var shown = await frame.Locator("tbody tr").AllInnerTextsAsync();
        shown.Should().HaveCount(rows.Length);
        for (var i = 0; i < rows.Length; i++) shown[i].Should().Contain(rows[i].Text("indicator"));
        (await AxeJudge.JudgeAsync(page)).Violations.Should().BeEmpty();
        told.Should().BeEmpty("nothing is against the page's policy");
    }

    [Fact]
    public async Task A_period_that_is_not_there_is_told_in_words_and_files_have_their_kind()
    {
        var page = await screen.OpenAsync(Screen.Wall);
        await page.GotoAsync($"{day.Service.Address}report.html?organisation=demo-live&period=2031-03");
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).Should().Contain("2031-03");
        await page.FillAsync("[name=period]", "2025-03");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Visa" }).ClickAsync();
        await page.FrameLocator("iframe").Locator("tbody tr").First.WaitForAsync();
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Excel" }).ClickAsync());
        file.SuggestedFilename.Should().Be("demo-live-2025-03.xlsx");
        (await File.ReadAllBytesAsync(await file.PathAsync()))[..2].Should().Equal("PK"u8.ToArray());
        foreach (var (format, starts) in (ValueTuple<string, string>[])[("csv", "\"section\"|section"), ("md", "#"), ("html", "<!doctype html>")])
            starts.Split('|').Should().Contain(s => day.Service.GetAsync($"report/2025-03?organisation=demo-live&format={format}", HttpStatusCode.OK).GetAwaiter().GetResult().StartsWith(s, StringComparison.Ordinal), format);
    }
}
