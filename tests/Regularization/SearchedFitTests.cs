using Microsoft.ML;
using MlNetDl.Tests.Checkpoints;
using MlNetDl.Tests.Generalization;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Regularization;

/// <summary>What a user sees of a fit whose regularization folds choose.</summary>
public class SearchedFitTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_history_has_the_levels_and_what_was_chosen_and_is_saved()
    {
        var model = new MlpBinaryTrainer(_mlContext, Options()).Fit(Data());

        var history = model.GetTrainingHistory();
        Assert.Equal([0.001f, 0.003f, 0.01f, 0.03f], history.RegularizationLevels.Select(level => level.WeightDecay));
        var chosen = Assert.Single(history.RegularizationLevels, level => level.IsChosen);
        Assert.Equal(history.RegularizationLevels.Min(level => level.OutOfFoldLoss), chosen.OutOfFoldLoss);
        Assert.Equal(chosen.Epoch, history.ModelEpoch);
        Assert.Equal(chosen.OutOfFoldLoss, history.Epochs[history.ModelEpoch - 1].ValidationLoss);
        Assert.Equal(AutoRegularization.On, history.Options.AutoRegularization);
        Assert.Equal((chosen.WeightDecay, chosen.Dropout), (history.Options.WeightDecay, history.Options.Dropout.Single()));
        Assert.Equal(8, model.Model.Network.Members.Count);
        Assert.Equivalent(history, SavedModel.Reloaded(_mlContext, model).GetTrainingHistory(), strict: true);
    }

    [Fact]
    public void On_a_small_table_it_is_the_default_and_Off_turns_it_off()
    {
        var options = Options();
        options.AutoRegularization = AutoRegularization.Auto;
        Assert.Equal(4, Fit(options).RegularizationLevels.Count);

        options.AutoRegularization = AutoRegularization.Off;
        var history = Fit(options);
        Assert.Empty(history.RegularizationLevels);
        Assert.Equal((AutoRegularization.Off, 6), (history.Options.AutoRegularization, history.ModelEpoch));
    }

    [Fact]
    public void A_value_that_is_set_is_that_of_all_levels()
    {
        var options = Options();
        (options.WeightDecay, options.Dropout) = (0.5f, 0.25f);

        var level = Assert.Single(Fit(options).RegularizationLevels);

        Assert.Equal((0.5f, 0.25f), (level.WeightDecay, level.Dropout));
    }

    [Fact]
    public void The_log_has_a_line_of_settings_one_for_each_level_and_one_for_the_choice()
    {
        var log = new TrainingLog(_mlContext);

        new MlpTrainer(_mlContext, Options()).Fit(Data());

        var lines = log.Lines;
        Assert.Equal(
            "Training 2-8-1 on 100 rows: Adam, learning rate 0.03, weight decay 0.001 or 0.003 or 0.01 or 0.03 (Coupled) and dropout 0 or 0.1 " +
            "or 0.2 as folds choose, batch size 16, 6 epochs, seed 1",
            lines[0]);
        Assert.Equal(["Level 1 of 4", "Level 2 of 4", "Level 3 of 4", "Level 4 of 4"], lines[1..5].Select(line => line.Split(',')[0]));
        Assert.StartsWith("Chosen: level ", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_default_fit_there_is_nothing_to_warn_of()
    {
        var log = new TrainingLog(_mlContext);

        new MlpTrainer(_mlContext, new MlpTrainer.Options { LabelColumnName = nameof(Slope.Flag) }).Fit(Data());

        Assert.Equal(6, log.Lines.Length);
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public void Killed_and_resumed_it_ends_with_the_same_model()
    {
        using var folder = new TempFolder();
        var data = Data();
        var options = Options();
        var expected = Scores(options);

        (options.CheckpointPath, options.Progress) = (folder.File("fit.checkpoint"), new KilledAt(level: 3, epoch: 2));
        Assert.Throws<KilledException>(() => Scores(options));
        options.Progress = null;
        Assert.Equal(expected, Scores(options));
        Assert.Empty(Directory.GetFiles(folder.FullPath));

        float[] Scores(MlpTrainer.Options its) =>
            [.. ScoreColumn.Of(new MlpBinaryTrainer(_mlContext, its).Fit(data).Transform(data)).Select(score => score[0])];
    }

    private TrainingHistory Fit(MlpTrainer.Options options) => new MlpBinaryTrainer(_mlContext, options).Fit(Data()).GetTrainingHistory();

    private IDataView Data() => NoisyFlags.Data(_mlContext, 100, seed: 1);

    private static MlpTrainer.Options Options() => new()
    {
        LabelColumnName = nameof(Slope.Flag),
        HiddenLayers = [8],
        NumberOfEpochs = 6,
        LearningRate = 0.03f,
        BatchSize = 16,
        Seed = 1,
        AutoRegularization = AutoRegularization.On,
    };

    private sealed class KilledAt(int level, int epoch) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if ((value.Level, value.Latest.Epoch) == (level, epoch))
                throw new KilledException("in a level");
        }
    }
}
