using MathNet.Numerics.LinearAlgebra;
using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using MlNetDl.Transforms;

namespace MlNetDl.Samples.Course;

/// <summary>The penalty on weights and the hard bound on them, which come to the same.</summary>
internal sealed class WeightDecayTopic : CourseTopic
{
    private const int Features = 40;
    private const int TrainingRows = 100;
    private const int TestRows = 5000;

    public override string Name => "weight-decay";

    public override string Title => "Weight decay, as a penalty and as a bound";

    public override string Summary => "40 features and 100 rows: what shorter weights do to both errors, by a penalty and by a bound.";

    public override Picture Run(CourseContext context)
    {
        var mlContext = new MLContext(seed: 1);
        var random = new Random(1);
        var rows = Draw(random, TrainingRows);
        var closed = new StandardizedRidge(rows);
        var train = CourseTable.Of(mlContext, rows);
        var testRows = Draw(random, TestRows);
        var test = CourseTable.Of(mlContext, testRows);

        context.Line($"{TrainingRows} rows, {Features} features, {TestRows:N0} test rows; the error of the noise is 1");
        var mean = rows.Average(row => row.Label);
        context.Line($"the training mean alone: test error {testRows.Average(row => (row.Label - mean) * (row.Label - mean)):F2}");
        List<(double Norm, double Training, double Test)> penalized = [];
        List<(double Norm, double Test)> bounded = [];
        foreach (var lambda in (float[])[0, 0.1f, 0.3f, 1, 3, 10, 30])
        {
            var penalty = Fit(mlContext, train, lambda, maxNorm: null);
            var weights = closed.Standardize(penalty);
            var norm = weights.L2Norm();
            var (training, testing) = (Error(penalty, train), Error(penalty, test));
            penalized.Add((norm, training, testing));
            context.Line($"lambda {lambda}: training error {training:F2}, test error {testing:F2}");
            context.Line($"lambda {lambda}: norm {norm:F3}, weights off from the closed form by {Difference(weights, closed.Solve(lambda)):F4}");
            if (lambda == 0)
                continue;

            var bound = Fit(mlContext, train, weightDecay: 0, (float)norm);
            var boundWeights = closed.Standardize(bound);
            bounded.Add((boundWeights.L2Norm(), Error(bound, test)));
            context.Line($"bound {norm:F3}: weights off from these by {Difference(boundWeights, weights):F4}");
            context.Line($"bound {norm:F3}: implied lambda {closed.ImpliedPenalty(boundWeights):F2}");
        }

        return Show(penalized, bounded);

        static double Difference(Vector<double> one, Vector<double> other) => (one - other).AbsoluteMaximum();

        double Error(ITransformer model, IDataView data) => mlContext.Regression.Evaluate(model.Transform(data)).MeanSquaredError;
    }

    // Steps along the gradient of all rows: with these a bound, enforced after each step, ends at the least error within it.
    private static RegressionNetworkTransformer Fit(MLContext mlContext, IDataView data, float weightDecay, float? maxNorm)
        => new LinearRegressionTrainer(mlContext, new LinearRegressionTrainer.Options
        {
            WeightDecay = weightDecay,
            MaxNorm = maxNorm,
            Optimizer = Optimizer.Sgd,
            BatchSize = TrainingRows,
            LearningRate = 0.02f,
            LearningRateSchedule = LearningRateSchedule.Constant,
            NumberOfEpochs = 2000,
        }).Fit(data);

    private static (float[] Features, float Label)[] Draw(Random random, int rows) => Array.ConvertAll(
        NormalRows.Draw(random, rows, Features), row => (row, (float)(0.5 + (0.1 * row.Sum()) + random.NextNormal())));

    private static Picture Show(List<(double Norm, double Training, double Test)> penalized, List<(double Norm, double Test)> bounded) => new(
        "Shorter weights, by a penalty and by a bound",
        "Mean squared error against the norm of the weights. The longer the weights, the lower the training error; the test error is "
        + "least at a norm of 0.3 and rises on both sides. The markers of the bound lie on the line of the penalty.",
        plot =>
        {
            double[] norms = [.. penalized.Select(point => point.Norm)];
            plot.Add.Scatter(norms, [.. penalized.Select(point => point.Test)]).LegendText = "test, penalty";
            plot.Add.Scatter(norms, [.. penalized.Select(point => point.Training)]).LegendText = "training, penalty";
            double[] bounds = [.. bounded.Select(point => point.Norm)];
            double[] errors = [.. bounded.Select(point => point.Test)];
            var markers = plot.Add.ScatterPoints(bounds, errors);
            markers.LegendText = "test, bound";
            markers.MarkerShape = ScottPlot.MarkerShape.OpenCircle;
            markers.MarkerSize = 15;
            plot.XLabel("norm of the weights");
            plot.YLabel("mean squared error");
            plot.Axes.SetLimits(0, 0.9, 0, 2);
            plot.ShowLegend();
        });
}
