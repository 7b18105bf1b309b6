using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using MlNetDl.Samples.Mnist;
using MlNetDl.Trainers;
using static Microsoft.ML.Transforms.ValueToKeyMappingEstimator;

namespace MlNetDl.Samples.Course;

/// <summary>A multi-layer perceptron that reads digits, against softmax regression: drawn ones, or MNIST's.</summary>
internal sealed class DigitsTopic : CourseTopic
{
    // Of MNIST's 60,000 as many as take seconds.
    private const int DrawnRows = 2000, MnistRows = 5000, Shown = 40;

    public override string Name => "digits";

    public override string Title => "Digits";

    public override string Summary => "A multi-layer perceptron reads digits: drawn ones, or those of MNIST in --data DIR.";

    public override bool TakesData => true;

    public override Picture Run(CourseContext context)
    {
        var (train, test) = context.DataFolder is { } folder
            ? (Read(folder, "train", MnistRows), Read(folder, "t10k", int.MaxValue))
            : (Draw(seed: 1), Draw(seed: 2));
        context.Line($"training digits {train.Length}, test digits {test.Length}, pixels {train[0].Features.Length}");

        var mlContext = new MLContext(seed: 1);
        var (trainView, testView) = (CourseTable.Of(mlContext, train), CourseTable.Of(mlContext, test));
        var linear = Evaluate(mlContext, testView, Fit(mlContext, trainView, new SoftmaxRegressionTrainer(mlContext)));
        context.Line($"softmax regression: test error {1 - linear.MicroAccuracy:F2}, log-loss {linear.LogLoss:F2}");
        var model = Fit(mlContext, trainView, new MlpTrainer(mlContext, new MlpTrainer.Options
        {
            HiddenLayers = [context.DataFolder is null ? 64 : 128],
            BatchSize = 64,
            NumberOfEpochs = 15,
            NumericEncoding = NumericEncoding.Standardize,
            Members = 1,
            AutoRegularization = AutoRegularization.Off,
        }));
        var metrics = Evaluate(mlContext, testView, model);
        context.Line($"one hidden layer: test error {1 - metrics.MicroAccuracy:F2}, log-loss {metrics.LogLoss:F2}");

        var history = model.GetTrainingHistory().Epochs;
        foreach (var epoch in new[] { 1, 2, 5, history.Count })
            context.Line($"epoch {epoch}: training loss {history[epoch - 1].TrainingLoss:F2}");
        uint[] predicted = [.. model.Transform(testView).GetColumn<uint>("PredictedLabel").Select(key => key - 1)];
        return Show(test, predicted);
    }

    private static (float[] Features, byte Label)[] Read(string folder, string part, int rows)
        => [.. Digit.Read(folder, part).Take(rows).Select(digit => (digit.Pixels, digit.Value))];

    private static (float[] Features, byte Label)[] Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, DrawnRows).Select(i => (byte)(i % 10)).Select(value => (DrawnDigit.Draw(value, random), value))];
    }

    private static TransformerChain<ITransformer> Fit(MLContext mlContext, IDataView data, IEstimator<ITransformer> trainer)
        // Keys in the order of the digits: key 1 is digit 0.
        => mlContext.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: KeyOrdinality.ByValue).Append(trainer).Fit(data);

    private static MulticlassClassificationMetrics Evaluate(
        MLContext mlContext, IDataView test, TransformerChain<ITransformer> model)
        => mlContext.MulticlassClassification.Evaluate(model.Transform(test));

    /// <summary>The first digits that are read wrongly, and the first of those that are not.</summary>
    private static Picture Show((float[] Features, byte Label)[] digits, uint[] predicted)
    {
        const int Columns = 10;
        int[] wrong = [.. Enumerable.Range(0, digits.Length).Where(i => predicted[i] != digits[i].Label).Take(Columns)];
        int[] right = [.. Enumerable.Range(0, digits.Length).Where(i => predicted[i] == digits[i].Label).Take(Shown - Columns)];
        return new Picture(
            "Test digits, and what they were taken for",
            "Four rows of ten small grey pictures of digits. Three rows were read rightly, with the digit above each; the last row has "
            + "digits that were read wrongly, with what was read and what they are.",
            plot =>
            {
                for (var place = 0; place < Shown; place++)
                {
                    var (row, column) = (place / Columns, place % Columns);
                    var of = place < right.Length ? right : wrong;
                    var index = place < right.Length ? place : place - right.Length;
                    if (index >= of.Length)
                        continue;
                    var digit = digits[of[index]];
                    AddImage(plot, digit.Features, column * 1.2, -row * 1.5);
                    var text = predicted[of[index]] == digit.Label
                        ? FormattableString.Invariant($"{digit.Label}")
                        : FormattableString.Invariant($"{predicted[of[index]]}, is {digit.Label}");
                    var label = plot.Add.Text(text, (column * 1.2) + 0.5, (-row * 1.5) + 1.02);
                    label.LabelAlignment = ScottPlot.Alignment.LowerCenter;
                }

                plot.Axes.SetLimits(-0.2, 12, -4.7, 1.4);
                plot.HideAxesAndGrid();
            });
    }

    private static void AddImage(ScottPlot.Plot plot, float[] pixels, double left, double bottom)
    {
        var side = (int)Math.Sqrt(pixels.Length);
        var values = new double[side, side];
        for (var i = 0; i < pixels.Length; i++)
            values[i / side, i % side] = pixels[i];
        var image = plot.Add.Heatmap(values);
        image.Colormap = new ScottPlot.Colormaps.Grayscale();
        image.Position = new ScottPlot.CoordinateRect(left, left + 1, bottom, bottom + 1);
    }
}
