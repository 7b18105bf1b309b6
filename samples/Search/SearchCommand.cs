using Microsoft.ML;
using MlNetDl.ModelSelection;
using MlNetDl.Reports;
using MlNetDl.Samples.Census;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Samples.Search;

/// <summary>The options of the census network, chosen by random search with successive halving.</summary>
internal sealed class SearchCommand : Command<SearchSettings>
{
    public override int Execute(CommandContext context, SearchSettings settings, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext(seed: 1);
        var (all, test) = settings.Load(mlContext, CensusColumns.All);
        var train = mlContext.Data.Cache(all);

        var space = new SearchSpace()
            .LogUniform("LearningRate", 3e-4, 3e-2)
            .LogUniform("WeightDecay", 1e-4, 1)
            .Uniform("Dropout", 0, 0.4)
            .Choice("Width", 32, 64, 128);
        var study = mlContext.BinaryClassification.CreateStudy(
            "census", space,
            (own, trial) => own.Transforms.TabularFeatures("Features", train.Schema, CensusColumns.Label).Append(new MlpTrainer(own, new()
            {
                LabelColumnName = CensusColumns.Label,
                LearningRate = trial.Get<float>("LearningRate"),
                WeightDecay = trial.Get<float>("WeightDecay"),
                Dropout = trial.Get<float>("Dropout"),
                HiddenLayers = [trial.Get<int>("Width")],
                Members = 1,
                NumberOfEpochs = trial.Epochs,
            })),
            () => [mlContext.Data.StratifiedTrainTestSplit(train, labelColumnName: CensusColumns.Label, testFraction: 0.2)],
            CensusColumns.Label);

        var result = TrialTable.Show(progress => study.RandomSearch(
            settings.Trials,
            new SearchOptions { Path = settings.Study, Halving = new SuccessiveHalving { Maximum = settings.Epochs } },
            progress, cancellationToken));
        if (result.Best is null)
        {
            Output.Line($"no trial has ended");
            return 1;
        }

        Output.Line($"best: trial {result.Best.Trial}, {result.Best.Options}");
        Output.Line($"validation log-loss {result.Best.Score * Math.Log(2):F4}");
        if (result.WasCancelled)
            return 1;

        // In nats, as others report it; ML.NET's is in bits.
        var best = result.FitBest(train);
        var evaluation = best.EvaluateOnce(test);
        Output.Line($"test log-loss {evaluation.Metrics["LogLoss"] * Math.Log(2):F4}");
        Output.Line($"test accuracy {evaluation.Metrics["Accuracy"]:F4}");
        settings.SaveReport(mlContext, best.Model, test, new ReportOptions
        {
            Title = "Census: the best of a random search",
            LabelColumnName = CensusColumns.Label,
            TrainingSet = train,
        });
        return 0;
    }
}
