using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using static TorchSharp.torch;

namespace MlNetDl.Samples.Course;

/// <summary>Activation functions, their derivatives, and what small derivatives do to a deep network.</summary>
internal sealed class ActivationsTopic : CourseTopic
{
    private const int DeepLayers = 6;

    private static readonly Function[] _functions =
    [
        new("ReLU", z => Math.Max(0, z), z => z > 0 ? 1 : 0, z => nn.functional.relu(z)),
        new("sigmoid", Sigmoid, z => Sigmoid(z) * (1 - Sigmoid(z)), z => sigmoid(z)),
        new("tanh", Math.Tanh, z => 1 - (Math.Tanh(z) * Math.Tanh(z)), z => tanh(z)),
    ];

    private static readonly (string Name, double X, double Y)[] _labels =
    [
        ("ReLU", 1.2, 1.8), ("sigmoid", 2.6, 0.8), ("tanh", -0.8, -0.9),
        ("slope of ReLU", 2.2, 1.1), ("slope of sigmoid", -3.1, 0.3), ("slope of tanh", -2, 0.7),
    ];

    public override string Name => "activations";

    public override string Title => "Activation functions";

    public override string Summary => "ReLU, sigmoid and tanh, their derivatives, and gradients that vanish in deep networks.";

    public override Picture Run(CourseContext context)
    {
        TorchRuntime.Initialize();
        double[] grid = [.. Enumerable.Range(0, 161).Select(i => -4 + (i * 0.05))];
        foreach (var function in _functions)
        {
            foreach (var z in new[] { -2.0, 0.5, 2.0 })
            {
                var (value, slope) = ByTorch(function, [z]);
                context.Line(
                    $"{function.Name}({z}): {value[0]:F4}, slope {slope[0]:F4}; formulas: {function.Value(z):F4}, {function.Slope(z):F4}");
            }
        }

        foreach (var function in _functions)
        {
            var slopes = ByTorch(function, grid).Slopes;
            var (steepest, difference) = (slopes.Max(), grid.Zip(slopes, (z, slope) => Math.Abs(function.Slope(z) - slope)).Max());
            context.Line($"{function.Name}: steepest slope {steepest:F4}, to the power of {DeepLayers}: {Math.Pow(steepest, DeepLayers):F6}");
            context.Line($"{function.Name}: autograd and formula differ by {difference:F6} at most");
        }

        foreach (var activation in new[] { Activation.Sigmoid, Activation.Tanh, Activation.ReLU })
        {
            var norms = FirstEpoch(activation).LayerGradientNorms;
            context.Line(
                $"{DeepLayers} hidden layers of {activation}: gradient {norms[0]:F6} in the first layer, {norms[^1]:F4} in the output layer");
        }

        return new Picture(
            Title,
            "Three activation functions and their slopes from -4 to 4: ReLU is 0 and then rises with slope 1; sigmoid rises from 0 to 1, "
            + "nowhere steeper than a quarter; tanh rises from -1 to 1, with slope 1 at 0.",
            plot =>
            {
                foreach (var function in _functions)
                {
                    var line = plot.Add.ScatterLine(grid, [.. grid.Select(function.Value)]);
                    var slope = plot.Add.ScatterLine(grid, [.. grid.Select(function.Slope)], line.Color);
                    slope.LinePattern = ScottPlot.LinePattern.Dashed;
                }

                foreach (var (name, x, y) in _labels)
                    plot.Add.Text(name, x, y).LabelAlignment = ScottPlot.Alignment.MiddleLeft;
                plot.Axes.SetLimits(-4, 4, -1.2, 2.2);
                plot.XLabel("z");
                plot.YLabel("f(z), and dashed its slope");
            });
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>The function by TorchSharp, and its derivative by autograd.</summary>
    private static (double[] Values, double[] Slopes) ByTorch(Function function, double[] at)
    {
        using var scope = NewDisposeScope();
        var z = tensor(at, requires_grad: true);
        var values = function.ByTorch(z);
        values.sum().backward();
        return (values.data<double>().ToArray(), z.grad!.data<double>().ToArray());
    }

    /// <summary>The first epoch of a deep network on a generated table.</summary>
    private static TrainingEpoch FirstEpoch(Activation activation)
    {
        var mlContext = new MLContext(seed: 1);
        var random = new Random(1);
        (float[] Features, bool Label)[] rows = [.. Enumerable.Range(0, 1000)
            .Select(_ => (X: random.NextSingle(), Y: random.NextSingle()))
            .Select(point => (new[] { point.X, point.Y }, (point.X > 0.5f) != (point.Y > 0.5f)))];
        return new MlpTrainer(mlContext, new MlpTrainer.Options
        {
            HiddenLayers = [.. Enumerable.Repeat(32, DeepLayers)],
            Activation = activation,
            AutoRegularization = AutoRegularization.Off,
            NumericEncoding = NumericEncoding.Standardize,
            Members = 1,
            Dropout = 0,
            WeightDecay = 0,
            NumberOfEpochs = 1,
            EarlyStopping = EarlyStopping.Off,
        }).Fit(CourseTable.Of(mlContext, rows)).GetTrainingHistory().Epochs[0];
    }

    private sealed record Function(string Name, Func<double, double> Value, Func<double, double> Slope, Func<Tensor, Tensor> ByTorch);
}
