using Microsoft.ML;
using MlNetDl.Benchmarks.Tables;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.Regularization;

/// <summary>
/// Over- and underfitting: a network on adult's first 500 training rows and on all, without weight decay and dropout, with either
/// and with both, as the next 1,000 training rows chose them for 500.
/// </summary>
internal sealed class RegularizationCommand : Command<SeedSettings>
{
    private const int FewRows = 500;
    private const int ChoiceRows = 1000;
    private const int ChoiceSeeds = 3;
    private const int Seeds = 10;
    private const int Epochs = 60;

    private static readonly TableSet _set = TableSet.Adult;
    private static readonly int[] _shownEpochs = [1, 2, 5, 10, 20, Epochs];

    private readonly MLContext _mlContext = new(seed: 1);

    public override int Execute(CommandContext context, SeedSettings settings, CancellationToken cancellationToken)
    {
        var seeds = settings.Seeds ?? Seeds;
        var train = _set.Read(_mlContext, settings.Data, "train.csv");
        var test = _set.Read(_mlContext, settings.Data, "test.csv");
        var few = _mlContext.Data.TakeRows(train, FewRows);
        var next = _mlContext.Data.TakeRows(_mlContext.Data.SkipRows(train, FewRows), ChoiceRows);

        var chosen = Choose(_set.Prepare(_mlContext, few, next), cancellationToken);
        var gains = new MarkdownTable("training rows", "penalty", "test loss", "without", "gain", "standard error", "ratio");
        foreach (var rows in new[] { few, train })
        {
            var views = _set.Prepare(_mlContext, rows, test);
            var count = TableSet.Count(views[0]);
            var table = new MarkdownTable(
                $"{count} rows", "epoch", "training loss", "test loss", "training error", "test error");
            var without = AddCourses(table, views, Penalty.None, seeds, cancellationToken);
            foreach (var penalty in chosen)
            {
                var with = AddCourses(table, views, penalty, seeds, cancellationToken);
                var gain = new Sample(without.Zip(with, (a, b) => a - b));
                gains.Add(
                    $"{count:N0}", $"{penalty}", $"{with.Average():F4}", $"{without.Average():F4}", $"{gain.Mean:F4}",
                    $"{gain.StandardError:F4}", $"{gain.Mean / gain.StandardError:F1}");
            }

            table.Write();
        }

        gains.Write();
        return 0;
    }

    /// <summary>
    /// Of weight decay alone, dropout alone and both, each the one of least loss after the last epoch, on rows that are neither
    /// trained on nor test rows.
    /// </summary>
    private Penalty[] Choose(IDataView[] views, CancellationToken cancellationToken)
    {
        var table = new MarkdownTable("weight decay", "dropout", "loss", "sd");
        var losses = new Dictionary<Penalty, double>();
        foreach (var penalty in Penalty.Grid)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var loss = new Sample(Enumerable.Range(1, ChoiceSeeds)
                .Select(seed => Course.Measure(_mlContext, views[0], views[1], penalty.Options(_set.Label, Epochs, seed)).Loss[^1]));
            losses[penalty] = loss.Mean;
            table.Add($"{penalty.WeightDecay}", $"{penalty.Dropout}", $"{loss.Mean:F4}", $"{loss.Deviation:F4}");
        }

        table.Write();
        return
        [
            Best(penalty => penalty is { WeightDecay: > 0, Dropout: 0 }),
            Best(penalty => penalty is { WeightDecay: 0, Dropout: > 0 }),
            Best(penalty => penalty is { WeightDecay: > 0, Dropout: > 0 }),
        ];

        Penalty Best(Func<Penalty, bool> isOfKind) => losses.Where(pair => isOfKind(pair.Key)).MinBy(pair => pair.Value).Key;
    }

    /// <summary>Adds rows of the means over the seeds to the table.</summary>
    /// <returns>Each seed's test loss after the last epoch.</returns>
    private double[] AddCourses(MarkdownTable table, IDataView[] views, Penalty penalty, int seeds, CancellationToken cancellationToken)
    {
        var (training, test) = (new List<Course>(), new List<Course>());
        for (var seed = 1; seed <= seeds; seed++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Output.Line($"{penalty}, seed {seed}");
            var options = penalty.Options(_set.Label, Epochs, seed);

            // The same training twice, watched on other rows: nothing else is different.
            training.Add(Course.Measure(_mlContext, views[0], views[0], options));
            test.Add(Course.Measure(_mlContext, views[0], views[1], options));
        }

        foreach (var epoch in _shownEpochs)
        {
            table.Add(
                $"{penalty}", $"{epoch}",
                $"{training.Average(course => course.Loss[epoch - 1]):F4}",
                $"{test.Average(course => course.Loss[epoch - 1]):F4}",
                $"{1 - training.Average(course => course.Accuracy[epoch - 1]):F4}",
                $"{1 - test.Average(course => course.Accuracy[epoch - 1]):F4}");
        }

        return [.. test.Select(course => course.Loss[^1])];
    }
}
