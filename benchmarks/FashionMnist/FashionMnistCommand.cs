using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Samples.Mnist;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.FashionMnist;

/// <summary>Softmax regression, a perceptron with a hidden layer, and a deeper one, on images of clothes.</summary>
internal sealed class FashionMnistCommand : Command<FashionMnistSettings>
{
    private const int HeldOutRows = 10_000;

    private readonly MLContext _mlContext = new(seed: 1);

    public override int Execute(CommandContext context, FashionMnistSettings settings, CancellationToken cancellationToken)
    {
        var (train, test) = Load(settings);
        var table = new MarkdownTable("network", "epochs", "accuracy", "log-loss", "CPU s");
        foreach (var (name, trainer) in Trainers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var clock = new ProcessorClock();
            var model = trainer.Fit(train);
            var seconds = clock.Seconds;
            var metrics = _mlContext.MulticlassClassification.Evaluate(model.Transform(test));
            table.Add(
                $"{name}", $"{model.GetTrainingHistory().Epochs.Count}", $"{metrics.MicroAccuracy:F4}", $"{metrics.LogLoss:F4}",
                $"{seconds:F0}");
        }

        table.Write();
        return 0;
    }

    private IEnumerable<(string Name, IEstimator<ITransformer> Trainer)> Trainers() =>
    [
        ("softmax regression", new SoftmaxRegressionTrainer(_mlContext, new SoftmaxRegressionTrainer.Options
        {
            FeatureColumnName = nameof(Digit.Pixels),
            WeightDecay = 0.003f,
            Progress = new EpochLines("softmax regression"),
        })),
        ("784-256-10", new MlpTrainer(_mlContext, new MlpTrainer.Options
        {
            FeatureColumnName = nameof(Digit.Pixels),
            HiddenLayers = [256],
            Dropout = 0.3f,
            WeightDecay = 0.1f,
            WeightDecayForm = WeightDecayForm.Decoupled,
            Progress = new EpochLines("784-256-10"),
        }.Plain())),
        ("784-512-256-128-10", new MlpTrainer(_mlContext, new MlpTrainer.Options
        {
            FeatureColumnName = nameof(Digit.Pixels),
            HiddenLayers = [512, 256, 128],
            Dropout = 0.3f,
            WeightDecay = 0.2f,
            WeightDecayForm = WeightDecayForm.Decoupled,
            LabelSmoothing = 0.1f,
            Progress = new EpochLines("784-512-256-128-10"),
        }.Plain())),
    ];

    private (IDataView Train, IDataView Test) Load(FashionMnistSettings settings)
    {
        var train = _mlContext.Data.LoadFromEnumerable(Digit.Read(settings.Data, "train"));
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Digit.Value)).Fit(train);
        train = keys.Transform(train);
        if (!settings.HeldOut)
            return (train, keys.Transform(_mlContext.Data.LoadFromEnumerable(Digit.Read(settings.Data, "t10k"))));
        var kept = TableSet.Count(train) - HeldOutRows;
        return (_mlContext.Data.TakeRows(train, kept), _mlContext.Data.SkipRows(train, kept));
    }

    /// <summary>Shows a line an epoch.</summary>
    private sealed class EpochLines(string name) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Output.Line(
            $"{name}, epoch {value.Latest.Epoch} of {value.NumberOfEpochs}: loss {value.Latest.TrainingLoss:F4}");
    }
}
