using MlNetDl.Reports.Curves;
using MlNetDl.Reports.Drawing;
using MlNetDl.Trainers;
using ScottPlot;

namespace MlNetDl.Reports;

public static partial class Pictures
{
    /// <summary>A training run, epoch by epoch.</summary>
    /// <param name="history">The history, as <c>model.GetTrainingHistory()</c> gives it.</param>
    /// <param name="curve">What is drawn.</param>
    /// <param name="title">The title; one that says what is drawn, if null.</param>
    /// <exception cref="ArgumentException">The history has no epochs, or not what is to be drawn.</exception>
    public static Picture TrainingHistory(TrainingHistory history, HistoryCurve curve = HistoryCurve.Loss, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        return curve switch
        {
            HistoryCurve.Loss => OverEpochs(history, title ?? "Loss by epoch", "loss", lowIsBest: true, mayBeLogarithmic: true,
                ("training", epoch => epoch.TrainingLoss), ("validation", epoch => epoch.ValidationLoss)),
            HistoryCurve.Metric => OverEpochs(history, title ?? $"{history.Metric} by epoch", history.Metric, lowIsBest: false, mayBeLogarithmic: true,
                ($"validation {history.Metric}", epoch => epoch.ValidationMetric)),
            HistoryCurve.LearningRate => OverEpochs(history, title ?? "Learning rate by epoch", "learning rate", lowIsBest: false,
                // A rate that falls along a curve ends next to 0, and a logarithmic axis would follow it all the way down.
                mayBeLogarithmic: history.Options.LearningRateSchedule is LearningRateSchedule.Step or LearningRateSchedule.ReduceOnPlateau,
                ("learning rate", epoch => epoch.LearningRate)),
            HistoryCurve.GradientNorm => OverEpochs(history, title ?? "Gradient norm by epoch", "gradient norm", lowIsBest: true, mayBeLogarithmic: true,
                ("gradient norm", epoch => epoch.GradientNorm)),
            _ => throw new ArgumentOutOfRangeException(nameof(curve), curve,
                $"{Component(nameof(TrainingHistory))}: curve is {curve}; it must be one of " +
                $"{string.Join(", ", Enum.GetNames<HistoryCurve>())}."),
        };
    }

    private static Picture OverEpochs(
        TrainingHistory history, string title, string quantity, bool lowIsBest, bool mayBeLogarithmic,
        params (string Name, Func<TrainingEpoch, double?> Value)[] series)
    {
        var curves = series.Select(one => (one.Name, Points: PointsOf(history, one.Value))).Where(one => one.Points.Length > 0).ToArray();
        if (curves.Length == 0)
            throw new ArgumentException(NothingToDraw(history, quantity), nameof(history));

        var values = curves.SelectMany(one => one.Points).Select(point => point.Y).ToArray();
        var axis = new ValueAxis(mayBeLogarithmic && AxisSpacing.SpansDecades(values));
        var ends = string.Concat(curves.Select(one => DescribeEnds(one.Name, one.Points, lowIsBest)));
        var text = $"{title}, {Count(history.Epochs.Count, "epoch")}. {ends}The model is that of epoch {history.ModelEpoch}.";
        return Picture.Sized(title, text, canvas =>
        {
            var plot = canvas.Plot;
            foreach (var (name, points) in curves)
            {
                Coordinates[] placed = [.. points.Select(point => new Coordinates(point.X, axis.Place(point.Y)))];
                var isMarked = placed.Length <= PictureStyle.MostMarkers;
                var line = plot.Add.Scatter(isMarked ? placed : CurveThinning.Thin(placed));
                line.LegendText = name;
                line.MarkerSize = isMarked ? line.MarkerSize : 0;
            }

            var model = plot.Add.VerticalLine(history.ModelEpoch, 1.5f, canvas.Colors.Muted, LinePatterns.Dashed);
            model.LegendText = FormattableString.Invariant($"the model, epoch {history.ModelEpoch}");
            axis.Mark(plot.Axes.Left, values, canvas.Height / 45);
            plot.XLabel("epoch");
            plot.YLabel(axis.IsLogarithmic ? $"{quantity} (logarithmic)" : quantity);
            MarkWhole(canvas, history.Epochs[^1].Epoch);
        });
    }

    private static Coordinates[] PointsOf(TrainingHistory history, Func<TrainingEpoch, double?> value) =>
    [
        .. history.Epochs.Select(epoch => new Coordinates(epoch.Epoch, value(epoch) ?? double.NaN)).Where(point => double.IsFinite(point.Y)),
    ];

    private static string NothingToDraw(TrainingHistory history, string quantity) => history.Epochs.Count == 0
        ? $"{Component(nameof(TrainingHistory))}: the history has no epochs, as where a model is solved without them. There is nothing " +
            "to draw."
        : $"{Component(nameof(TrainingHistory))}: no epoch has a finite {quantity}. If it is that of validation rows, train with them: " +
            "by ValidationFraction, or by Fit(train, validation).";

    private static string DescribeEnds(string name, Coordinates[] points, bool lowIsBest)
    {
        var (low, high) = (points.MinBy(point => point.Y), points.MaxBy(point => point.Y));
        return $"{char.ToUpperInvariant(name[0])}{name[1..]}: {Number(points[0].Y)} at first, {Number(points[^1].Y)} at last, " +
            (lowIsBest ? $"lowest {Number(low.Y)} in epoch {low.X}. " : $"between {Number(low.Y)} and {Number(high.Y)}. ");
    }

    /// <summary>Ticks at whole epochs only.</summary>
    private static void MarkWhole(PictureCanvas canvas, int last)
    {
        var most = Math.Max(2, (int)canvas.DataWidth / 60);
        var step = NiceStep(last, most);
        double[] ticks = [.. Enumerable.Range(0, (last / step) + 1).Select(tick => Math.Max(1.0, tick * step)).Distinct()];
        canvas.Plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(ticks, [.. ticks.Select(TickText.Of)]);
        canvas.Plot.Axes.SetLimitsX(last == 1 ? 0 : 1 - (0.02 * last), last == 1 ? 2 : last * 1.02);
    }

    private static int NiceStep(int last, int most)
    {
        for (var power = 1; ; power *= 10)
        {
            foreach (var factor in (int[])[1, 2, 5])
            {
                if (last / (factor * power) <= most)
                    return factor * power;
            }
        }
    }
}
