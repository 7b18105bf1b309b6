using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using static TorchSharp.torch;

namespace MlNetDl.Samples.Course;

/// <summary>Where gradients are kept: on a tensor, which adds them up, and in a training run.</summary>
internal sealed class GradientsTopic : CourseTopic
{
    private const int Rows = 200;

    public override string Name => "gradients";

    public override string Title => "Gradients: stored, read, cleared";

    public override string Summary => "Where autograd keeps gradients, why they add up, and where a trainer has them.";

    public override Picture Run(CourseContext context)
    {
        TorchRuntime.Initialize();
        var stored = Store(context);
        StopTracking(context);
        var (x, y) = Generate();
        LeastSquares(context, x, y);
        ReadFromTrainer(context, x, y);

        return new Picture(
            "What x.grad holds",
            "The four elements of a gradient after one backward pass, after a second one without clearing, where each is twice as large, "
            + "and after clearing and a third one, where they are as after the first.",
            plot =>
            {
                double[] elements = [0, 1, 2, 3];
                AddPoints(plot, elements, stored[0], "after backward", ScottPlot.MarkerShape.OpenCircle, size: 16);
                AddPoints(plot, elements, stored[1], "after another, not cleared", ScottPlot.MarkerShape.FilledSquare, size: 9);
                AddPoints(plot, elements, stored[2], "cleared, then backward", ScottPlot.MarkerShape.FilledCircle, size: 7);
                plot.Axes.SetLimits(-0.2, 3.2, -1, 27);
                plot.Axes.Bottom.SetTicks(elements, ["x[0] = 0", "x[1] = 1", "x[2] = 2", "x[3] = 3"]);
                plot.YLabel("x.grad");
                plot.ShowLegend();
            });
    }

    private static double[][] Store(CourseContext context)
    {
        using var scope = NewDisposeScope();
        var x = arange(4f).requires_grad_();
        context.Line($"x: {Join(x)}; before backward, x.grad is {(x.grad is null ? "null" : "there")}");

        Loss().backward();
        var once = Values(x.grad!);
        using var formula = 4 * x.detach();
        context.Line($"y = 2 x.x is {Loss().item<float>()}; after backward, x.grad: {Join(x.grad!)}; formula 4x: {Join(formula)}");
        Loss().backward();
        var twice = Values(x.grad!);
        context.Line($"after another backward, not cleared: {Join(x.grad!)}");
        x.grad!.zero_();
        context.Line($"after zero_(): {Join(x.grad!)}");
        Loss().backward();
        context.Line($"after one more backward: {Join(x.grad!)}");
        return [once, twice, Values(x.grad!)];

        Tensor Loss() => 2 * x.dot(x);
    }

    private static void StopTracking(CourseContext context)
    {
        using var scope = NewDisposeScope();
        var x = arange(4f).requires_grad_();
        // The factor u is x * x as well, but counts as a constant.
        var u = (x * x).detach();
        (u * x).sum().backward();
        context.Line($"z = u x with u = x x detached: {Join(x.grad!)}; formula u: {Join(u)}");
        using (no_grad())
            context.Line($"under no_grad, x * x has {((x * x).requires_grad ? "a" : "no")} gradient");
    }

    /// <summary>Three features, of which the last has no effect.</summary>
    private static (double[][] X, double[] Y) Generate()
    {
        var random = new Random(1);
        double[][] x = [.. Enumerable.Range(0, Rows).Select(_ => new[] { random.NextNormal(), random.NextNormal(), random.NextNormal() })];
        return (x, [.. x.Select(row => (2 * row[0]) - (3.4 * row[1]) + 4.2 + random.NextNormal())]);
    }

    /// <summary>At weights of zero, the gradient of the mean squared error, by autograd and by its formula.</summary>
    private static void LeastSquares(CourseContext context, double[][] x, double[] y)
    {
        using var scope = NewDisposeScope();
        var inputs = tensor([.. x.SelectMany(row => row)], [Rows, 3L]);
        var targets = tensor(y);
        var weights = zeros(3, ScalarType.Float64, requires_grad: true);
        (inputs.mv(weights) - targets).square().mean().backward();

        double[] formula = [.. Enumerable.Range(0, 3).Select(j => 2.0 / Rows * x.Zip(y, (row, target) => row[j] * (0 - target)).Sum())];
        var autograd = weights.grad!.data<double>().ToArray();
        context.Line($"least squares at w = 0, autograd: {CourseText.Join(autograd, "F4")}; formula: {CourseText.Join(formula, "F4")}");
    }

    /// <summary>A trainer standardizes features and label first; then the gradient at zero is -2 times the correlations.</summary>
    private static void ReadFromTrainer(CourseContext context, double[][] x, double[] y)
    {
        var mlContext = new MLContext(seed: 1);
        (float[] Features, float Label)[] rows =
            [.. x.Zip(y, (row, target) => (Array.ConvertAll(row, value => (float)value), (float)target))];
        var table = CourseTable.Of(mlContext, rows);
        var history = new LinearRegressionTrainer(mlContext, new LinearRegressionTrainer.Options
        {
            BatchSize = Rows,
            NumberOfEpochs = 3,
        }).Fit(table).GetTrainingHistory();

        double[] correlations = [.. Enumerable.Range(0, 3).Select(j => Correlation([.. x.Select(row => row[j])], y))];
        var norm = 2 * Math.Sqrt(correlations.Sum(r => r * r));
        context.Line($"LinearRegressionTrainer, gradient norm in epoch 1: {history.Epochs[0].GradientNorm:F4}; formula 2 |r|: {norm:F4}");
        foreach (var epoch in history.Epochs.Skip(1))
            context.Line($"in epoch {epoch.Epoch}: {epoch.GradientNorm:F4}");

        var network = new MlpTrainer(mlContext, new MlpTrainer.Options
        {
            HiddenLayers = [8],
            BatchSize = Rows,
            NumberOfEpochs = 50,
            NumericEncoding = NumericEncoding.Standardize,
            Members = 1,
            AutoRegularization = AutoRegularization.Off,
        }).Fit(table).GetTrainingHistory().Epochs;
        foreach (var epoch in new[] { network[0], network[^1] })
        {
            var layers = epoch.LayerGradientNorms;
            var root = Math.Sqrt(layers.Sum(norm => norm * norm));
            context.Line($"MlpTrainer, gradient norm in epoch {epoch.Epoch}: {epoch.GradientNorm:F4}; by its layers' {root:F4}");
            context.Line($"in its hidden layer {layers[0]:F4}, in its output layer {layers[1]:F4}");
        }
    }

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        return a.Zip(b, (one, other) => (one - meanA) * (other - meanB)).Sum()
            / Math.Sqrt(a.Sum(one => (one - meanA) * (one - meanA)) * b.Sum(other => (other - meanB) * (other - meanB)));
    }

    private static void AddPoints(ScottPlot.Plot plot, double[] x, double[] y, string name, ScottPlot.MarkerShape shape, float size)
    {
        var points = plot.Add.Scatter(x, y);
        points.LegendText = name;
        points.MarkerShape = shape;
        points.MarkerSize = size;
    }

    private static double[] Values(Tensor tensor) => Array.ConvertAll(tensor.data<float>().ToArray(), value => (double)value);

    private static string Join(Tensor tensor) => CourseText.Join(tensor.data<float>().ToArray());
}
