using System.Globalization;
using System.Text.Json;
using Metrics.EndToEnd.Tests.Running;
using Metrics.Printing.Tests;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>The wallboard in a real browser.</summary>
[Collection(OneDay.Name)]
public sealed class WallTests(Screen screen, StandingDay day) : IClassFixture<Screen>
{
    private const int MostBytes = 300_000;

    [Fact]
    public async Task Every_unit_shows_what_the_API_says_of_it()
    {
        var page = await OpenAsync(Screen.Wall);
        await Screen.KeepAsync(page, "wall-dark");
        var (rows, tiles) = await AtOneMomentAsync(page);
        var units = rows.Where(r => r.Text("kpi") == "service-level" && r.Number("denominator") > 0).Select(r => r.Text("unit")!).Distinct().ToArray();
        units.Should().HaveCountGreaterThan(3);
        foreach (var unit in units)
        {
            tiles[unit].Level.Should().Be(Percent(rows.Where(r => r.Text("unit") == unit).The("service-level").Number("value")), unit);
            tiles[unit].All.Should().Contain(Percent(rows.Where(r => r.Text("unit") == unit).The("abandon-rate").Number("value")), unit);
        }

        (await page.GetByText("simulerad tid").CountAsync()).Should().Be(1);
        (await page.GetByText("Större incident").CountAsync()).Should().Be(1, "the desk's morning has one");
    }

    [Fact]
    public async Task A_wall_is_seen_without_scrolling_and_a_phone_needs_none_sideways()
    {
        var wall = await OpenAsync(Screen.Wall);
        (await Overflows(wall)).Should().Be((false, false));
        var phone = await OpenAsync(Screen.Phone);
        await Screen.KeepAsync(phone, "phone-dark");
        (await Overflows(phone)).Sideways.Should().BeFalse();
    }

    [Theory]
    [InlineData(ColorScheme.Dark, false)]
    [InlineData(ColorScheme.Light, false)]
    [InlineData(ColorScheme.Dark, true)]
    public async Task Anybody_can_read_it(ColorScheme colours, bool onPhone)
    {
        var page = await OpenAsync(onPhone ? Screen.Phone : Screen.Wall, colours, bypass: true);
        if (colours == ColorScheme.Light) await Screen.KeepAsync(page, "wall-light");
        var verdict = await AxeJudge.JudgeAsync(page);
        verdict.Violations.Should().BeEmpty();
        verdict.Passes.Should().Contain("color-contrast");
    }

    [Fact]
    public async Task It_comes_from_here_alone_within_its_own_policy_and_is_small()
    {
        var page = await screen.OpenAsync(Screen.Wall);
        var (told, asked, bytes) = (new List<string>(), new List<string>(), 0L);
        page.Console += (_, message) => told.Add(message.Text);
        page.PageError += (_, error) => told.Add(error);
        page.Response += (_, response) =>
        {
            asked.Add(response.Url);
            if (response.Headers.TryGetValue("content-length", out var length)) bytes += long.Parse(length, CultureInfo.InvariantCulture);
        };
        await ShownAsync(page);
        told.Should().BeEmpty();
        asked.Should().OnlyContain(url => url.StartsWith(day.Service.Address.ToString(), StringComparison.Ordinal));
        bytes.Should().BeInRange(20_000, MostBytes);
    }

    [Fact]
    public async Task In_English_words_and_numbers_are_English()
    {
        var page = await screen.OpenAsync(Screen.Wall);
        await page.GotoAsync(day.Address + "&lang=en");
        await page.Locator("article").First.WaitForAsync();
        var text = await page.InnerTextAsync("main");
        text.Should().Contain("service level").And.Contain("goal 85").And.NotContain("svarsservice").And.NotMatchRegex(@"\d,\d");
        (await page.GetAttributeAsync("html", "lang")).Should().Be("en");
    }

    // An event may come between the two: then once more.
    private async Task<(JsonElement[] Rows, Dictionary<string, (string Level, string All)> Tiles)> AtOneMomentAsync(IPage page)
    {
        const string Question = "kpis?kpi=service-level&kpi=abandon-rate&organisation=demo-live&from=2025-03-10&to=2025-03-11&per=unit";
        while (true)
        {
            var before = await Told.FiguresAsync(day.Service, Question);
            await Task.Delay(TimeSpan.FromSeconds(2));
            var tiles = new Dictionary<string, (string, string)>();
            foreach (var tile in await page.Locator("article").AllAsync())
                tiles[(await tile.GetAttributeAsync("aria-label"))!] = (await tile.Locator("[data-figure=service-level]").InnerTextAsync(), await tile.InnerTextAsync());
            var after = await Told.FiguresAsync(day.Service, Question);
            if (before.Select(r => r.Number("value")).SequenceEqual(after.Select(r => r.Number("value")))) return (after, tiles);
        }
    }

    private static string Percent(decimal? share) => decimal.Round(share!.Value * 100, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.GetCultureInfo("sv-SE")) + "\u00a0%";

    private static async Task<(bool Sideways, bool Down)> Overflows(IPage page)
    {
        var over = await page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]");
        return (over[0] > 0, over[1] > 0);
    }

    private async Task<IPage> OpenAsync((int Width, int Height) size, ColorScheme colours = ColorScheme.Dark, bool bypass = false)
    {
        var page = await screen.OpenAsync(size, colours, bypass);
        await ShownAsync(page);
        return page;
    }

    private async Task ShownAsync(IPage page)
    {
        await page.GotoAsync(day.Address);
        await page.Locator("article").First.WaitForAsync();
    }
}
