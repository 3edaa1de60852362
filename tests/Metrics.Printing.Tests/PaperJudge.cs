using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Metrics.Printing.Tests;

/// <summary>What Chromium makes of a document on paper.</summary>
internal static partial class PaperJudge
{
    private const double A4Short = 595.28;
    private const double A4Long = 841.89;

    // The width between the margins that the document asks for, in CSS pixels: a viewport so wide lays out as paper does.
    private const string PrintableWidth = """
        () => {
            const rule = [...document.styleSheets].flatMap(s => [...s.cssRules]).find(r => r instanceof CSSPageRule);
            if (!rule) return 0;
            const probe = document.body.appendChild(document.createElement('div'));
            probe.style.width = `calc(297mm - ${rule.style.marginLeft || '0mm'} - ${rule.style.marginRight || '0mm'})`;
            probe.style.position = 'absolute';
            const width = probe.getBoundingClientRect().width;
            probe.remove();
            return Math.floor(width);
        }
        """;

    // Also what a scrolling box would hide.
    private const string Beyond = """
        () => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 || e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && getComputedStyle(e).display !== 'inline')
            .map(e => `${e.tagName.toLowerCase()} reaches to ${Math.ceil(Math.max(e.getBoundingClientRect().right, e.getBoundingClientRect().left + e.scrollWidth))} px`)
        """;

    /// <summary>What is wrong with it on A4, and how many pages it takes.</summary>
    public static async Task<(IReadOnlyList<string> Faults, int Pages)> JudgeAsync(Chromium chromium, string html)
    {
        var faults = new List<string>();
        var page = await chromium.OpenAsync(html, new BrowserNewContextOptions());
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        var width = await page.EvaluateAsync<int>(PrintableWidth);
        if (width == 0) faults.Add("the document asks for no paper");
        await page.SetViewportSizeAsync(width == 0 ? 1000 : width, 700);
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is var wide && width > 0 && wide > width) faults.Add($"{wide} px are wider than the {width} px that print");
        faults.AddRange((await page.EvaluateAsync<string[]>(Beyond)).Distinct().Take(5));

        var pdf = Encoding.Latin1.GetString(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true }));
        await page.Context.CloseAsync();
        var boxes = MediaBoxes().Matches(pdf).Select(m => (Width: Number(m.Groups["width"]), Height: Number(m.Groups["height"]))).ToArray();
        var pages = Pages().Count(pdf);
        if (pages == 0 || boxes.Length != pages) faults.Add($"{pages} pages have {boxes.Length} sizes");
        faults.AddRange(boxes.Where(b => !IsA4(b.Width, b.Height)).Select(b => string.Create(CultureInfo.InvariantCulture, $"a page is {b.Width} × {b.Height} pt")).Distinct());
        return (faults, pages);
    }

    private static bool IsA4(double width, double height) => Math.Abs(Math.Min(width, height) - A4Short) < 1 && Math.Abs(Math.Max(width, height) - A4Long) < 1;

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/MediaBox\s*\[\s*0\s+0\s+(?<width>[\d.]+)\s+(?<height>[\d.]+)\s*\]")]
    private static partial Regex MediaBoxes();

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Pages();
}
