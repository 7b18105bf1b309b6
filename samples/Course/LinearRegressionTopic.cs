using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using static TorchSharp.torch;

namespace MlNetDl.Samples.Course;

/// <summary>Linear regression by mini-batch SGD, beside the normal equations and the trainer.</summary>
internal sealed class LinearRegressionTopic : CourseTopic
{
    private const int Rows = 1000, Epochs = 3;
    private const double LearningRate = 0.03, Noise = 0.1;

    private static readonly double[] _truth = [2, -3.4, 4.2];

    public override string Name => "linear-regression";

    public override string Title => "Linear regression by mini-batches";

    public override string Summary => "Least squares by stochastic gradient descent, against the normal equations.";

    public override Picture Run(CourseContext context)
    {
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        var rows = Generate();
        // A column of ones, whose weight is the bias.
        var inputs = tensor([.. rows.SelectMany(row => new[] { row.X1, row.X2, 1 })], [Rows, 3L]);
        var targets = tensor([.. rows.Select(row => row.Y)]);
        context.Line($"truth:                   w {_truth[0]:F4}, {_truth[1]:F4}, b {_truth[2]:F4}");
        var exact = linalg.solve(inputs.t().matmul(inputs), inputs.t().mv(targets)).data<double>().ToArray();
        context.Line($"normal equations:        w {exact[0]:F4}, {exact[1]:F4}, b {exact[2]:F4}");

        var paths = new Dictionary<int, double[][]>();
        foreach (var batch in new[] { Rows, 10, 1 })
        {
            var path = paths[batch] = Descend(inputs, targets, batch);
            var (w, loss) = (path[^1], Loss(inputs, targets, path[^1]));
            var step = batch == 1 ? "row a step: " : "rows a step:";
            context.Line($"SGD, {batch,4} {step}   w {w[0]:F4}, {w[1]:F4}, b {w[2]:F4}; steps {path.Length - 1}, loss {loss:F4}");
        }

        context.Line($"noise's variance {Noise * Noise:F4}, loss of the normal equations {Loss(inputs, targets, exact):F4}");
        FitTrainer(context, rows);
        return Draw(paths, exact);
    }

    private static (double X1, double X2, double Y)[] Generate()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Rows).Select(_ => (X1: random.NextNormal(), X2: random.NextNormal()))
            .Select(row => (row.X1, row.X2, (_truth[0] * row.X1) + (_truth[1] * row.X2) + _truth[2] + (Noise * random.NextNormal())))];
    }

    /// <summary>Passes a few times over the rows, in an order of its own each time, and gives the parameters after each step.</summary>
    private static double[][] Descend(Tensor inputs, Tensor targets, int batch)
    {
        var random = new Random(1);
        using var scope = NewDisposeScope();
        var w = zeros(3, ScalarType.Float64, requires_grad: true);
        var path = new List<double[]> { Values(w) };
        int[] order = [.. Enumerable.Range(0, Rows)];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var rows in order.Chunk(batch))
            {
                using var step = NewDisposeScope();
                var drawn = tensor(Array.ConvertAll(rows, row => (long)row));
                var errors = inputs.index_select(0, drawn).mv(w) - targets.index_select(0, drawn);
                errors.square().mean().div(2).backward();
                using (no_grad())
                    w.sub_(w.grad! * LearningRate);
                w.grad!.zero_();
                path.Add(Values(w));
            }
        }

        return [.. path];
    }

    private static double Loss(Tensor inputs, Tensor targets, double[] w)
    {
        using var scope = NewDisposeScope();
        return (inputs.mv(tensor(w)) - targets).square().mean().item<double>();
    }

    private static void FitTrainer(CourseContext context, (double X1, double X2, double Y)[] rows)
    {
        var mlContext = new MLContext(seed: 1);
        var data = CourseTable.Of(mlContext, [.. rows.Select(row => (new[] { (float)row.X1, (float)row.X2 }, (float)row.Y))]);
        var model = new LinearRegressionTrainer(mlContext, new LinearRegressionTrainer.Options
        {
            Optimizer = Optimizer.Sgd,
            Momentum = 0,
            BatchSize = 10,
            NumberOfEpochs = 10,
        }).Fit(data);
        var line = model.GetLinearCoefficients()[0];
        context.Line($"LinearRegressionTrainer: w {line.Weights[0].Weight:F4}, {line.Weights[1].Weight:F4}, b {line.Bias:F4}");
    }

    private Picture Draw(Dictionary<int, double[][]> paths, double[] exact) => new(
        Title,
        "The path of the two weights in three passes over the rows, from 0, 0 to the solution of the normal equations: with all rows a "
        + "step it makes three straight steps and gets hardly anywhere; with 10 rows it arrives; with one it arrives early, then wanders.",
        plot =>
        {
            foreach (var (batch, path) in paths.OrderBy(pair => pair.Key))
            {
                var line = plot.Add.Scatter(path.Select(w => w[0]).ToArray(), path.Select(w => w[1]).ToArray());
                line.LegendText = FormattableString.Invariant($"{batch} {(batch == 1 ? "row" : "rows")} a step");
            }

            var solution = plot.Add.Marker(exact[0], exact[1]);
            solution.LegendText = "normal equations";
            solution.Shape = ScottPlot.MarkerShape.OpenCircle;
            solution.Size = 20;
            solution.LineWidth = 2;
            solution.Color = ScottPlot.Colors.Black;
            plot.XLabel("w1");
            plot.YLabel("w2");
            plot.ShowLegend();
        });

    private static double[] Values(Tensor tensor) => tensor.data<double>().ToArray();
}
