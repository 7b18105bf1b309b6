using Microsoft.ML.Data;

namespace MlNetDl.Reports.Html.Results;

/// <summary>What each column is worth to the model.</summary>
/// <param name="Metric">The metric whose change is told.</param>
/// <param name="Columns">The columns and the change with their values shuffled, the column that matters most first.</param>
/// <param name="Picture">The same as a picture.</param>
internal sealed record ImportanceResult(string Metric, IReadOnlyList<(string Column, MetricStatistics Change)> Columns, Picture Picture)
{
    /// <param name="importance">The changes of all metrics.</param>
    /// <param name="metric">The one to tell.</param>
    /// <param name="name">Its name.</param>
    public static ImportanceResult Of<TStatistics>(
        IReadOnlyDictionary<string, TStatistics> importance, Func<TStatistics, MetricStatistics> metric, string name) => new(
            name,
            [.. importance.Select(column => (column.Key, Change: metric(column.Value)))
                .OrderByDescending(column => Math.Abs(column.Change.Mean)).ThenBy(column => column.Key, StringComparer.Ordinal)],
            Pictures.Importance(importance, metric, name));
}
