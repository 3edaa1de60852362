using System.Globalization;
using Metrics.Reporting;
using Metrics.Reporting.Tests;
using Microsoft.Playwright;

namespace Metrics.Printing.Tests;

/// <summary>The HTML report for everybody, judged by axe-core in Chromium.</summary>
public sealed class AccessibilityTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Phone = 360;
    private const int Desk = 1280;

    [Theory]
    [InlineData(ColorScheme.Light, Desk, true)]
    [InlineData(ColorScheme.Dark, Desk, true)]
    [InlineData(ColorScheme.Light, Phone, true)]
    [InlineData(ColorScheme.Dark, Phone, true)]
    [InlineData(ColorScheme.Light, Phone, false)]
    public async Task A_report_keeps_the_rules_of_accessibility_by_day_and_night_on_desk_and_phone(ColorScheme scheme, int width, bool withNotes)
    {
        var page = await OpenAsync(Html(withNotes), scheme, width);
        var verdict = await AxeJudge.JudgeAsync(page);
        verdict.Violations.Should().BeEmpty();
        // Axe can't tell of a status' shape, which is a single character, nor of what a scrolling box hides on a phone.
        verdict.Undecided.Should().OnlyContain(u => u.StartsWith("color-contrast:", StringComparison.Ordinal));
        verdict.Passes.Should().Contain(["color-contrast", "td-has-header", "html-has-lang", "document-title", "landmark-one-main"], "these were judged");
        (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width, "only the tables scroll sideways");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("linkoping-vss", false)]
    [InlineData("stockholm-servicenamnden", false)]
    [InlineData("stockholm-servicenamnden", true)]
    public async Task Every_organisations_layout_keeps_the_rules(string organisation, bool forCustomers)
        => (await ViolationsAsync(HtmlReport.Write(SampleReport.Of(organisation, forCustomers), CultureInfo.GetCultureInfo("sv-SE")))).Should().BeEmpty();

    [Theory]
    [InlineData("thead th {", "td { color: #aaa; } thead th {", "color-contrast")]
    [InlineData(">Årsmål</th>", "></th>", "empty-table-header")]
    [InlineData("scope=\"row\"", "scope=\"line\"", "scope-attr-valid")]
    [InlineData("<html lang=\"sv\">", "<html>", "html-has-lang")]
    [InlineData("<main>", "<div>", "region")]
    [InlineData("<h2 ", "<h4 ", "heading-order")]
    public async Task A_fault_is_found(string find, string replace, string rule)
    {
        Html().Should().Contain(find);
        (await ViolationsAsync(Html().Replace(find, replace, StringComparison.Ordinal))).Should().Contain(v => v.StartsWith(rule + ":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_that_the_keyboard_cant_scroll_on_a_phone_is_found()
    {
        var page = await OpenAsync(Html(withNotes: false).Replace(" tabindex=\"0\"", "", StringComparison.Ordinal), ColorScheme.Light, Phone);
        (await AxeJudge.JudgeAsync(page)).Violations.Should().Contain(v => v.StartsWith("scrollable-region-focusable:", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_table_without_headers_is_found()
    {
        var html = Html().Replace("<th ", "<td ", StringComparison.Ordinal).Replace("</th>", "</td>", StringComparison.Ordinal).Replace(" scope=\"row\"", "", StringComparison.Ordinal).Replace(" scope=\"col\"", "", StringComparison.Ordinal);
        (await ViolationsAsync(html)).Should().Contain(v => v.StartsWith("td-has-header:", StringComparison.Ordinal));
    }

    private async Task<string[]> ViolationsAsync(string html)
    {
        var page = await OpenAsync(html, ColorScheme.Light, Desk);
        var verdict = await AxeJudge.JudgeAsync(page);
        await page.Context.CloseAsync();
        return verdict.Violations;
    }

    private Task<IPage> OpenAsync(string html, ColorScheme scheme, int width) => chromium.OpenAsync(html, new BrowserNewContextOptions
    {
        ColorScheme = scheme,
        ViewportSize = new ViewportSize { Width = width, Height = 780 },
        IsMobile = width == Phone,
    });

    private static string Html(bool withNotes = true)
    {
        var report = SampleReport.November();
        // Without notes there is no link in a table, and the keyboard needs another way into it.
        var bare = report with { Rows = [.. report.Rows.Select(r => r with { Outcomes = r.Outcomes.ToDictionary(o => o.Key, o => o.Value with { Entered = null }), Target = null, Indicator = r.Indicator with { Assumes = null } })] };
        return HtmlReport.Write(withNotes ? report : bare, CultureInfo.GetCultureInfo("sv-SE"));
    }
}
