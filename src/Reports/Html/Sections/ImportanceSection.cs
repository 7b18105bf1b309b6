using Microsoft.ML;
using MlNetDl.ModelSelection.Splits;
using MlNetDl.Reports.Html.Results;

namespace MlNetDl.Reports.Html.Sections;

/// <summary>What each column that goes into the model is worth to it.</summary>
internal static class ImportanceSection
{
    public static Section Of(MLContext mlContext, IDataView testSet, TestResult result, ReportOptions options) =>
        new("importance", "What the columns are worth", Content(mlContext, testSet, result, options));

    private static Markup Content(MLContext mlContext, IDataView testSet, TestResult result, ReportOptions options)
    {
        if (options.ImportanceRows == 0)
            return Markup.Of($"<p>Not measured: {nameof(options.ImportanceRows)} is 0.</p>\n");

        var chosen = Choose(result.Strata, options.ImportanceRows, options.Seed);
        var rows = new RowSubsetView(SplitSource.Read(mlContext, ReportBuilder.Component, testSet), chosen);
        ImportanceResult importance;
        try
        {
            importance = result.Importance(rows, options.Seed);
        }
        catch (ArgumentException exception)
        {
            // Of a column of images, say, or a step that does not go row by row: the rest of the report is none the worse.
            return Markup.Of($"<p>Not measured. {exception.Message}</p>\n");
        }

        return Markup.Of($"""
            <p>By how much the {importance.Metric} changes when the values of a column are shuffled among the rows: {Figures.Count(chosen.Count)} rows
            of the test set, mean of {TestResult.Permutations} shuffles. Columns that tell the same share what it is worth.</p>
            {PictureMarkup.Beside(
                PictureMarkup.Of(importance.Picture, Math.Max(360, 120 + (24 * Math.Min(importance.Columns.Count, 20)))),
                TableMarkup.Of(
                    $"Change of the {importance.Metric} without a column",
                    [("Column", false), ("Change", true), ("Standard error", true)],
                    importance.Columns.Select(column => (Markup[])
                    [
                        Markup.Isolated(column.Column),
                        Markup.Of($"{Figures.Short(column.Change.Mean)}"),
                        Markup.Of($"{Figures.Short(column.Change.StandardError)}"),
                    ])))}
            """);
    }

    /// <summary>Some of the labelled rows, drawn at random by class: each has its share, and one row at least.</summary>
    private static RowSet Choose(IReadOnlyList<int> strata, int most, int seed)
    {
        var labelled = strata.Count(stratum => stratum >= 0);
        if (labelled <= most)
            return RowSet.Where(strata.Count, row => strata[row] >= 0);

        var random = new Random(seed);
        var chosen = new HashSet<int>();
        foreach (var stratum in Enumerable.Range(0, strata.Count).Where(row => strata[row] >= 0).GroupBy(row => strata[row]))
        {
            int[] rows = [.. stratum];
            random.Shuffle(rows);
            chosen.UnionWith(rows.Take(Math.Max(1, (int)((long)rows.Length * most / labelled))));
        }

        return RowSet.Where(strata.Count, chosen.Contains);
    }
}
