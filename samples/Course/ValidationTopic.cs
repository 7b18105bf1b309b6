using System.Numerics;
using MathNet.Numerics.Distributions;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using MlNetDl.Trainers;

namespace MlNetDl.Samples.Course;

/// <summary>Why the score that chose a model is too good, and which one is not.</summary>
internal sealed class ValidationTopic : CourseTopic
{
    private const int TrainingRows = 200;
    private const int ValidationRows = 60;
    private const int ValidationSets = 200;
    private const int TestRows = 10_000;
    private const int Networks = 24;

    // The classes' means lie 2 standard deviations apart.
    private static readonly double _mostAccurate = Normal.CDF(0, 1, 1);

    public override string Name => "validation";

    public override string Title => "Validation set, test set, k-fold";

    public override string Summary => "The best of many validation scores flatters; the test score and the folds do not.";

    public override Picture Run(CourseContext context)
    {
        Guess(context);

        var mlContext = new MLContext(seed: 1);
        // Picked, so that one network alone is best on the validation rows, and clearly flattered.
        var random = new Random(8);
        var known = Draw(mlContext, random, TrainingRows + ValidationRows);
        var split = mlContext.Data.StratifiedTrainTestSplit(known, (double)ValidationRows / (TrainingRows + ValidationRows));
        var test = Draw(mlContext, random, TestRows);
        var more = Draw(mlContext, random, ValidationSets * ValidationRows);

        MlpTrainer[] trainers = [.. Enumerable.Range(0, Networks).Select(_ => Network(mlContext, random))];
        Candidate[] candidates =
        [
            .. trainers.AsParallel().AsOrdered().Select(trainer =>
            {
                var model = trainer.Fit(split.TrainSet);
                double[] others = [.. Hits(model, more).Chunk(ValidationRows).Select(hits => hits.Average())];
                return new Candidate(trainer, Hits(model, split.TestSet).Average(), Hits(model, test).Average(), others);
            }).OrderBy(candidate => candidate.Validation),
        ];

        var best = candidates[^1];
        context.Line($"{Networks} networks fitted on {TrainingRows} rows; no model can do better than {_mostAccurate:F3}");
        context.Line($"the best on {ValidationRows} validation rows: {best.Validation:F3}; on {TestRows:N0} test rows {best.Test:F3}");
        Candidate[] chosen = [.. Enumerable.Range(0, ValidationSets).Select(set => candidates.MaxBy(candidate => candidate.Others[set])!)];
        var scores = chosen.Select((one, set) => one.Others[set]);
        context.Line($"the best on each of {ValidationSets} such sets: {scores.Average():F3}; on the test rows {chosen.Average(one => one.Test):F3}");
        context.Line($"all networks on the test rows: {candidates.Average(one => one.Test):F3}");

        var folds = mlContext.Data.StratifiedCrossValidationSplit(known, numberOfFolds: 10);
        var accuracy = mlContext.BinaryClassification.CrossValidate(folds, best.Trainer).Summarize(folds, metrics => metrics.Accuracy);
        context.Line($"10 folds of {TrainingRows + ValidationRows} rows: {accuracy.Mean:F3}, 95 %: {accuracy.Lower:F3} to {accuracy.Upper:F3}");
        foreach (var rows in (int[])[ValidationRows, TrainingRows + ValidationRows, TestRows])
            context.Line($"standard error of an accuracy of 0.8 on {rows:N0} rows: {Math.Sqrt(0.8 * 0.2 / rows):F3}");

        return Show(candidates);
    }

    private static void Guess(CourseContext context)
    {
        const int Repeats = 1000;
        foreach (var models in (int[])[1, 10, 100, 1000])
        {
            var random = new Random(models);
            var best = Enumerable.Range(0, Repeats).Average(_ => Enumerable.Range(0, models).Max(_ => LuckyHits(random)) / 100.0);
            context.Line($"the best of {models} that guess, on 100 validation rows: {best:F3}, expected {ExpectedBest(models):F3}");
        }
    }

    // Each of the hundred rows is guessed right or wrong by a bit.
    private static int LuckyHits(Random random)
        => BitOperations.PopCount((ulong)random.NextInt64(1L << 50)) + BitOperations.PopCount((ulong)random.NextInt64(1L << 50));

    // The mean of a whole number is the sum of the probabilities that it is above 0, above 1, and so on.
    private static double ExpectedBest(int models)
    {
        var one = new Binomial(0.5, 100);
        return Enumerable.Range(0, 100).Sum(hits => 1 - Math.Pow(one.CumulativeDistribution(hits), models)) / 100;
    }

    private static IEnumerable<double> Hits(ITransformer model, IDataView data)
    {
        var scored = model.Transform(data);
        return scored.GetColumn<bool>("Label")
            .Zip(scored.GetColumn<bool>("PredictedLabel"), (label, predicted) => label == predicted ? 1.0 : 0);
    }

    private static MlpTrainer Network(MLContext mlContext, Random random) => new(mlContext, new MlpTrainer.Options
    {
        HiddenLayers = [random.Next(2, 33)],
        LearningRate = (float)Math.Pow(10, -4 + (2.5 * random.NextDouble())),
        Dropout = (float)(0.5 * random.NextDouble()),
        AutoRegularization = AutoRegularization.Off,
        BatchSize = 20,
        NumberOfEpochs = 20,
        Seed = random.Next(),
    });

    // Of ten features two tell the classes apart, each by the root of 2.
    private static IDataView Draw(MLContext mlContext, Random random, int rows)
        => CourseTable.Of(mlContext, Array.ConvertAll(NormalRows.Draw(random, rows, features: 10), row =>
        {
            var label = random.Next(2) == 1;
            row[0] += label ? MathF.Sqrt(2) : 0;
            row[1] += label ? MathF.Sqrt(2) : 0;
            return (row, label);
        }));

    private static Picture Show(Candidate[] candidates) => new(
        "Chosen by 60 rows, tested on 10,000",
        "Accuracy of 24 networks in the order of their validation score. The validation scores rise above the line that no model can "
        + "pass; the test scores of the same networks stay below it.",
        plot =>
        {
            double[] x = [.. Enumerable.Range(1, candidates.Length).Select(place => (double)place)];
            plot.Add.ScatterPoints(x, [.. candidates.Select(candidate => candidate.Validation)]).LegendText = "60 validation rows";
            plot.Add.ScatterPoints(x, [.. candidates.Select(candidate => candidate.Test)]).LegendText = "10,000 test rows";
            plot.Add.HorizontalLine(_mostAccurate).LegendText = "no model does better";
            plot.XLabel("networks, by validation score");
            plot.YLabel("accuracy");
            plot.Axes.SetLimits(0, candidates.Length + 1, 0.6, 1);
            plot.ShowLegend();
        });

    /// <summary>A network and its accuracies; <paramref name="Others"/> are those on further validation sets.</summary>
    private sealed record Candidate(MlpTrainer Trainer, double Validation, double Test, double[] Others);
}
