using System.Reflection;
using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Tests.Options;

/// <summary>One small fit of one trainer: its options and rows, and what came of it.</summary>
internal sealed class OptionFit : IDisposable, IProgress<TrainingProgress>
{
    private readonly MLContext _mlContext = new();
    private readonly TempFolder _folder = new();

    public OptionFit(string trainer)
    {
        Trainer = trainer;
        Options = OptionTrainers.Defaults(trainer);
        (Options.LabelColumnName, Options.Seed, Options.BatchSize, Options.NumberOfEpochs) = (Label, 1, 16, 5);
        if (Options is MlpTrainer.Options mlp)
            (mlp.HiddenLayers, mlp.AutoRegularization) = ([4], AutoRegularization.Off);
    }

    public string Trainer { get; }

    /// <summary>The options, which may be changed until the fit.</summary>
    public NetworkTrainerOptions Options { get; }

    /// <summary>The options, of a perceptron.</summary>
    public MlpTrainer.Options Mlp => (MlpTrainer.Options)Options;

    /// <summary>The rows to validate on, if any.</summary>
    public OptionRow[]? Validation { get; set; }

    /// <summary>Whether the fit is cancelled in its second epoch.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>A file in a folder that is empty before the fit.</summary>
    public string File => _folder.File("state");

    /// <summary>The label column of the trainer's task.</summary>
    public string Label => LabelOf(Trainer);

    /// <summary>A class that has fewer rows than another.</summary>
    public string RareClass => Trainer == nameof(MlpBinaryTrainer) ? "true" : "cat";

    /// <summary>What was fitted; null if the fit was cancelled and gave nothing.</summary>
    public ITransformer? Model { get; private set; }

    /// <summary>How often <see cref="Options"/> had this fit told of its progress.</summary>
    public int Reports { get; private set; }

    /// <summary>For each such report, whether <see cref="File"/> was there.</summary>
    public List<bool> FileSeen { get; } = [];

    /// <summary>The course of the training.</summary>
    public TrainingHistory History => Network.History;

    private INetworkModel Network => FittedNetworks.Last(Model!, nameof(Model)).Model;

    /// <summary>The bits of the network's weights and biases; not what its activations are called, nor how it encodes features.</summary>
    public string Weights() =>
        string.Join('\n', Network.Network.Members.SelectMany(member => member)
            .Select(layer => $"{Bits.Of(layer.Weights)} | {Bits.Of(layer.Bias)}"));

    /// <summary>The label column of a trainer's task.</summary>
    public static string LabelOf(string trainer) => trainer switch
    {
        nameof(MlpBinaryTrainer) => nameof(OptionRow.Flag),
        nameof(MlpRegressionTrainer) or nameof(LinearRegressionTrainer) => nameof(OptionRow.Number),
        _ => nameof(OptionRow.Class),
    };

    public OptionFit Run()
    {
        var training = OptionRow.Load(_mlContext, OptionRow.Training);
        var validation = Validation is null ? null : OptionRow.Load(_mlContext, Validation);
        try
        {
            Model = OptionTrainers.Make(Trainer, _mlContext, Options) switch
            {
                MlpMulticlassTrainer multiclass => Fit(multiclass),
                MlpBinaryTrainer binary => Fit(binary),
                MlpRegressionTrainer regression => Fit(regression),
                SoftmaxRegressionTrainer softmax => Fit(softmax),
                var linear => Fit((LinearRegressionTrainer)linear),
            };
        }
        catch (OperationCanceledException) when (IsCancelled)
        {
        }

        return this;

        TTransformer Fit<TTransformer, TModel>(NetworkTrainer<TTransformer, TModel> trainer)
            where TTransformer : ISingleFeaturePredictionTransformer<TModel>
            where TModel : class =>
            validation is null ? trainer.Fit(training) : trainer.Fit(training, validation);
    }

    public void Report(TrainingProgress value)
    {
        Reports++;
        FileSeen.Add(System.IO.File.Exists(File));
        if (IsCancelled && value.Latest.Epoch == 2)
            Cancel();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>ML.NET keeps the method internal.</summary>
    private void Cancel() =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(_mlContext, null);
}
