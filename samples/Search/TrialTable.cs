using System.Globalization;
using MlNetDl.ModelSelection;
using Spectre.Console;

namespace MlNetDl.Samples.Search;

/// <summary>Shows the trials as they end, with the time left.</summary>
internal static class TrialTable
{
    public static SearchResult Show(Func<IProgress<SearchProgress>, SearchResult> search)
    {
        if (Output.Console.Profile.Capabilities is not { Interactive: true, Ansi: true })
            return search(new Reports(progress => Output.Line($"{string.Join("  ", Cells(progress))}")));

        var table = new Table().AddColumns("done", "trial", "budget", "log-loss", "best", "left", "options");
        return Output.Console.Live(table).Start(live => search(new Reports(progress =>
        {
            table.AddRow([.. Cells(progress).Select(Markup.Escape)]);
            live.Refresh();
        })));
    }

    private static string[] Cells(SearchProgress progress) =>
    [
        Invariant($"{progress.Completed} of {progress.Total}"),
        Invariant($"{progress.Latest.Trial}"),
        $"{progress.Latest.Budget}",
        progress.Latest.Result.Error ?? Invariant($"{progress.Latest.Score * Math.Log(2):F4}"),
        progress.Best is { } best ? Invariant($"{best.Score * Math.Log(2):F4}") : "none",
        progress.Remaining is { } left ? Invariant($"{left:hh\\:mm\\:ss}") : "",
        $"{progress.Latest.Options}",
    ];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // System.Progress<T> would hand each report to the thread pool, and they would arrive late and out of order.
    private sealed class Reports(Action<SearchProgress> show) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => show(value);
    }
}
