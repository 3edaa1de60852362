using Microsoft.Playwright;

namespace Metrics.Printing.Tests;

/// <summary>A Chromium that the tests of a class share.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a page of its own that shows a document and reaches no network.</summary>
    public async Task<IPage> OpenAsync(string html, BrowserNewContextOptions options)
    {
        options.Offline = true;
        var context = await _browser!.NewContextAsync(options);
        var page = await context.NewPageAsync();
        await page.SetContentAsync(html);
        return page;
    }

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            // The machine's own: Playwright's must be downloaded from outside the registries.
            ExecutablePath = OutsideProgram.Find("chromium"),
            // Root has no sandbox, and neither have many containers; the pages are our own.
            ChromiumSandbox = false,
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
