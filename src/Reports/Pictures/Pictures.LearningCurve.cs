using System.Globalization;
using MlNetDl.ModelSelection;
using MlNetDl.Reports.Curves;
using MlNetDl.Reports.Drawing;
using ScottPlot.TickGenerators;

namespace MlNetDl.Reports;

public static partial class Pictures
{
    /// <summary>A metric over the number of training rows, as <c>mlContext.Data.LearningCurve</c> measures it.</summary>
    /// <param name="points">The points of the curve.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="title">The title; one that says what is drawn, if null.</param>
    /// <exception cref="ArgumentException">There are no points with a finite metric.</exception>
    public static Picture LearningCurve(IReadOnlyList<CurvePoint<int>> points, string metric, string? title = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(metric);
        return OverSettings(nameof(LearningCurve), points, "training rows", metric, title ?? $"{metric} by training rows");
    }

    /// <summary>A metric over the values of an option, as <c>mlContext.Data.ValidationCurve</c> measures it.</summary>
    /// <typeparam name="TValue">The option's values: numbers, or anything that says what it is by <c>ToString</c>.</typeparam>
    /// <param name="points">The points of the curve.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="title">The title; one that says what is drawn, if null.</param>
    /// <exception cref="ArgumentException">There are no points with a finite metric.</exception>
    public static Picture ValidationCurve<TValue>(
        IReadOnlyList<CurvePoint<TValue>> points, string option, string metric, string? title = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(option);
        ArgumentException.ThrowIfNullOrWhiteSpace(metric);
        return OverSettings(nameof(ValidationCurve), points, option, metric, title ?? $"{metric} by {option}");
    }

    private static Picture OverSettings<T>(string picture, IReadOnlyList<CurvePoint<T>> points, string setting, string metric, string title)
    {
        ArgumentNullException.ThrowIfNull(points);
        var settings = Settings.Of([.. points.Select(point => point.Setting)]);
        var test = Series(points.Select(point => point.Test), settings);
        var training = Series(points.Select(point => point.Training), settings);
        if (test.Length == 0)
        {
            throw new ArgumentException(
                $"{Component(picture)}: {(points.Count == 0 ? "there are no points" : $"no point has a finite {metric}")}. Measure with " +
                $"mlContext.Data.{picture}, of a metric that is defined on every fold.",
                nameof(points));
        }

        var best = test.MaxBy(point => point.Summary.Mean);
        var worst = test.MinBy(point => point.Summary.Mean);
        var level = Percent(best.Summary.ConfidenceLevel);
        var text = $"{title}, {Count(test.Length, "point")}, with {level} intervals. On test rows highest {Describe(best)}, lowest " +
            $"{Describe(worst)}." + (training.Length == 0 ? "" : $" On training rows {Number(training[0].Summary.Mean)} at " +
            $"{training[0].Name} and {Number(training[^1].Summary.Mean)} at {training[^1].Name}.");
        return Picture.Sized(title, text, canvas =>
        {
            AddSeries(canvas, "test rows", test, 0);
            if (training.Length > 0)
                AddSeries(canvas, "training rows", training, 1);
            settings.Mark(canvas);
            canvas.Plot.XLabel(settings.IsLogarithmic ? $"{setting} (logarithmic)" : setting);
            canvas.Plot.YLabel(metric);
        });
    }

    private static (double X, string Name, MetricSummary Summary)[] Series(IEnumerable<MetricSummary?> summaries, Settings settings) =>
    [
        .. summaries.Select((summary, i) => (X: settings.Places[i], Name: settings.Names[i], Summary: summary!))
            .Where(point => point.Summary is not null && double.IsFinite(point.Summary.Mean)).OrderBy(point => point.X),
    ];

    private static string Describe((double X, string Name, MetricSummary Summary) point) =>
        Number(point.Summary.Mean) + (double.IsFinite(point.Summary.Upper - point.Summary.Lower)
            ? $" ({Number(point.Summary.Lower)} to {Number(point.Summary.Upper)})"
            : "") + $" at {point.Name}";

    private static void AddSeries(PictureCanvas canvas, string name, (double X, string Name, MetricSummary Summary)[] points, int series)
    {
        var color = canvas.Colors.Series.GetColor(series);
        double[] x = [.. points.Select(point => point.X)];
        double[] mean = [.. points.Select(point => point.Summary.Mean)];
        double[] margin = [.. points.Select(point => point.Summary.Upper - point.Summary.Mean).Select(half => double.IsFinite(half) ? half : 0)];
        canvas.AddIntervals(x, mean, margin, margin, color);
        var line = canvas.Plot.Add.Scatter(x, mean, color);
        line.LegendText = name;
        line.MarkerSize = 9;
    }

    /// <summary>Where the settings lie on their axis, and what they are called.</summary>
    private sealed record Settings(double[] Places, string[] Names, ValueAxis? Numbers, double[] Values)
    {
        public bool IsLogarithmic => Numbers is { IsLogarithmic: true };

        public static Settings Of<T>(T[] settings)
        {
            string[] names = [.. settings.Select(setting => Name(setting))];
            if (settings.Length > 0 && settings.All(setting => IsNumber(setting)))
            {
                double[] values = [.. settings.Select(setting => ToDouble(setting!))];
                var axis = new ValueAxis(AxisSpacing.IsLogarithmic(values));
                return new Settings([.. values.Select(axis.Place)], names, axis, values);
            }

            return new Settings([.. Enumerable.Range(0, names.Length).Select(i => (double)i)], names, null, []);
        }

        public void Mark(PictureCanvas canvas)
        {
            var axis = canvas.Plot.Axes.Bottom;
            if (Numbers is null)
                CategoryTicks.AlongBottom(canvas, Names);
            else if (Numbers.IsLogarithmic && Values.Length * 60 <= canvas.DataWidth)
                axis.TickGenerator = new NumericManual(Places, [.. Values.Select(TickText.Of)]);
            else
                Numbers.Mark(axis, Values, (int)canvas.DataWidth / 60);
        }

        private static string Name(object? setting) => setting switch
        {
            null => "null",
            string text => text,
            System.Collections.IEnumerable several => $"[{string.Join(", ", several.Cast<object?>().Select(Name))}]",
            _ => IsNumber(setting) ? TickText.Of(ToDouble(setting)) : $"{setting}",
        };

        // By its text, so that 0.1 of a Single is 0.1.
        private static double ToDouble(object number) =>
            double.Parse(Convert.ToString(number, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);

        private static bool IsNumber(object? setting) =>
            setting is IConvertible number and not Enum && number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal &&
            double.IsFinite(number.ToDouble(CultureInfo.InvariantCulture));
    }
}
