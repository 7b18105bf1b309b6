using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Regularization;
using Xunit;

namespace MlNetDl.Tests.Regularization;

public class RegularizationSearchTests
{
    public static TheoryData<string> Tables => ["classes", "weighted classes", "numbers", "few epochs a round"];

    [Theory]
    [MemberData(nameof(Tables))]
    public void It_chooses_the_level_and_the_epoch_that_brute_force_finds_and_averages_its_networks(string table)
    {
        var task = Table(table);
        var result = Searches.Run(task);

        var (best, bestLevel, bestEpoch) = (double.PositiveInfinity, 0, 0);
        var round = Math.Max(1, task.Settings.NumberOfEpochs / 50);
        for (var l = 0; l < task.Levels.Count; l++)
        {
            var (lowest, at) = (double.PositiveInfinity, 0);
            for (var epoch = round; epoch <= task.Settings.NumberOfEpochs; epoch += round)
            {
                var loss = BruteForce.OutOfFold(task, BruteForce.Networks(task, task.Levels[l], epoch)).Loss;
                if (loss < lowest)
                    (lowest, at) = (loss, epoch);
            }

            Assert.Equal(lowest, result.Levels[l].OutOfFoldLoss, 1e-5);
            Assert.Equal(at, result.Levels[l].Epoch);
            if (lowest < best)
                (best, bestLevel, bestEpoch) = (lowest, l, at);
        }

        Assert.Equal(bestLevel, result.Levels.ToList().FindIndex(level => level.IsChosen));
        Assert.Single(result.Levels, level => level.IsChosen);
        Assert.Same(task.Levels[bestLevel], result.Chosen);
        Assert.Equal((bestEpoch, TrainingEnd.Completed), (result.Result.ModelEpoch, result.Result.End));
        Assert.Equal(8, result.Result.Members.Count);
        Assert.Equal(
            Searches.Lines(BruteForce.Networks(task, task.Levels[bestLevel], bestEpoch)), Searches.Lines(result.Result.Members));
    }

    [Fact]
    public void By_another_metric_the_choice_goes_as_early_stopping_does()
    {
        var task = Searches.Classification(Searches.NoisyClasses(), metric: ValidationMetric.Accuracy);
        var result = Searches.Run(task);

        var (best, choice) = (0.0, (Level: 0, Epoch: 0));
        for (var l = 0; l < task.Levels.Count; l++)
        {
            for (var epoch = 1; epoch <= task.Settings.NumberOfEpochs; epoch++)
            {
                var accuracy = BruteForce.OutOfFold(task, BruteForce.Networks(task, task.Levels[l], epoch)).Accuracy;
                if (accuracy > best + 1e-9)
                    (best, choice) = (accuracy, (l, epoch));
            }
        }

        Assert.Equal(choice, (task.Levels.ToList().IndexOf(result.Chosen), result.Result.ModelEpoch));
        Assert.Equal(best, result.Result.Epochs[choice.Epoch - 1].ValidationMetric!.Value, 1e-6);
    }

    [Fact]
    public void A_metric_that_the_labels_do_not_determine_is_refused()
    {
        var rows = Searches.NoisyNumbers();
        rows.MapTargets(_ => 1);
        var task = Searches.Regression(rows);

        var error = Assert.Throws<InvalidOperationException>(
            () => Searches.Run(task with { Settings = task.Settings with { ValidationMetric = ValidationMetric.RSquared } }));

        Assert.Equal(
            "ValidationMetric is RSquared, which the 40 training rows that are scored do not determine, for their labels are all alike. "
            + "Set ValidationMetric to Loss.",
            error.Message);
        Assert.Equal(8, Searches.Run(task).Result.Members.Count);
    }

    [Fact]
    public void However_many_threads_share_the_folds_the_bits_are_the_same()
    {
        var task = Searches.Classification(Searches.NoisyClasses(), epochs: 20);

        Assert.Equal(Searches.Lines(Searches.Run(task with { MostThreads = 1 })), Searches.Lines(Searches.Run(task with { MostThreads = 2 })));
    }

    [Fact]
    public void Another_seed_gives_other_networks()
    {
        var task = Searches.Classification(Searches.NoisyClasses());

        Assert.NotEqual(
            Searches.Lines(Searches.Run(task).Result.Members),
            Searches.Lines(Searches.Run(task with { Settings = task.Settings with { Seed = 2 } }).Result.Members));
    }

    [Fact]
    public void The_networks_begin_each_in_its_own_way_and_at_every_level_in_the_same()
    {
        var task = Searches.Classification(Searches.NoisyClasses(), epochs: 1);
        // Steps that lead next to nowhere: the weights of the first layer stay as they are.
        task = task with { Settings = task.Settings with { LearningRate = 1e-30f } };

        var networks = FirstLayers(task.Levels[0]);

        Assert.Equal(8, networks.Distinct().Count());
        Assert.Equal(networks, FirstLayers(task.Levels[^1]));

        string[] FirstLayers(SearchLevel level) =>
            [.. Searches.Run(task with { Levels = [level] }).Result.Members.Select(layers => Bits.Of(layers[0].Weights))];
    }

    [Fact]
    public void Validation_values_are_in_the_history_where_a_round_ended()
    {
        // Rounds of two epochs, and one that is left.
        var task = Searches.Regression(Searches.NoisyNumbers(), epochs: 101);

        var epochs = Searches.Run(task).Result.Epochs;

        Assert.Equal(Enumerable.Range(1, 101), epochs.Select(epoch => epoch.Epoch));
        Assert.All(epochs, epoch => Assert.Equal(epoch.Epoch % 2 == 0 || epoch.Epoch == 101, epoch.ValidationLoss is not null));
        Assert.All(epochs, epoch => Assert.Equal(epoch.ValidationLoss is null, epoch.ValidationMetric is null));
    }

    [Fact]
    public void Epochs_of_the_history_are_means_over_the_networks()
    {
        var task = Searches.Classification(Searches.NoisyClasses(), epochs: 1);
        // At once, before any step, all classes are equally likely: ln 3.
        task = task with { Settings = task.Settings with { BatchSize = 100 } };

        var epoch = Assert.Single(Searches.Run(task).Result.Epochs);

        Assert.Equal(1.09861229, epoch.TrainingLoss, 1e-6);
        Assert.Equal(0.03, epoch.LearningRate, 1e-6);
        Assert.Equal(2, epoch.LayerGradientNorms.Count);
        Assert.Equal(epoch.GradientNorm, Math.Sqrt(epoch.LayerGradientNorms.Sum(norm => norm * norm)), 0.01);
    }

    [Fact]
    public void Progress_is_told_on_the_thread_that_fits_level_by_level_and_epoch_by_epoch()
    {
        List<int> threads = [];
        var watcher = new Watcher { OnEpoch = _ => threads.Add(Environment.CurrentManagedThreadId) };

        Searches.Run(Searches.Classification(Searches.NoisyClasses(), watcher));

        Assert.Equal(
            from level in Enumerable.Range(1, 4) from epoch in Enumerable.Range(1, 6) select (level, 4, epoch, 6),
            watcher.Epochs.Select(epoch => (epoch.Level, epoch.Levels, epoch.Latest.Epoch, epoch.NumberOfEpochs)));
        Assert.All(threads, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    }

    [Fact]
    public void Each_level_and_the_choice_are_told_in_a_line()
    {
        var watcher = new Watcher();

        var result = Searches.Run(Searches.Classification(Searches.NoisyClasses(), watcher));

        Assert.Equal(5, watcher.Messages.Count);
        var second = result.Levels[1];
        Assert.Equal(
            FormattableString.Invariant(
                $"Level 2 of 4, weight decay 0.003, dropout 0.1: out-of-fold loss {second.OutOfFoldLoss:0.000000} after epoch {second.Epoch} of 6."),
            watcher.Messages[1]);
        var number = result.Levels.ToList().FindIndex(level => level.IsChosen) + 1;
        Assert.Equal(
            FormattableString.Invariant(
                $"Chosen: level {number}, weight decay {result.Chosen.WeightDecay}, dropout {result.Chosen.Dropout}, after epoch ") +
            $"{result.Result.ModelEpoch}; the model is the average of its 8 networks.",
            watcher.Messages[4]);
    }

    [Fact]
    public void A_level_that_diverges_is_told_and_not_chosen()
    {
        var watcher = new Watcher();
        var task = Searches.Classification(Searches.NoisyClasses(), watcher);
        // The weights grow by a factor of 1e28 a step, and are infinite after two.
        task = task with
        {
            Levels = [task.Levels[0] with { WeightDecay = 1e30f }, task.Levels[1]],
            Settings = task.Settings with { Optimizer = Optimizer.Sgd },
        };

        var result = Searches.Run(task);

        Assert.Equal(new RegularizationLevel(1e30f, 0, double.PositiveInfinity, 1, IsChosen: false), result.Levels[0]);
        Assert.True(result.Levels[1].IsChosen);
        Assert.Equal("Level 1 of 2, weight decay 1E+30, dropout 0: training diverged in epoch 1 of 6.", watcher.Messages[0]);
    }

    [Fact]
    public void Where_all_levels_diverge_the_message_names_the_learning_rate()
    {
        var task = Searches.Classification(Searches.NoisyClasses());

        var error = Assert.Throws<InvalidOperationException>(
            () => Searches.Run(task with { Settings = task.Settings with { LearningRate = 1e30f } }));

        Assert.Equal(
            "Training stopped in epoch 1 of 6: the loss is no longer a finite number. Likely causes: LearningRate, which is 1E+30, is too "
            + "high (try a tenth of it), or HiddenLayers has too many layers for it.",
            error.Message);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(10, 8)]
    public void Tables_of_a_few_rows_are_searched_too(int rows, int networks)
    {
        foreach (var task in new[]
        {
            Searches.Classification(Searches.NoisyClasses(rows)) with { Strata = null },
            Searches.Regression(Searches.NoisyNumbers(rows)),
        })
        {
            var result = Searches.Run(task);

            Assert.Equal(networks, result.Result.Members.Count);
            Assert.All(result.Levels, level => Assert.True(double.IsFinite(level.OutOfFoldLoss)));
            Assert.All(
                result.Result.Members.SelectMany(layers => layers).SelectMany(layer => layer.Weights), w => Assert.True(float.IsFinite(w)));
        }
    }

    [Fact]
    public void The_only_row_of_a_class_is_trained_on_by_all_networks_and_not_scored()
    {
        var rows = new TrainingSet(Searches.Slots);
        for (var row = 0; row < 20; row++)
            rows.Add(target: row % 2)[row % 2] = 1 + (row * 0.1f);
        rows.Add(target: 2)[2] = 5;
        var task = Searches.Classification(rows, epochs: 40);

        var result = Searches.Run(task);

        Assert.Equal(
            BruteForce.OutOfFold(task, BruteForce.Networks(task, result.Chosen, result.Result.ModelEpoch)).Loss,
            result.Levels.Single(level => level.IsChosen).OutOfFoldLoss, 1e-5);
        Assert.All(result.Result.Members, layers => Assert.Equal(3, layers[^1].Units));
    }

    private static SearchTask Table(string name) => name switch
    {
        "classes" => Searches.Classification(Searches.NoisyClasses()),
        "weighted classes" => Searches.Classification(Searches.NoisyClasses(isWeighted: true)),
        "numbers" => Searches.Regression(Searches.NoisyNumbers()),
        _ => FewerLevels(Searches.Regression(Searches.NoisyNumbers(16), epochs: 120)),
    };

    private static SearchTask FewerLevels(SearchTask task) => task with { Levels = [task.Levels[3]] };
}
