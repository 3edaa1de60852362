using System.Globalization;
using System.Net;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;
using Metrics.Printing.Tests;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>From a red tile to the rows behind it.</summary>
[Collection(OneDay.Name)]
public sealed class KpiPageTests(Screen screen, StandingDay day) : IClassFixture<Screen>
{
    private const string Question = "explain/service-level?organisation=demo-live&unit=Servicedesk&period=2025-03-10";

    [Fact]
    public async Task Two_clicks_from_a_tile_its_figure_stands_with_receipt_and_rows()
    {
        var page = await screen.OpenAsync(Screen.Wall);
        await page.GotoAsync(day.Address);
        await page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "Servicedesk", Exact = true }).Locator("[data-figure=service-level]").ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Kvitto" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Visa raderna bakom" }).ClickAsync();
        await page.Locator(".rows tbody tr").First.WaitForAsync();
        await Screen.KeepAsync(page, "kpi-dark");

        // Answers may have come since; the receipt that stands is one of now or a little before.
        var receipt = await ReceiptAsync();
        var told = await page.InnerTextAsync("main");
        told.Should().Contain("Svarsservice, Servicedesk").And.Contain("mål 85").And.Contain("av de besvarade vars väntan är känd, 120\u00a0s (avtalets)").And.Contain(": tappade").And.Contain("samma");
        told.Should().Contain($"{Words(receipt.Text("standing"))} · mål 85");
        var shown = int.Parse(System.Text.RegularExpressions.Regex.Match(told, @"([\d\u202f]+) fakta, berättade av").Groups[1].Value.Replace("\u202f", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        ((decimal)shown).Should().BeInRange(receipt.Number("included")!.Value - 5, receipt.Number("included")!.Value);
        (await page.Locator(".rows tbody tr").CountAsync()).Should().BeGreaterThanOrEqualTo(Math.Min(200, shown)).And.BeLessThanOrEqualTo(200);
        (await page.Locator(".rows thead th").AllInnerTextsAsync()).Should().StartWith("räknas i täljaren", "kontakt", "inkom", "utfall", "väntan").And.NotContain(h => h.Contains('_'));
        // By the organisation's clock, an hour ahead of the universal one that the file has.
        var first = (await page.Locator(".rows tbody tr").First.Locator("td").AllInnerTextsAsync()).ToArray();
        var rows = (await day.Service.GetAsync(Question.Replace("?", "/rows?", StringComparison.Ordinal), HttpStatusCode.OK)).Split('\n').Select(l => l.Split(','));
        var (heads, row) = (rows.First(), rows.Single(r => r.Contains(first[1])));
        var offered = DateTimeOffset.Parse(row[Array.IndexOf(heads, "offered_at")], CultureInfo.InvariantCulture);
        (first[0], first[2]).Should().Be((row[0] == "true" ? "ja" : "nej", offered.AddHours(1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task The_rows_are_a_file_of_every_fact_that_is_counted()
    {
        var before = await ReceiptAsync();
        var csv = (await day.Service.GetAsync(Question.Replace("?", "/rows?", StringComparison.Ordinal), HttpStatusCode.OK)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var after = await ReceiptAsync();
        ((decimal)csv.Length - 1).Should().BeInRange(before.Number("included")!.Value, after.Number("included")!.Value);
        ((decimal)csv.Count(l => l.StartsWith("true,", StringComparison.Ordinal))).Should().BeInRange(before.Number("numerator")!.Value, after.Number("numerator")!.Value);
        (await day.Service.GetAsync("explain/service-level/rows?organisation=demo-live", HttpStatusCode.BadRequest)).Should().Contain("period: is missing");
        (await day.Service.GetAsync("explain/service-level/rows?organisation=demo-live&period=2025&format=xls", HttpStatusCode.BadRequest)).Should().Contain("'xls' is neither csv nor parquet");
    }

    [Fact]
    public async Task Each_customers_figure_stands_below_as_the_API_gives_it()
    {
        const string Opened = "kpis?kpi=tickets-opened&organisation=demo-live&from=2025-03-10&to=2025-03-11&per=customer";
        var page = await screen.OpenAsync(Screen.Wall, bypass: true);
        await page.GotoAsync($"{day.Service.Address}kpi.html?kpi=tickets-opened&organisation=demo-live&period=2025-03-10");
        var rows = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Per kund" }).Locator("tbody tr");
        await rows.First.WaitForAsync();
        var shown = await rows.EvaluateAllAsync<string[]>("all => all.map(r => r.cells[0].innerText)");
        var told = JsonDocument.Parse(await day.Service.GetAsync(Opened, HttpStatusCode.OK)).RootElement.EnumerateArray().Where(r => r.Text("customer") is not null && r.Number("value") is not null).Select(r => r.Text("customer")!);
        shown.Should().BeEquivalentTo(told).And.HaveCountGreaterThan(2);
        (await AxeJudge.JudgeAsync(page)).Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task The_hours_of_the_day_stand_below_and_each_leads_to_its_own_and_back()
    {
        var page = await screen.OpenAsync(Screen.Wall, bypass: true);
        await page.GotoAsync($"{day.Service.Address}kpi.html?kpi=service-level&organisation=demo-live&unit=Servicedesk&period=2025-03-10");
        var rows = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Per timme" }).Locator("tbody tr");
        await rows.First.WaitForAsync();
        var shown = await rows.EvaluateAllAsync<string[]>("all => all.map(r => r.innerText.replaceAll(/\\s+/g, ' '))");
        var told = JsonDocument.Parse(await day.Service.GetAsync("kpis?kpi=service-level&organisation=demo-live&unit=Servicedesk&by=hour&from=2025-03-10&to=2025-03-11", HttpStatusCode.OK)).RootElement.EnumerateArray()
            .Where(r => r.Text("variant") == "of-answered-120" && r.Number("denominator") > 0).ToArray();
        // Answers may have come to the last hour since.
        shown.SkipLast(1).Should().HaveCountGreaterThan(1).And.Equal(told.Select(Row).Take(shown.Length - 1), (s, t) => s.StartsWith(t, StringComparison.Ordinal));
        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        // Of an hour, who called and about what.
        var hour = told[0].Text("period")!;
        var types = page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Per ärendetyp" }).Locator("tbody tr");
        await types.First.WaitForAsync();
        var shares = (await types.EvaluateAllAsync<string[]>("all => all.map(r => r.cells[2].innerText.split(' / ')[1])")).Sum(t => int.Parse(t, CultureInfo.InvariantCulture));
        shares.Should().Be((int)told[0].Number("denominator")!, "the parts of {0} are the whole", hour);
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Till Svarsservice, Servicedesk, 2025-03-10" }).ClickAsync();
        await rows.First.WaitForAsync();
    }

    private static string Row(JsonElement hour)
        => string.Create(CultureInfo.GetCultureInfo("sv-SE"), $"{hour.Text("period")![11..13]} {100 * hour.Number("value"):0.0} % {hour.Number("numerator"):0} / {hour.Number("denominator"):0} ");

    [Theory]
    [InlineData(ColorScheme.Dark)]
    [InlineData(ColorScheme.Light)]
    public async Task Anybody_can_read_it(ColorScheme colours)
    {
        var page = await screen.OpenAsync(Screen.Wall, colours, bypass: true);
        await page.GotoAsync($"{day.Service.Address}kpi.html?kpi=service-level&organisation=demo-live&unit=Servicedesk&period=2025-03-10");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Visa raderna bakom" }).ClickAsync();
        await page.Locator(".rows tbody tr").First.WaitForAsync();
        var verdict = await AxeJudge.JudgeAsync(page);
        verdict.Violations.Should().BeEmpty();
        verdict.Passes.Should().Contain("color-contrast");
    }

    [Fact]
    public async Task What_cant_be_answered_is_said_in_the_services_own_words()
    {
        var page = await screen.OpenAsync(Screen.Phone);
        await page.GotoAsync($"{day.Service.Address}kpi.html?kpi=service-levl&organisation=demo-live&period=2025-03-10");
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).Should().Contain("service-levl").And.Contain("did you mean");
    }

    private static string Words(string? standing) => standing switch { "under" => "■ under mål", "near" => "▲ nära gränsen", _ => "● i mål" };

    private async Task<JsonElement> ReceiptAsync() => JsonDocument.Parse(await day.Service.GetAsync(Question, HttpStatusCode.OK)).RootElement;
}
