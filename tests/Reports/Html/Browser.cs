using Microsoft.Playwright;
using Xunit;

namespace MlNetDl.Tests.Reports.Html;

/// <summary>Chromium as Debian installs it, without a window.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Program))
            return;

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            // Chromium's sandbox refuses to be run by root, as whom containers run.
            Args = Environment.UserName == "root" ? ["--no-sandbox"] : [],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a page in a window of its own; where there is no browser, the test is skipped.</summary>
    /// <param name="file">The file.</param>
    /// <param name="theme">What the reader's system asks for.</param>
    /// <param name="width">The width of the window.</param>
    /// <param name="media">Screen, or paper.</param>
    public async Task<OpenedPage> OpenAsync(string file, ColorScheme theme, int width, Media media)
    {
        Skip.If(_browser is null, $"There is no {Program}; Debian has it in the package chromium.");
        var context = await _browser.NewContextAsync(new() { ColorScheme = theme, ViewportSize = new() { Width = width, Height = 900 } });
        var opened = new OpenedPage(await context.NewPageAsync());
        await opened.Page.EmulateMediaAsync(new() { Media = media });
        await opened.Page.GotoAsync(new Uri(file).AbsoluteUri, new() { WaitUntil = WaitUntilState.Load });
        return opened;
    }
}
