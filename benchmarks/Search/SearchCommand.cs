using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.ModelSelection;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Search;

/// <summary>
/// On adult: successive halving, random search of as many epochs, and the default options. Each seed has a validation set and trials of
/// its own; what is chosen is fitted on all training rows and meets the test rows once.
/// </summary>
internal sealed class SearchCommand : Command<SearchSettings>
{
    private static readonly TableSet _set = TableSet.Adult;

    public override int Execute(CommandContext context, SearchSettings settings, CancellationToken cancellationToken)
    {
        var runs = new List<Run>();
        for (var seed = 1; seed <= settings.Seeds; seed++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var run = Of(seed, settings, cancellationToken);
            runs.Add(run);
            Output.Line(
                $"seed {seed}: halving {run.Halving.Test:F4} {run.Halving.Options}, random {run.Random.Test:F4} {run.Random.Options}, defaults {run.Defaults:F4}");
        }

        var table = new MarkdownTable("on adult", "trials", "epochs", "validation log-loss", "sd", "test log-loss", "sd");
        Add(table, "successive halving", [.. runs.Select(run => run.Halving)]);
        Add(table, "random search", [.. runs.Select(run => run.Random)]);
        var defaults = new Sample(runs.Select(run => run.Defaults));
        table.Add($"default options", $"", $"", $"", $"", $"{defaults.Mean:F4}", $"{defaults.Deviation:F4}");
        table.Write();

        var differences = new MarkdownTable("test log-loss, seed by seed", "mean difference", "standard error");
        Compare("halving - random search", run => run.Halving.Test - run.Random.Test);
        Compare("halving - default options", run => run.Halving.Test - run.Defaults);
        Compare("random search - default options", run => run.Random.Test - run.Defaults);
        differences.Write();
        Output.Line($"{settings.Trials} trials in full would be {settings.Trials * settings.Epochs} epochs");
        return 0;

        void Compare(string name, Func<Run, double> difference)
        {
            var sample = new Sample(runs.Select(difference));
            differences.Add($"{name}", $"{sample.Mean:F5}", $"{sample.StandardError:F5}");
        }
    }

    private static Run Of(int seed, SearchSettings settings, CancellationToken cancellation)
    {
        var mlContext = new MLContext(seed);
        var views = _set.Prepare(
            mlContext, _set.Read(mlContext, settings.Data, "train.csv"), _set.Read(mlContext, settings.Data, "test.csv"));
        var (train, test) = (views[0], views[1]);
        var study = mlContext.BinaryClassification.CreateStudy(
            "adult", Space(), (own, trial) => new MlpTrainer(own, OptionsOf(trial)),
            () => [mlContext.Data.StratifiedTrainTestSplit(train, 0.2, _set.Label, seed)], _set.Label);

        var halving = Chosen(settings.Trials, new SuccessiveHalving { Maximum = settings.Epochs });
        // The same trials, as far as the epochs go.
        var random = Chosen(halving.Epochs / settings.Epochs, halving: null);
        var defaults = new MlpTrainer(new MLContext(seed), new MlpTrainer.Options { LabelColumnName = _set.Label }).Fit(train);
        return new(halving, random, _set.Evaluate(mlContext, defaults, test).Loss);

        Chosen Chosen(int trials, SuccessiveHalving? halving)
        {
            // Without halving a trial takes its epochs from one round of all of them.
            var result = study.RandomSearch(trials, new SearchOptions
            {
                Seed = seed,
                Halving = halving ?? new SuccessiveHalving { Maximum = settings.Epochs, Minimum = settings.Epochs },
            }, cancellationToken: cancellation);
            var best = result.FitBest(train);
            return new(
                trials, result.Evaluations.Sum(evaluation => evaluation.Budget!.Amount), $"({best.Trial.Options})",
                best.Trial.Score * Math.Log(2), best.EvaluateOnce(test).Metrics["LogLoss"] * Math.Log(2));
        }
    }

    /// <summary>Around what the default options choose: a learning rate of 0.01, a weight decay of 0.001, layers of 64 and 32 units.</summary>
    private static SearchSpace Space() => new SearchSpace()
        .LogUniform(nameof(MlpTrainer.Options.LearningRate), 0.003, 0.03)
        .LogUniform(nameof(MlpTrainer.Options.WeightDecay), 0.0001, 0.01)
        .Uniform(nameof(MlpTrainer.Options.Dropout), 0, 0.3)
        .Choice("Width", 32, 64, 128, 256);

    private static MlpTrainer.Options OptionsOf(Trial trial) => new()
    {
        LabelColumnName = _set.Label,
        LearningRate = trial.Get<float>(nameof(MlpTrainer.Options.LearningRate)),
        WeightDecay = trial.Get<float>(nameof(MlpTrainer.Options.WeightDecay)),
        Dropout = trial.Get<float>(nameof(MlpTrainer.Options.Dropout)),
        HiddenLayers = [trial.Get<int>("Width"), trial.Get<int>("Width") / 2],
        NumberOfEpochs = trial.Epochs,
    };

    private static void Add(MarkdownTable table, string name, Chosen[] chosen)
    {
        var validation = new Sample(chosen.Select(run => run.Validation));
        var test = new Sample(chosen.Select(run => run.Test));
        table.Add(
            $"{name}", $"{chosen[0].Trials}", $"{chosen[0].Epochs}", $"{validation.Mean:F4}", $"{validation.Deviation:F4}",
            $"{test.Mean:F4}", $"{test.Deviation:F4}");
    }

    /// <summary>What a search chose; losses in nats.</summary>
    private sealed record Chosen(int Trials, int Epochs, string Options, double Validation, double Test);

    private sealed record Run(Chosen Halving, Chosen Random, double Defaults);
}
