using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MlNetDl.Tests.Reports.Html;

/// <summary>A page in the browser, and what the browser said about it and asked for.</summary>
public sealed class OpenedPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();

    public OpenedPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) => _complaints.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) => _requests.Enqueue(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Whatever went to the console.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>What was asked for, the page itself included.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
