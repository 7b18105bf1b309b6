using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Metrics;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Regularization;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Tests.Regularization;

/// <summary>Searches on small made-up tables, whose features are what a network reads: the encoding changes nothing.</summary>
internal static class Searches
{
    public const int Slots = 4;
    public const int Classes = 3;

    /// <summary>Three classes that overlap, so that training for long overfits.</summary>
    public static TrainingSet NoisyClasses(int rows = 45, bool isWeighted = false)
    {
        var random = new Random(1);
        var set = new TrainingSet(Slots);
        for (var row = 0; row < rows; row++)
        {
            var features = set.Add(target: row % Classes, isWeighted && row % 4 == 0 ? 2 : 1);
            foreach (ref var x in features)
                x = (float)((random.NextDouble() * 4) - 2);
            features[row % Classes] += 1;
        }

        set.ScaleWeights();
        return set;
    }

    /// <summary>A number that depends on two features, with noise.</summary>
    public static TrainingSet NoisyNumbers(int rows = 40)
    {
        var random = new Random(2);
        var set = new TrainingSet(Slots);
        for (var row = 0; row < rows; row++)
        {
            float[] x = [.. Enumerable.Range(0, Slots).Select(_ => (float)((random.NextDouble() * 4) - 2))];
            x.CopyTo(set.Add(target: (x[0] * x[1] / 2) + (float)(random.NextDouble() - 0.5)));
        }

        return set;
    }

    /// <summary>A search of a few epochs, which takes milliseconds.</summary>
    public static SearchTask Classification(
        TrainingSet rows, ITrainingMonitor? monitor = null, int epochs = 6, ValidationMetric metric = ValidationMetric.Loss) => Task(
        rows, Classes, new SoftmaxCrossEntropy(Classes), new Accuracy(Classes), target => (int)target, monitor, epochs, metric);

    /// <summary>The same for regression.</summary>
    public static SearchTask Regression(TrainingSet rows, ITrainingMonitor? monitor = null, int epochs = 6) =>
        Task(rows, outputs: 1, new SquaredError(), new RSquared(), strata: null, monitor, epochs, ValidationMetric.Loss);

    /// <summary>Searches on this thread, as a trainer does.</summary>
    public static SearchResult Run(SearchTask task, TrainingCheckpoint? checkpoint = null)
    {
        using var torch = SingleThreadedTorch.Enter();
        return RegularizationSearch.Run(task, checkpoint);
    }

    /// <summary>What a search ends with, as lines: equal lines mean equal networks and an equal history, to the bit.</summary>
    public static string[] Lines(SearchResult result) =>
    [
        .. Lines(result.Result.Members),
        $"{result.Result.End} {result.Result.ModelEpoch} {result.Chosen.WeightDecay} {result.Chosen.Dropout}",
        .. result.Levels.Select(level => level.ToString()),
        .. result.Result.Epochs.Select(epoch => $"{string.Join(' ', epoch.LayerGradientNorms)} {epoch with
        {
            Seconds = 0,
            LayerGradientNorms = null!,
        }}"),
    ];

    /// <summary>All weights and biases, a line a layer.</summary>
    public static string[] Lines(IEnumerable<IReadOnlyList<DenseLayer>> members) =>
        [.. members.SelectMany(layers => layers).Select(layer => $"{layer.Activation} {Bits.Of(layer.Weights)} | {Bits.Of(layer.Bias)}")];

    private static SearchTask Task(
        TrainingSet rows, int outputs, ILoss loss, IValidationMeasure measure, Func<float, int>? strata, ITrainingMonitor? monitor,
        int epochs, ValidationMetric metric)
    {
        var architecture = NetworkArchitecture.Mlp(Slots, [8], Activation.ReLU, dropout: 0, outputs);
        return new SearchTask
        {
            Levels = SearchLevel.All(architecture, weightDecay: null, keepsDropout: false),
            Settings = new TrainingSettings
            {
                LearningRate = 0.03f,
                BatchSize = 8,
                NumberOfEpochs = epochs,
                Seed = 1,
                WeightDecayForm = WeightDecayForm.Coupled,
                ValidationMetric = metric,
            },
            Loss = loss,
            Measure = measure,
            MetricWeights = [.. rows.Weights],
            Rows = rows,
            Encoding = InputEncoding.Identity(Slots),
            Data = new EncodedRows(rows),
            Strata = strata,
            Monitor = monitor ?? new Watcher(),
        };
    }
}
