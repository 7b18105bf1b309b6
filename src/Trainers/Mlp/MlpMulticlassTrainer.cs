using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Tasks;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers;

/// <summary>
/// Trains a multi-layer perceptron for multiclass classification: the label is a key, the score a vector of probabilities.
/// </summary>
public sealed class MlpMulticlassTrainer : NetworkTrainer<MulticlassNetworkTransformer, MulticlassNetworkModelParameters>
{
    private readonly IHostEnvironment _env;
    private readonly MlpTrainer.Options _options;

    /// <summary>Makes a trainer.</summary>
    /// <param name="env">The <see cref="MLContext"/>.</param>
    /// <param name="options">The options; the defaults, if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">Options are out of range.</exception>
    public MlpMulticlassTrainer(IHostEnvironment env, MlpTrainer.Options? options = null)
        : this(
            InternalsGuard.Check(env),
            (options ?? new MlpTrainer.Options()).CheckAndCopy(nameof(MlpMulticlassTrainer)),
            nameof(MlpMulticlassTrainer))
    {
    }

    internal MlpMulticlassTrainer(IHostEnvironment env, MlpTrainer.Options options, string name)
        : base(env, name, options.FeatureColumnName, MulticlassTask.Label(options.LabelColumnName))
    {
        _env = env;
        _options = options;
    }

    /// <inheritdoc/>
    protected override PredictionKind PredictionKind => PredictionKind.MulticlassClassification;

    private protected override string LabelRequirement => MulticlassTask.LabelRequirement;

    /// <inheritdoc/>
    protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema) =>
        MulticlassTask.OutputColumns(inputSchema, LabelColumn.Name);

    /// <inheritdoc/>
    protected override MulticlassNetworkModelParameters TrainModelCore(TrainContext trainContext)
    {
        // Before the rows are read: without libtorch it would be in vain.
        TorchRuntime.Initialize();
        using var channel = Host.Start("Training");
        var rows = trainContext.TrainingSet;
        var data = TrainingSetReader.Read(rows, Host, channel);
        var classes = MulticlassTask.CountClasses(rows.Schema.Label!.Value, data, Host);
        var encoding = InputEncodingFitter.Fit(data);
        InputEncodingFitter.Apply(encoding, data);

        var architecture = NetworkArchitecture.Mlp(
            data.Slots, _options.HiddenLayers, _options.Activation, _options.Dropout, classes);
        var settings = new TrainingSettings(
            _options.LearningRate,
            _options.WeightDecay,
            _options.ResolveBatchSize(data.Rows),
            _options.ResolveNumberOfEpochs(data.Rows),
            TrainingSeed.Resolve(_options.Seed, _env));
        var monitor = new HostMonitor(Host, channel, _options.Progress);
        monitor.Started(architecture, settings, data.Rows);
        var layers = new NetworkTraining(architecture, settings, new SoftmaxCrossEntropy(classes), monitor).Run(data);
        return new MulticlassNetworkModelParameters(Host, new FittedNetwork(encoding, layers));
    }

    /// <inheritdoc/>
    protected override MulticlassNetworkTransformer MakeTransformer(MulticlassNetworkModelParameters model, DataViewSchema trainSchema) =>
        new(Host, model, trainSchema, FeatureColumn.Name, LabelColumn.Name);
}
