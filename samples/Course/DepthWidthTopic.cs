using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Trainers;

namespace MlNetDl.Samples.Course;

/// <summary>What depth can do that width cannot, and the other way round.</summary>
internal sealed class DepthWidthTopic : CourseTopic
{
    private const int Features = 8;
    private const int Budget = 1000;
    private const int TrainingRows = 1500;
    private const int TestRows = 3000;
    private const int Seeds = 2;

    private static readonly int[] _depths = [1, 2, 3, 5];

    public override string Name => "depth-width";

    public override string Title => "Depth against width";

    public override string Summary => "Straight pieces by depth, and networks of as many parameters on two tasks: a sum, and a folded sum.";

    public override Picture Run(CourseContext context)
    {
        foreach (var depth in (int[])[1, 2, 4, 8])
        {
            var pieces = Pieces(depth);
            context.Line($"depth {depth}, width 2: {pieces} straight pieces, 2^{depth} = {1 << depth}; at depth 1 it takes width {pieces}");
        }

        context.Line($"{TrainingRows:N0} training rows, about {Budget:N0} parameters");
        context.Line($"R-squared on {TestRows:N0} test rows, mean of {Seeds} seeds");
        var sum = Train(context, "sum of |x|", row => row.Sum(Math.Abs));
        var fold = Train(context, "folded", row => Math.Abs(Math.Abs(Math.Abs(row[..4].Sum()) - 2) - 1));
        return new Picture(
            "As many parameters, in ever more layers",
            "R-squared on test rows against the number of hidden layers. For the sum it falls with each layer; for the folded sum "
            + "it rises up to three layers.",
            plot =>
            {
                double[] x = [.. _depths.Select(depth => (double)depth)];
                plot.Add.Scatter(x, sum).LegendText = "the sum of |x|";
                plot.Add.Scatter(x, fold).LegendText = "the folded sum";
                plot.Axes.Bottom.SetTicks(x, [.. _depths.Select(depth => $"{depth}")]);
                plot.Axes.SetLimitsY(0, 1);
                plot.XLabel("hidden layers");
                plot.YLabel("R-squared on test rows");
                plot.ShowLegend();
            });
    }

    // Every bend of it lies on one of so many points, and between two of them it is straight.
    private static int Pieces(int depth)
    {
        const double Points = 1024;
        double[] slopes = [.. Enumerable.Range(0, (int)Points).Select(i => Folded(depth, (i + 1) / Points) - Folded(depth, i / Points))];
        return 1 + slopes.Zip(slopes.Skip(1)).Count(pair => pair.First != pair.Second);
    }

    // The two units of each layer are relu(x) and relu(x - 1/2); together they fold the range from 0 to 1 in the middle.
    private static double Folded(int depth, double x)
    {
        for (var layer = 0; layer < depth; layer++)
            x = (2 * Math.Max(0, x)) - (4 * Math.Max(0, x - 0.5));
        return x;
    }

    private static double[] Train(CourseContext context, string name, Func<float[], float> function) => [.. _depths.Select(depth =>
    {
        var units = Width(depth);
        var score = Enumerable.Range(1, Seeds).AsParallel().Average(seed => Score([.. Enumerable.Repeat(units, depth)], function, seed));
        context.Line($"{name}, depth {depth}, width {units}, {Parameters(depth, units):N0} parameters: {score:F2}");
        return score;
    })];

    private static double Score(int[] hiddenLayers, Func<float[], float> function, int seed)
    {
        var mlContext = new MLContext(seed);
        var random = new Random(seed);
        var train = Draw(TrainingRows);
        var test = Draw(TestRows);
        var model = new MlpTrainer(mlContext, new MlpTrainer.Options
        {
            HiddenLayers = hiddenLayers,
            NumericEncoding = NumericEncoding.Standardize,
            Members = 1,
            Dropout = 0,
            WeightDecay = 0,
            BatchSize = 32,
            NumberOfEpochs = 30,
        }).Fit(train);
        return mlContext.Regression.Evaluate(model.Transform(test)).RSquared;

        IDataView Draw(int rows)
            => CourseTable.Of(mlContext, Array.ConvertAll(NormalRows.Draw(random, rows, Features), row => (row, function(row))));
    }

    /// <summary>The width with which a network of so many hidden layers comes nearest to the budget.</summary>
    private static int Width(int depth) => Enumerable.Range(1, Budget).MinBy(units => Math.Abs(Parameters(depth, units) - Budget));

    private static int Parameters(int depth, int units)
        => ((Features + 1) * units) + ((depth - 1) * (units + 1) * units) + units + 1;
}
