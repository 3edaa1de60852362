using Metrics.EndToEnd.Tests.Running;
using Metrics.Printing.Tests;
using Microsoft.Playwright;

namespace Metrics.Pages.Tests;

/// <summary>A Chromium that the tests of a class share.</summary>
public sealed class Screen : IAsyncLifetime
{
    public static readonly (int Width, int Height) Wall = (1920, 1080);
    public static readonly (int Width, int Height) Phone = (390, 844);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page of its own.</summary>
    /// <param name="size">The screen's size.</param>
    /// <param name="colours">What the machine asks for.</param>
    /// <param name="bypass">Whether scripts of the test's own may run in it, past the page's policy.</param>
    public async Task<IPage> OpenAsync((int Width, int Height) size, ColorScheme colours = ColorScheme.Dark, bool bypass = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = size.Width, Height = size.Height }, ColorScheme = colours, BypassCSP = bypass });
        return await context.NewPageAsync();
    }

    /// <summary>Keeps a picture of what a page shows, for people to look at.</summary>
    public static Task KeepAsync(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", name + ".png"), FullPage = page.ViewportSize!.Width < 800 });

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        // The machine's own, as root without a sandbox; the pages are our own.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = OutsideProgram.Find("chromium"), ChromiumSandbox = false });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
