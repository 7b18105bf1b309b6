using Microsoft.ML.Data;
using MlNetDl.Reports.Drawing;
using MlNetDl.Transforms.MlNet;
using ScottPlot;

namespace MlNetDl.Reports;

public static partial class Pictures
{
    /// <summary>What each column is worth to a model: how much worse a metric gets with the column shuffled.</summary>
    /// <typeparam name="TStatistics">The statistics of the task's metrics.</typeparam>
    /// <param name="importance">The importance by column, as <c>PermutationColumnImportance</c> measures it.</param>
    /// <param name="metric">The metric, as in <c>statistics => statistics.MicroAccuracy</c>.</param>
    /// <param name="metricName">The metric's name.</param>
    /// <param name="numberOfColumns">How many columns are drawn, the most important first.</param>
    /// <param name="title">The title; one that says what is drawn, if null.</param>
    /// <remarks>With several permutations each bar has its standard deviation.</remarks>
    /// <exception cref="ArgumentException">There are no columns, or a metric is not finite.</exception>
    public static Picture Importance<TStatistics>(
        IReadOnlyDictionary<string, TStatistics> importance, Func<TStatistics, MetricStatistics> metric, string metricName,
        int numberOfColumns = 20, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(importance);
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentException.ThrowIfNullOrWhiteSpace(metricName);
        var component = Component(nameof(Importance));
        new OptionChecks(component).Require(numberOfColumns >= 1, nameof(numberOfColumns), numberOfColumns, "at least 1")
            .ThrowIfViolated(nameof(numberOfColumns));
        if (importance.Count == 0)
        {
            throw new ArgumentException(
                $"{component}: there are no columns. Measure with PermutationColumnImportance, on the data that go into the model.",
                nameof(importance));
        }

        var changes = importance.Select(column => (column.Key, Statistics: metric(column.Value))).ToArray();
        if (Array.Find(changes, change => !double.IsFinite(change.Statistics.Mean)).Key is { } undefined)
        {
            throw new ArgumentException(
                $"{component}: the change of {metricName} by column '{undefined}' is not finite. Take a metric that is defined on the " +
                "data.",
                nameof(importance));
        }

        // A metric that falls when columns are shuffled is one that should be high, and is drawn as what is lost.
        var falls = changes.Sum(change => change.Statistics.Mean) < 0;
        var columns = changes.Select(change => new Worth(change.Key, (falls ? -1 : 1) * change.Statistics.Mean, Spread(change.Statistics)))
            .OrderByDescending(column => column.Mean).ThenBy(column => column.Name, StringComparer.Ordinal).ToArray();
        var shown = columns.Take(numberOfColumns).ToArray();
        var axisTitle = $"{(falls ? "fall" : "rise")} of {metricName} with the column shuffled";
        title ??= "Importance of the columns";
        var text = $"{title}: {axisTitle}, {Count(columns.Length, "column")}" +
            (shown.Length < columns.Length ? $", {shown.Length} shown" : "") + $". {string.Join(", ", shown.Take(5))}.";
        return Picture.Sized(title, text, canvas =>
        {
            // A bar without its name says nothing: what there is no room to name is left out.
            var named = shown.Take(Math.Max(1, (int)(canvas.DataHeight / CategoryTicks.Line))).ToArray();
            var bars = named.Select((column, i) => new Bar
            {
                Position = named.Length - 1 - i,
                Value = column.Mean,
                Error = column.Spread,
                ErrorSize = 0.3,
                Size = 0.7,
                Orientation = Orientation.Horizontal,
                FillColor = canvas.Colors.Series.GetColor(0),
                LineWidth = 1.5f,
            }).ToList();
            canvas.Plot.Add.Bars(bars);
            CategoryTicks.AlongLeft(canvas, [.. named.Select(column => column.Name)]);
            canvas.Plot.XLabel(named.Length < columns.Length ? $"{axisTitle}, {named.Length} of {columns.Length} columns" : axisTitle);
            canvas.Plot.Grid.YAxisStyle.IsVisible = false;
            canvas.Plot.Axes.SetLimitsY(-0.6, named.Length - 0.4);
        });
    }

    private static double Spread(MetricStatistics statistics) =>
        statistics.Count > 1 && double.IsFinite(statistics.StandardDeviation) ? statistics.StandardDeviation : 0;

    private sealed record Worth(string Name, double Mean, double Spread)
    {
        public override string ToString() => $"{Name} {Number(Mean)}" + (Spread > 0 ? $" ± {Number(Spread, 2)}" : "");
    }
}
