using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using static TorchSharp.torch;

namespace MlNetDl.Samples.Course;

/// <summary>Softmax and cross-entropy by their formulas, and softmax regression on classes whose best model is known.</summary>
internal sealed class SoftmaxRegressionTopic : CourseTopic
{
    private const int RowsOfClass = 300, Epochs = 10, Batch = 32, Drawn = 240;

    // Around each, the rows of a class are normal with deviation 1.
    private static readonly (string Name, double X, double Y)[] _classes = [("left", -1.5, 0), ("right", 1.5, 0), ("top", 0, 2)];

    public override string Name => "softmax-regression";

    public override string Title => "Softmax regression";

    public override string Summary => "Probabilities of classes from a linear model, and the cross-entropy that trains it.";

    public override Picture Run(CourseContext context)
    {
        TorchRuntime.Initialize();
        ShowSoftmax(context);
        ShowGradient(context);

        var random = new Random(1);
        (float[] Features, int Label)[] train = Generate(random), test = Generate(random);
        context.Line($"generated: {train.Length} rows to train on, {test.Length} to test");
        context.Line($"the classes' own formula: {Evaluate(BestWeights(), test)}");
        context.Line($"no weights at all: {Evaluate(new double[3, 3], test)}; formula ln 3: {Math.Log(3):F4}");
        context.Line($"SGD by hand: {Evaluate(Descend(train), test)}");
        return Fit(context, train, test);
    }

    private static void ShowSoftmax(CourseContext context)
    {
        foreach (var z in new double[][] { [1, 2, 3], [1001, 1002, 1003], [0, 0, 0] })
        {
            using var scope = NewDisposeScope();
            var byTorch = nn.functional.softmax(tensor(z), dim: 0).data<double>().ToArray();
            context.Line($"softmax({CourseText.Join(z)}): {CourseText.Join(byTorch, "F4")}; formula {CourseText.Join(Softmax(z), "F4")}");
        }
    }

    private static void ShowGradient(CourseContext context)
    {
        using var scope = NewDisposeScope();
        double[] z = [1, 2, 3];
        var scores = tensor(z, [1L, 3L], requires_grad: true);
        var loss = nn.functional.cross_entropy(scores, tensor(new long[] { 0 }));
        loss.backward();
        context.Line($"cross-entropy of class 0: {loss.item<double>():F4}; formula -ln p {-Math.Log(Softmax(z)[0]):F4}");
        double[] formula = [.. Softmax(z).Select((p, k) => p - (k == 0 ? 1 : 0))];
        var gradient = scores.grad!.data<double>().ToArray();
        context.Line($"its gradient: {CourseText.Join(gradient, "F4")}; formula p - y {CourseText.Join(formula, "F4")}");
    }

    private static double[] Softmax(double[] z)
    {
        // Less the largest, which changes nothing, no power is too large for a number.
        double[] powers = [.. z.Select(each => Math.Exp(each - z.Max()))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    private static (float[] Features, int Label)[] Generate(Random random)
        => [.. Enumerable.Range(0, RowsOfClass * _classes.Length).Select(i => i % _classes.Length)
            .Select(k => (new[] { (float)(_classes[k].X + random.NextNormal()), (float)(_classes[k].Y + random.NextNormal()) }, k))];

    /// <summary>Of normal classes with the same deviation, 1, and equally many rows, Bayes' rule is a softmax of these.</summary>
    private static double[,] BestWeights()
    {
        var weights = new double[3, 3];
        for (var k = 0; k < 3; k++)
        {
            var (_, x, y) = _classes[k];
            (weights[k, 0], weights[k, 1], weights[k, 2]) = (x, y, -((x * x) + (y * y)) / 2);
        }

        return weights;
    }

    /// <summary>By mini-batches, from zero; the last column is the biases.</summary>
    private static double[,] Descend((float[] Features, int Label)[] rows)
    {
        const double LearningRate = 0.1;
        var random = new Random(1);
        var weights = new double[3, 3];
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var batch in order.Chunk(Batch))
            {
                var gradient = new double[3, 3];
                foreach (var row in batch)
                {
                    double[] x = [.. rows[row].Features, 1];
                    var p = Probabilities(weights, rows[row].Features);
                    for (var k = 0; k < 3; k++)
                    {
                        for (var j = 0; j < 3; j++)
                            gradient[k, j] += (p[k] - (k == rows[row].Label ? 1 : 0)) * x[j] / batch.Length;
                    }
                }

                for (var k = 0; k < 3; k++)
                {
                    for (var j = 0; j < 3; j++)
                        weights[k, j] -= LearningRate * gradient[k, j];
                }
            }
        }

        return weights;
    }

    private static double[] Probabilities(double[,] weights, float[] x)
        => Softmax([.. Enumerable.Range(0, 3).Select(k => (weights[k, 0] * x[0]) + (weights[k, 1] * x[1]) + weights[k, 2])]);

    private static string Evaluate(double[,] weights, (float[] Features, int Label)[] rows)
    {
        var probabilities = rows.Select(row => Probabilities(weights, row.Features)).ToArray();
        var loss = rows.Zip(probabilities, (row, p) => -Math.Log(p[row.Label])).Average();
        var accuracy = rows.Zip(probabilities, (row, p) => Array.IndexOf(p, p.Max()) == row.Label ? 1.0 : 0).Average();
        return FormattableString.Invariant($"log-loss {loss:F4}, accuracy {accuracy:F3}");
    }

    private static Picture Fit(CourseContext context, (float[] Features, int Label)[] train, (float[] Features, int Label)[] test)
    {
        var mlContext = new MLContext(seed: 1);
        var model = mlContext.Transforms.Conversion.MapValueToKey("Label")
            .Append(new SoftmaxRegressionTrainer(mlContext))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(Named(mlContext, train));
        var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(Named(mlContext, test)));
        context.Line($"SoftmaxRegressionTrainer: log-loss {metrics.LogLoss:F4}, accuracy {metrics.MicroAccuracy:F3}");
        Compare(context, model.GetLinearCoefficients());
        return Pictures.DecisionRegions(
            model, Named(mlContext, test[..Drawn]), ["Features"], title: "Softmax regression, and some of the rows it is tested on");
    }

    /// <summary>Softmax is the same for weights of which the same is taken from all classes: their differences count.</summary>
    private static void Compare(CourseContext context, IReadOnlyList<LinearCoefficients> fitted)
    {
        var best = BestWeights();
        var (left, right) = (fitted.Single(each => each.ClassName == "left"), fitted.Single(each => each.ClassName == "right"));
        foreach (var j in new[] { 0, 1 })
        {
            var difference = right.Weights[j].Weight - left.Weights[j].Weight;
            context.Line($"weight of x{j + 1}, right less left: {difference:F2}; by the classes' own formula {best[1, j] - best[0, j]:F2}");
        }
    }

    private static IDataView Named(MLContext mlContext, (float[] Features, int Label)[] rows)
        => CourseTable.Of(mlContext, [.. rows.Select(row => (row.Features, _classes[row.Label].Name))]);
}
