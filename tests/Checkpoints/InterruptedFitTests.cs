using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Checkpoints;

/// <summary>What a user sees of checkpoints.</summary>
public sealed class InterruptedFitTests : IDisposable
{
    private static readonly Dictionary<string, Action<MlpTrainer.Options>> _otherRuns = new()
    {
        ["seed"] = options => options.Seed = 2,
        ["layers"] = options => options.HiddenLayers = [4, 4],
        ["activation"] = options => options.Activation = Activation.Tanh,
        ["learning rate"] = options => options.LearningRate = 0.01f,
        ["epochs"] = options => options.NumberOfEpochs = 6,
        ["loss"] = options => options.LabelSmoothing = 0.1f,
        ["weights of rows"] = options => options.ClassWeights = new ClassWeights { ["ant"] = 2 },
        ["validation rows"] = options => options.ValidationFraction = 0.2f,
    };

    private readonly TempFolder _folder = new();
    private readonly string _path;

    public InterruptedFitTests() => _path = _folder.File("run.checkpoint");

    public static TheoryData<string> OtherRuns => [.. _otherRuns.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fit_goes_on_after_the_last_epoch_that_was_saved()
    {
        Assert.Throws<KilledException>(() => Fit(options => options.CheckpointInterval = 2, Killed(afterEpoch: 3)));
        List<int> epochs = [];

        var log = Fit(options => options.CheckpointInterval = 2, progress => epochs.Add(progress.Latest.Epoch)).Log;

        Assert.Equal([3, 4, 5], epochs);
        Assert.Equal("Resuming after epoch 2, from the checkpoint.", log.Lines[1]);
    }

    [Fact]
    public void A_fit_that_has_ended_leaves_no_file()
    {
        Fit();

        Assert.Empty(Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void A_fit_that_was_stopped_leaves_no_file()
    {
        Fit(watch: progress => progress.Stop());

        Assert.Empty(Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void A_fit_that_was_cancelled_can_be_resumed()
    {
        var mlContext = new MLContext();
        Assert.ThrowsAny<OperationCanceledException>(() => Fit(watch: _ => Cancel(mlContext), mlContext: mlContext));
        Assert.Equal([_path], Directory.GetFiles(_folder.FullPath));

        Assert.Equal(Undisturbed(), Fit().Outcome);
    }

    [Fact]
    public void A_fit_that_gave_its_model_when_cancelled_can_be_resumed()
    {
        var mlContext = new MLContext();
        Fit(options => options.KeepModelOnCancel = true, _ => Cancel(mlContext), mlContext);
        Assert.Equal([_path], Directory.GetFiles(_folder.FullPath));

        Assert.Equal(Undisturbed(), Fit(options => options.KeepModelOnCancel = true).Outcome);
    }

    [Fact]
    public void Without_a_seed_the_checkpoints_own_is_used_again()
    {
        Assert.Throws<KilledException>(() => Fit(options => options.Seed = null, Killed(afterEpoch: 1)));

        var resumed = Fit(options => options.Seed = null);

        var seed = int.Parse(resumed.Log.Lines[0].Split(' ')[^1], CultureInfo.InvariantCulture);
        Assert.Equal(Undisturbed(options => options.Seed = seed), resumed.Outcome);
    }

    [Theory]
    [MemberData(nameof(OtherRuns))]
    public void A_run_that_differs_does_not_resume_it(string difference)
    {
        Assert.Throws<KilledException>(() => Fit(watch: Killed(afterEpoch: 1)));
        var before = File.ReadAllBytes(_path);

        var error = Assert.Throws<InvalidOperationException>(() => Fit(_otherRuns[difference]));

        Assert.Equal(
            $"CheckpointPath is '{_path}', which holds the checkpoint of a run on other data, or with other options or another seed. "
            + "Fit with the same data, options and seed to resume it, delete the file, or name another.",
            error.Message);
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    [Fact]
    public void A_run_that_saves_less_often_resumes_it()
    {
        Assert.Throws<KilledException>(() => Fit(watch: Killed(afterEpoch: 1)));

        Assert.Equal(Undisturbed(), Fit(options => options.CheckpointInterval = 2).Outcome);
    }

    [Fact]
    public void A_run_on_other_rows_does_not_resume_it()
    {
        Assert.Throws<KilledException>(() => Fit(watch: Killed(afterEpoch: 1)));

        var error = Assert.Throws<InvalidOperationException>(() => Fit(data: mlContext => Blobs.Data(mlContext, seed: 2)));

        Assert.Contains("holds the checkpoint of a run on other data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_else_under_that_name_is_refused_and_left_as_it_is()
    {
        File.WriteAllText(_path, "my thesis");

        var error = Assert.Throws<InvalidOperationException>(() => Fit());

        Assert.StartsWith($"CheckpointPath is '{_path}', which is not a checkpoint", error.Message, StringComparison.Ordinal);
        Assert.Equal("my thesis", File.ReadAllText(_path));
    }

    [Fact]
    public void A_folder_that_is_missing_is_told_before_training()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Fit(
            options => options.CheckpointPath = _folder.File("missing/run.checkpoint"),
            _ => Assert.Fail("It began to train.")));

        Assert.Contains("which is in a folder that does not exist", error.Message, StringComparison.Ordinal);
    }

    private string[] Undisturbed(Action<MlpTrainer.Options>? change = null) => Fit(options =>
    {
        change?.Invoke(options);
        options.CheckpointPath = null;
    }).Outcome;

    private (string[] Outcome, TrainingLog Log) Fit(
        Action<MlpTrainer.Options>? change = null, Action<TrainingProgress>? watch = null, MLContext? mlContext = null,
        Func<MLContext, IDataView>? data = null)
    {
        mlContext ??= new MLContext();
        var log = new TrainingLog(mlContext);
        var options = Blobs.Options();
        (options.CheckpointPath, options.Progress) = (_path, new Watcher(watch));
        change?.Invoke(options);
        var model = new MlpMulticlassTrainer(mlContext, options).Fit((data ?? (context => Blobs.Data(context)))(mlContext));
        return (Outcome.Of(model), log);
    }

    private static Action<TrainingProgress> Killed(int afterEpoch) => progress =>
    {
        if (progress.Latest.Epoch == afterEpoch)
            throw new KilledException($"after epoch {afterEpoch}");
    };

    /// <summary>ML.NET keeps the method internal.</summary>
    private static void Cancel(MLContext mlContext) =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(mlContext, null);

    private sealed class Watcher(Action<TrainingProgress>? watch) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => watch?.Invoke(value);
    }
}
