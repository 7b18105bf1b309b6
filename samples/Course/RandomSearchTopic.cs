using Microsoft.ML;
using MlNetDl.ModelSelection;
using MlNetDl.Reports;
using MlNetDl.Trainers;

namespace MlNetDl.Samples.Course;

/// <summary>Random trials against a grid, where one of two options hardly matters.</summary>
internal sealed class RandomSearchTopic : CourseTopic
{
    private const int PointsPerRange = 3;
    private const int Trials = PointsPerRange * PointsPerRange;
    private const string Rate = "LearningRate";
    private const string Decay = "WeightDecay";

    public override string Name => "random-search";

    public override string Title => "Random search";

    public override string Summary => "A grid tries the same few values of the option that matters; random trials try a new one each time.";

    public override Picture Run(CourseContext context)
    {
        MeasureDistance(context);
        CountHits(context);
        return Search(context);
    }

    // The best value is anywhere in the range of the option that matters; of the other option it does not depend.
    private static void MeasureDistance(CourseContext context)
    {
        const int Repeats = 50_000;
        var random = new Random(1);
        double grid = 0;
        double anywhere = 0;
        for (var i = 0; i < Repeats; i++)
        {
            var best = random.NextDouble();
            grid += Enumerable.Range(0, PointsPerRange).Min(point => Math.Abs(best - (point / (PointsPerRange - 1.0))));
            anywhere += Enumerable.Range(0, Trials).Min(_ => Math.Abs(best - random.NextDouble()));
        }

        context.Line($"distance from the best value to the nearest of {Trials} trials, the range being 1");
        context.Line($"grid: {grid / Repeats:F3}, expected 1/8 = {1.0 / 8:F3}");
        context.Line($"random: {anywhere / Repeats:F3}, expected 12/220 = {(Trials + 3) / (2.0 * (Trials + 1) * (Trials + 2)):F3}");
    }

    private static void CountHits(CourseContext context)
    {
        const int Repeats = 20_000;
        const double Best = 0.05;
        foreach (var trials in (int[])[9, 60])
        {
            var random = new Random(trials);
            var hits = Enumerable.Range(0, Repeats).Count(_ => Enumerable.Range(0, trials).Any(_ => random.NextDouble() < Best));
            var expected = 1 - Math.Pow(1 - Best, trials);
            context.Line($"one of {trials} among the best 5 %: {(double)hits / Repeats:F3}, expected 1 - 0.95^{trials} = {expected:F3}");
        }
    }

    private static Picture Search(CourseContext context)
    {
        var mlContext = new MLContext(seed: 1);
        var random = new Random(1);
        var train = SumOfBends.Draw(mlContext, random, rows: 400, features: 4, noise: 0);
        var test = SumOfBends.Draw(mlContext, random, rows: 5000, features: 4, noise: 0);

        var space = new SearchSpace().LogUniform(Rate, 1e-4, 1).LogUniform(Decay, 1e-7, 1e-4);
        var study = mlContext.Regression.CreateStudy(
            "course", space, Network, () => [mlContext.Data.QuantileTrainTestSplit(train, testFraction: 0.25)]);
        var grid = study.GridSearch(PointsPerRange);
        var anywhere = study.RandomSearch(Trials);
        Show("grid", grid);
        Show("random", anywhere);

        var ofOneRate = grid.Trials.Where(trial => Value(trial, Rate) == Value(grid.Best!, Rate)).Select(trial => trial.Score).ToArray();
        context.Line($"grid, the best learning rate with each weight decay: errors from {ofOneRate.Min():F3} to {ofOneRate.Max():F3}");
        var tested = anywhere.FitBest(train).EvaluateOnce(test);
        context.Line($"the best random trial, fitted on all rows: test error {tested.Metrics["RootMeanSquaredError"]:F3}");
        return Draw(grid, anywhere);

        void Show(string name, SearchResult result)
        {
            var rates = result.Trials.Select(trial => Value(trial, Rate)).Distinct().Count();
            var (error, rate) = (result.Best!.Score, Value(result.Best, Rate));
            context.Line(
                $"{name}, {result.Trials.Count} trials: {rates} learning rates, least root mean squared error {error:F3} with {rate:F3}");
        }
    }

    private static MlpTrainer Network(MLContext mlContext, Trial trial) => new(mlContext, new MlpTrainer.Options
    {
        LearningRate = trial.Get<float>(Rate),
        WeightDecay = trial.Get<float>(Decay),
        HiddenLayers = [16],
        NumericEncoding = NumericEncoding.Standardize,
        Members = 1,
        Dropout = 0,
        BatchSize = 32,
        NumberOfEpochs = 20,
    });

    private static double Value(TrialEvaluation trial, string option) => trial.Options.Get<double>(option);

    private static Picture Draw(SearchResult grid, SearchResult anywhere) => new(
        "Nine trials each",
        "Error on validation rows against the learning rate. The grid's nine trials lie at three learning rates, three on top of each "
        + "other; the random trials have nine, and the least error of all is one of theirs.",
        plot =>
        {
            foreach (var (name, result) in (ReadOnlySpan<(string, SearchResult)>)[("grid", grid), ("random", anywhere)])
            {
                double[] rates = [.. result.Trials.Select(trial => Math.Log10(Value(trial, Rate)))];
                double[] errors = [.. result.Trials.Select(trial => trial.Score)];
                plot.Add.ScatterPoints(rates, errors).LegendText = name;
            }

            double[] ticks = [-4, -3, -2, -1, 0];
            plot.Axes.Bottom.SetTicks(ticks, ["0.0001", "0.001", "0.01", "0.1", "1"]);
            plot.XLabel("learning rate");
            plot.YLabel("root mean squared error");
            plot.Axes.SetLimits(-4.2, 0.2, 0, 1.4);
            plot.ShowLegend();
        });
}
