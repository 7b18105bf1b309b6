using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Reports.Html;

/// <summary>The page as a browser shows it, and as axe-core judges it.</summary>
public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TempFolder _folder = new();

    [SkippableTheory]
    [InlineData(Pages.Binary, ColorScheme.Light, 1280, Media.Screen)]
    [InlineData(Pages.Binary, ColorScheme.Dark, 1280, Media.Screen)]
    [InlineData(Pages.Binary, ColorScheme.Light, 400, Media.Screen)]
    [InlineData(Pages.Binary, ColorScheme.Dark, 1280, Media.Print)]
    [InlineData(Pages.Multiclass, ColorScheme.Light, 1280, Media.Screen)]
    [InlineData(Pages.Multiclass, ColorScheme.Dark, 1280, Media.Screen)]
    [InlineData(Pages.Multiclass, ColorScheme.Dark, 400, Media.Screen)]
    [InlineData(Pages.Multiclass, ColorScheme.Light, 1280, Media.Print)]
    [InlineData(Pages.Regression, ColorScheme.Light, 1280, Media.Screen)]
    [InlineData(Pages.Regression, ColorScheme.Dark, 1280, Media.Screen)]
    [InlineData(Pages.Regression, ColorScheme.Light, 400, Media.Screen)]
    [InlineData(Pages.Regression, ColorScheme.Light, 1280, Media.Print)]
    public async Task A_page_is_shown_whole_in_silence_and_accessible(string task, ColorScheme theme, int width, Media media)
    {
        var file = _folder.File("report.html");
        Pages.Of(task).Save(file);

        await using var opened = await browser.OpenAsync(file, theme, width, media);

        var shown = media == Media.Screen && theme == ColorScheme.Dark ? "dark" : "light";
        var images = await opened.Page.Locator("img").EvaluateAllAsync<Image[]>(
            "images => images.map(i => ({ theme: i.className, isLoaded: i.complete && i.naturalWidth > 0, width: i.clientWidth, height: i.clientHeight }))");
        Assert.NotEmpty(images);
        Assert.All(images, image => Assert.True(image.IsLoaded));
        Assert.All(images.Where(image => image.Theme == shown), image => Assert.True(image is { Width: >= 300, Height: >= 150 }));
        Assert.All(images.Where(image => image.Theme != shown), image => Assert.Equal((0, 0), (image.Width, image.Height)));

        var violations = (await opened.Page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical");
        Assert.Empty(violations.Select(violation => $"{violation.Id}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));

        if (media == Media.Screen)
        {
            Assert.Equal(width, await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }

        Assert.Equal([new Uri(file).AbsoluteUri], opened.Requests);
        Assert.Empty(opened.Complaints);
    }

    // That the tests above can fail.
    [SkippableFact]
    public async Task A_page_with_faults_is_found_out()
    {
        var file = _folder.Write("faults.html", """
            <!DOCTYPE html><html lang="en"><head><title>x</title></head><body><main><h1>x</h1>
            <p style="color: #ccc; background: #fff">too faint</p><div style="width: 900px">too wide</div>
            <img src="data:image/svg+xml,%3Csvg%3E" alt="broken"><script src="gone.js"></script></main></body></html>
            """);

        await using var opened = await browser.OpenAsync(file, ColorScheme.Light, 400, Media.Screen);

        Assert.Contains((await opened.Page.RunAxe()).Violations, violation => violation is { Id: "color-contrast", Impact: "serious" });
        Assert.NotEqual(400, await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.False(await opened.Page.Locator("img").EvaluateAsync<bool>("i => i.complete && i.naturalWidth > 0"));
        Assert.Contains(opened.Requests, url => url.EndsWith("/gone.js", StringComparison.Ordinal));
        Assert.NotEmpty(opened.Complaints);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Image
    {
        public string Theme { get; set; } = "";

        public bool IsLoaded { get; set; }

        public int Width { get; set; }

        public int Height { get; set; }
    }
}
