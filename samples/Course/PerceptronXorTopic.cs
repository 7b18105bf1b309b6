using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using static TorchSharp.torch;

namespace MlNetDl.Samples.Course;

/// <summary>The perceptron on AND and on XOR, and what it takes to part XOR's classes.</summary>
internal sealed class PerceptronXorTopic : CourseTopic
{
    private const int MostPasses = 100, Copies = 50;

    private static readonly (int A, int B)[] _corners = [(0, 0), (0, 1), (1, 0), (1, 1)];

    public override string Name => "perceptron-xor";

    public override string Title => "Perceptron, XOR and why activations bend";

    public override string Summary => "What a line cannot part, and why linear layers on top of one another are one.";

    public override Picture Run(CourseContext context)
    {
        TorchRuntime.Initialize();
        Learn(context, "AND", (a, b) => a + b == 2);
        Learn(context, "XOR", (a, b) => a + b == 1);
        MultiplyOut(context);
        SolveByHand(context);

        var mlContext = new MLContext(seed: 1);
        Fit(context, mlContext, "no hidden layer", [], Activation.Tanh);
        Fit(context, mlContext, "4 hidden units, Identity", [4], Activation.Identity);
        var model = Fit(context, mlContext, "4 hidden units, Tanh", [4], Activation.Tanh);
        return Pictures.DecisionRegions(model, Corners(mlContext), ["Features"], title: "XOR, parted by four hidden units");
    }

    /// <summary>Rosenblatt's rule: a row on the wrong side moves the line towards itself.</summary>
    private static void Learn(CourseContext context, string name, Func<int, int, bool> isTrue)
    {
        var (w1, w2, bias) = (0, 0, 0);
        for (var pass = 1; pass <= MostPasses; pass++)
        {
            var mistakes = 0;
            foreach (var (a, b) in _corners)
            {
                var side = isTrue(a, b) ? 1 : -1;
                if (side * ((w1 * a) + (w2 * b) + bias) > 0)
                    continue;
                mistakes++;
                (w1, w2, bias) = (w1 + (side * a), w2 + (side * b), bias + side);
            }

            if (mistakes == 0)
            {
                context.Line($"perceptron on {name}: no mistake in pass {pass}, by {w1} a + {w2} b {bias:+ 0;- 0} > 0");
                return;
            }
        }

        context.Line($"perceptron on {name}: mistakes in each of {MostPasses} passes");
    }

    private static void MultiplyOut(CourseContext context)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var x = randn([100, 2], generator: generator);
        var (w1, w2) = (randn([2, 4], generator: generator), randn([4, 1], generator: generator));
        var layers = x.matmul(w1).matmul(w2);
        var bent = tanh(x.matmul(w1)).matmul(w2);
        var one = x.matmul(w1.matmul(w2));
        context.Line($"two linear layers against one of their product: differ by {Difference(layers, one):F5} at most");
        context.Line($"with tanh between them: differ by {Difference(bent, one):F2} at most");

        static double Difference(Tensor a, Tensor b) => (a - b).abs().max().item<float>();
    }

    /// <summary>Weights that anyone can check: one unit counts the ones, the other those beyond the first.</summary>
    private static void SolveByHand(CourseContext context)
    {
        var outputs = _corners.Select(corner => Math.Max(0, corner.A + corner.B) - (2 * Math.Max(0, corner.A + corner.B - 1)));
        context.Line($"relu(a + b) - 2 relu(a + b - 1) of 00, 01, 10, 11: {CourseText.Join(outputs)}");
    }

    private static ITransformer Fit(
        CourseContext context, MLContext mlContext, string name, int[] hiddenLayers, Activation activation)
    {
        var data = Corners(mlContext);
        var model = new MlpTrainer(mlContext, new MlpTrainer.Options
        {
            HiddenLayers = hiddenLayers,
            Activation = activation,
            AutoRegularization = AutoRegularization.Off,
            Dropout = 0,
            WeightDecay = 0,
            LearningRate = 0.05f,
            BatchSize = 20,
            NumberOfEpochs = 100,
        }).Fit(data);
        var probabilities = model.Transform(data).GetColumn<float>("Probability").Take(_corners.Length);
        context.Line($"{name}: probability of true for 00, 01, 10, 11: {CourseText.Join(probabilities, "F2")}");
        return model;
    }

    private static IDataView Corners(MLContext mlContext)
    {
        var corners = _corners.Select(corner => (Features: new float[] { corner.A, corner.B }, Label: corner.A != corner.B));
        return CourseTable.Of(mlContext, [.. Enumerable.Repeat(corners, Copies).SelectMany(all => all)]);
    }
}
