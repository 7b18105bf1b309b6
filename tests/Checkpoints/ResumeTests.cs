using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Checkpoints;

/// <summary>Fits that are killed as they keep their checkpoints, and started again.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int NumberOfEpochs = 3;

    /// <summary>Each has something of its own to remember, and so weights and a history of its own.</summary>
    private static readonly Dictionary<string, Action<MlpTrainer.Options>> _fits = new()
    {
        ["SGD with Nesterov's momentum in steps"] = options =>
            (options.Optimizer, options.Nesterov, options.LearningRateSchedule, options.LearningRateStepEpochs) =
                (Optimizer.Sgd, true, LearningRateSchedule.Step, 1),
        ["Adam with averaged weights after a warm-up"] = options =>
            (options.Optimizer, options.WeightAveraging, options.WarmUpEpochs) = (Optimizer.Adam, 0.9f, 2),
        ["AdamW with batch normalization in one cycle"] = options =>
            (options.Optimizer, options.BatchNormalization, options.LearningRateSchedule) =
                (Optimizer.AdamW, true, LearningRateSchedule.OneCycle),
        ["RMSProp with a rate that falls on a plateau"] = options =>
            (options.Optimizer, options.LearningRate, options.LearningRateSchedule, options.PlateauPatience) =
                (Optimizer.RMSProp, 0.3f, LearningRateSchedule.ReduceOnPlateau, 0),
        // Of validation losses 0.028, 0.056 and 0.065.
        ["an early stop with the weights of the first epoch"] = options =>
            (options.Seed, options.LearningRate, options.LearningRateSchedule, options.NumberOfEpochs, options.ValidationFraction,
                options.EarlyStopping, options.EarlyStoppingPatience, options.WeightDecayForm) =
                (9, 0.5f, LearningRateSchedule.Constant, 6, 0.3f, EarlyStopping.On, 2, WeightDecayForm.Decoupled),
        ["the best of averaged and normalized weights"] = options =>
            (options.BatchNormalization, options.WeightAveraging, options.ValidationFraction, options.EarlyStopping) =
                (true, 0.9f, 0.3f, EarlyStopping.On),
        ["members and pieces with relative weight decay"] = options =>
            (options.Members, options.NumericEncoding, options.WeightDecay, options.WeightDecayForm) =
                (3, NumericEncoding.PiecewiseLinear, 0.1f, WeightDecayForm.Relative),
    };

    private readonly TempFolder _folder = new();
    private readonly string _path;

    public ResumeTests() => _path = _folder.File("run.checkpoint");

    public static TheoryData<string> Fits => [.. _fits.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_fits_of_these_tests_all_differ() =>
        Assert.Equal(_fits.Count, _fits.Keys.Select(fit => string.Join('\n', Fit(fit, path: null))).Distinct().Count());

    [Theory]
    [MemberData(nameof(Fits))]
    public void Killed_at_any_moment_and_started_again_it_ends_with_the_same_weights(string fit)
    {
        var undisturbed = Fit(fit, path: null);
        var moments = KillAt.Moments(pass => Assert.Equal(undisturbed, Fit(fit, _path, pass)));
        Assert.Equal(NumberOfEpochs, moments.Count(moment => moment == "before rename"));
        Assert.Equal("after deletion of checkpoint", moments[^1]);

        for (var moment = 0; moment < moments.Count; moment++)
        {
            Assert.Throws<KilledException>(() => Fit(fit, _path, new KillAt(moment).Pass));
            Assert.Equal(undisturbed, Fit(fit, _path));
            Assert.Empty(Directory.GetFiles(_folder.FullPath));
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Killed_again_and_again_it_ends_with_the_same_weights(string fit)
    {
        var random = new Random(1);
        var kills = 0;
        string[]? outcome = null;
        while (outcome is null)
        {
            try
            {
                outcome = Fit(fit, _path, new KillAt(random.Next(30)).Pass);
            }
            catch (KilledException)
            {
                kills++;
            }
        }

        Assert.InRange(kills, 2, int.MaxValue);
        Assert.Equal(Fit(fit, path: null), outcome);
    }

    private static string[] Fit(string fit, string? path, Action<string>? pass = null)
    {
        var mlContext = new MLContext();
        var options = Blobs.Options();
        (options.NumberOfEpochs, options.CheckpointPath, options.CheckpointSteps) = (NumberOfEpochs, path, pass);
        _fits[fit](options);
        return Outcome.Of(new MlpMulticlassTrainer(mlContext, options).Fit(Blobs.Data(mlContext)));
    }
}
