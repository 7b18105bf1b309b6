using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Accuracy.Recipe;

/// <summary>The default fit on adult against the same recipe in plain TorchSharp, and against LightGbm, by turns.</summary>
internal sealed class RecipeCommand : Command<RecipeSettings>
{
    private static readonly TableSet _set = TableSet.Adult;

    private readonly MLContext _mlContext = new(seed: 1);

    public override int Execute(CommandContext context, RecipeSettings settings, CancellationToken cancellationToken)
    {
        TorchRuntime.Initialize();
        MachineState.Write();
        var (train, test) = settings.HeldOut ? HeldOut.Prepare(_mlContext, _set, settings.Data) : TestRows(settings.Data);
        var rows = TableRows.Read(test, _set.Label);
        using var plain = new PlainRecipe(TableRows.Read(train, _set.Label));
        var lightGbm = Contender.All(_set).First(contender => contender.Name == Contender.LightGbm);

        var (ours, plains, trees) = (new Laps(), new Laps(), new Laps());
        var losses = new MarkdownTable(
            "seed", "ours, s", "plain, s", "LightGbm, s", "our log-loss", "accuracy", "plain log-loss", "of averaged probabilities",
            "accuracy", "LightGbm log-loss", "accuracy");
        for (var seed = 1; seed <= settings.Rounds; seed++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Output.Line($"seed {seed}");
            var trainer = new MlpTrainer(_mlContext, new MlpTrainer.Options { LabelColumnName = _set.Label, Seed = seed });
            var our = Measure(ours, trainer, train, test);
            PlainMembers? model = null;
            plains.Time(() => model = plain.Train(seed));
            var (ofProbabilities, ofLogits, accuracy) = plain.Evaluate(model!, rows);
            model!.Dispose();
            var tree = Measure(trees, lightGbm.Create(new MLContext(seed)), train, test);
            losses.Add(
                $"{seed}", $"{ours.Last:F2}", $"{plains.Last:F2}", $"{trees.Last:F2}", $"{our.Loss:F4}", $"{our.Metric:F4}",
                $"{ofLogits:F4}", $"{ofProbabilities:F4}", $"{accuracy:F4}", $"{tree.Loss:F4}", $"{tree.Metric:F4}");
        }

        losses.Write();
        var ratios = new MarkdownTable("seconds of training", "ours", "plain", "LightGbm", "plain / ours", "ours / LightGbm");
        Add("median", laps => laps.Median);
        Add("minimum", laps => laps.Minimum);
        ratios.Write();
        MachineState.Write();
        return 0;

        void Add(string of, Func<Laps, double> seconds) => ratios.Add(
            $"{of}", $"{seconds(ours):F2}", $"{seconds(plains):F2}", $"{seconds(trees):F2}", $"{seconds(plains) / seconds(ours):F2}",
            $"{seconds(ours) / seconds(trees):F2}");
    }

    private (double Loss, double Metric) Measure(Laps laps, IEstimator<ITransformer> trainer, IDataView train, IDataView test)
    {
        ITransformer? model = null;
        laps.Time(() => model = trainer.Fit(train));
        return _set.Evaluate(_mlContext, model!, test);
    }

    private (IDataView Train, IDataView Test) TestRows(string data)
    {
        var views = _set.Prepare(_mlContext, _set.Read(_mlContext, data, "train.csv"), _set.Read(_mlContext, data, "test.csv"));
        return (views[0], views[1]);
    }
}
