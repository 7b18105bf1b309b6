using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.OneHot;

/// <summary>
/// What a model gains on adult by our encoding of the text columns, against the same model on ML.NET's: 5-fold cross-validation.
/// </summary>
internal sealed class OneHotEffectCommand : Command<SeedSettings>
{
    private const int Folds = 5;
    private const int Seeds = 3;

    private static readonly TableSet _set = TableSet.Adult;

    private readonly MLContext _mlContext = new(seed: 1);

    public override int Execute(CommandContext context, SeedSettings settings, CancellationToken cancellationToken)
    {
        var models = Models(settings.Seeds ?? Seeds);
        var (ours, mlNets) = (new List<Scores[]>(), new List<Scores[]>());
        var rows = _set.Read(_mlContext, settings.Data, "train.csv");
        string[] numbers = [.. rows.Schema.Where(column => column.Type == NumberDataViewType.Single).Select(column => column.Name)];
        foreach (var fold in _mlContext.Data.CrossValidationSplit(rows, Folds, seed: 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Output.Line($"fold {ours.Count + 1}");
            ours.Add(Measure(fold, Encoders.Ours));
            mlNets.Add(Measure(fold, Encoders.MlNets));
        }

        var table = new MarkdownTable(
            "model", "", "ours, mean", "sd", "ML.NET, mean", "sd", "ours - ML.NET", "standard error");
        for (var i = 0; i < models.Length; i++)
        {
            var model = i;
            Add(models[i].Name, "accuracy", scores => scores[model].Accuracy);
            Add(models[i].Name, "log-loss", scores => scores[model].LogLoss);
        }

        table.Write();
        return 0;

        Scores[] Measure(
            DataOperationsCatalog.TrainTestData fold, Func<MLContext, InputOutputColumnPair[], IEstimator<ITransformer>> encoder)
        {
            var (train, test) = Prepare(fold, numbers, encoder);
            return [.. models.Select(model => Scores.Mean(
                model.Trainers.Select(trainer => _set.Evaluate(_mlContext, trainer.Fit(train), test))))];
        }

        void Add(string model, string metric, Func<Scores[], double> value)
        {
            var (our, mlNet) = (new Sample(ours.Select(value)), new Sample(mlNets.Select(value)));
            var difference = new Sample(ours.Zip(mlNets, (a, b) => value(a) - value(b)));
            table.Add(
                $"{model}", $"{metric}", $"{our.Mean:F4}", $"{our.Deviation:F4}", $"{mlNet.Mean:F4}", $"{mlNet.Deviation:F4}",
                $"{difference.Mean:F5}", $"{difference.StandardError:F5}");
        }
    }

    /// <summary>The models, each as often as it is trained: a network with several seeds.</summary>
    private (string Name, IEstimator<ITransformer>[] Trainers)[] Models(int seeds) =>
    [
        ("MlpTrainer", [.. Enumerable.Range(1, seeds)
            .Select(seed => new MlpTrainer(_mlContext, new MlpTrainer.Options { LabelColumnName = _set.Label, Seed = seed }.Plain()))]),
        ("LbfgsLogisticRegression", [_mlContext.Transforms.NormalizeMeanVariance(TableSet.Features, fixZero: false)
            .Append(_mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(_set.Label))]),
    ];

    /// <summary>The features of both parts of a fold, as learned from its training rows.</summary>
    private (IDataView Train, IDataView Test) Prepare(
        DataOperationsCatalog.TrainTestData fold, string[] numbers,
        Func<MLContext, InputOutputColumnPair[], IEstimator<ITransformer>> encoder)
    {
        var model = encoder(_mlContext, [.. _set.Texts.Select(name => new InputOutputColumnPair(name))])
            .Append(_mlContext.Transforms.Concatenate(TableSet.Features, [.. numbers, .. _set.Texts]))
            .Append(_mlContext.Transforms.SelectColumns(TableSet.Features, _set.Label))
            .Fit(fold.TrainSet);
        return (_mlContext.Data.Cache(model.Transform(fold.TrainSet)), _mlContext.Data.Cache(model.Transform(fold.TestSet)));
    }

    private readonly record struct Scores(double LogLoss, double Accuracy)
    {
        public static Scores Mean(IEnumerable<(double Loss, double Metric)> runs)
        {
            var all = runs.ToArray();
            return new Scores(all.Average(run => run.Loss), all.Average(run => run.Metric));
        }
    }
}
