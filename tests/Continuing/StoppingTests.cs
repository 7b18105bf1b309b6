using System.Reflection;
using Microsoft.ML;
using MlNetDl.Tests.Generalization;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Continuing;

/// <summary>A run that is ended early, by the user's progress or by ML.NET's cancellation.</summary>
public class StoppingTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Stop_ends_the_run_after_the_epoch_and_gives_its_weights()
    {
        var options = Options();
        options.Progress = new At(3, progress => progress.Stop());
        var stopped = Fit(options);

        (options.Progress, options.NumberOfEpochs) = (null, 3);
        var expected = Fit(options);

        var history = stopped.GetTrainingHistory();
        Assert.Equal((3, 3, 20, TrainingEnd.Stopped), (history.Epochs.Count, history.ModelEpoch, history.NumberOfEpochs, history.End));
        Assert.Equal(Bits.OfWeights(expected), Bits.OfWeights(stopped));
    }

    [Fact]
    public void With_early_stopping_Stop_gives_the_best_epoch()
    {
        var options = NoisyFlags.Options();
        (options.Progress, options.EarlyStoppingPatience) = (new At(20, progress => progress.Stop()), 1000);

        var history = new MlpBinaryTrainer(_mlContext, options)
            .Fit(NoisyFlags.Data(_mlContext, 100, seed: 1), NoisyFlags.Data(_mlContext, 60, seed: 2)).GetTrainingHistory();

        Assert.Equal((20, TrainingEnd.Stopped), (history.Epochs.Count, history.End));
        Assert.Equal(history.Epochs.MinBy(epoch => epoch.ValidationLoss)!.Epoch, history.ModelEpoch);
        Assert.InRange(history.ModelEpoch, 1, 19);
    }

    [Fact]
    public void Cancelling_throws()
    {
        var options = Options();
        options.Progress = new At(3, _ => Cancel(_mlContext));

        Assert.Throws<OperationCanceledException>(() => Fit(options));
    }

    [Fact]
    public void Cancelling_with_KeepModelOnCancel_gives_the_weights_of_the_last_epoch_and_the_model_can_be_used()
    {
        var other = new MLContext(seed: 1);
        var options = Options();
        options.NumberOfEpochs = 3;
        var expected = new MlpMulticlassTrainer(other, options).Fit(Blobs.Data(other));

        (options.NumberOfEpochs, options.KeepModelOnCancel, options.Progress) = (20, true, new At(3, _ => Cancel(_mlContext)));
        var model = Fit(options);

        var history = model.GetTrainingHistory();
        Assert.Equal((3, 3, 20, TrainingEnd.Cancelled), (history.Epochs.Count, history.ModelEpoch, history.NumberOfEpochs, history.End));
        Assert.Equal(Bits.OfWeights(expected), Bits.OfWeights(model));
        var data = Blobs.Data(other, 600, seed: 2);
        var scores = Bits.OfScores(expected.Transform(data));
        Assert.Equal(scores, Bits.OfScores(model.Transform(data)));
        var loaded = SavedModel.Reloaded(other, model, data.Schema);
        Assert.Equal(scores, Bits.OfScores(loaded.Transform(data)));
        Assert.Equal(TrainingEnd.Cancelled, loaded.GetTrainingHistory().End);
    }

    [Fact]
    public void In_a_pipeline_too_the_model_is_kept()
    {
        var options = Options();
        (options.KeepModelOnCancel, options.Progress) = (true, new At(3, _ => Cancel(_mlContext)));
        var pipeline = Blobs.Preparation(_mlContext).Append(new MlpTrainer(_mlContext, options))
            .Append(_mlContext.Transforms.CopyColumns("Predicted", "PredictedLabel"));

        var model = pipeline.Fit(_mlContext.Data.LoadFromEnumerable(Blobs.Rows(90)));

        Assert.Equal(TrainingEnd.Cancelled, model.GetTrainingHistory().End);
        var other = new MLContext();
        Assert.Equal(9, ScoreColumn.Of(model.Transform(other.Data.LoadFromEnumerable(Blobs.Rows(9)))).Length);
    }

    [Fact]
    public void Cancelling_with_early_stopping_gives_the_best_epoch()
    {
        var options = NoisyFlags.Options();
        (options.KeepModelOnCancel, options.EarlyStoppingPatience) = (true, 1000);
        options.Progress = new At(20, _ => Cancel(_mlContext));

        var history = new MlpBinaryTrainer(_mlContext, options)
            .Fit(NoisyFlags.Data(_mlContext, 100, seed: 1), NoisyFlags.Data(_mlContext, 60, seed: 2)).GetTrainingHistory();

        Assert.Equal((20, TrainingEnd.Cancelled), (history.Epochs.Count, history.End));
        Assert.Equal(history.Epochs.MinBy(epoch => epoch.ValidationLoss)!.Epoch, history.ModelEpoch);
        Assert.InRange(history.ModelEpoch, 1, 19);
    }

    [Fact]
    public void Before_the_first_epoch_there_is_no_model_to_keep()
    {
        var options = Options();
        options.KeepModelOnCancel = true;
        var data = Blobs.Data(_mlContext);
        var trainer = new MlpMulticlassTrainer(_mlContext, options);
        Cancel(_mlContext);

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(data));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_Progress_throws_ends_the_fit_whether_or_not_a_model_is_kept_on_cancel(bool keepModel)
    {
        var options = Options();
        (options.KeepModelOnCancel, options.Progress) = (keepModel, new At(2, _ => throw new TimeoutException("enough")));

        Assert.Equal("enough", Assert.Throws<TimeoutException>(() => Fit(options)).Message);
    }

    [Fact]
    public void Even_an_OperationCanceledException_of_its_own_is_no_cancellation()
    {
        var options = Options();
        (options.KeepModelOnCancel, options.Progress) = (true, new At(2, _ => throw new OperationCanceledException("enough")));

        Assert.Equal("enough", Assert.Throws<OperationCanceledException>(() => Fit(options)).Message);
    }

    private MulticlassNetworkTransformer Fit(MlpTrainer.Options options) =>
        new MlpMulticlassTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext));

    /// <summary>Many epochs at a constant rate, so that the first of them are the same in a run of fewer.</summary>
    private static MlpTrainer.Options Options()
    {
        var options = Blobs.Options();
        (options.NumberOfEpochs, options.LearningRateSchedule) = (20, LearningRateSchedule.Constant);
        return options;
    }

    /// <summary>ML.NET keeps the method internal.</summary>
    private static void Cancel(MLContext mlContext) =>
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(mlContext, null);

    /// <summary>Does something when an epoch has ended.</summary>
    private sealed class At(int epoch, Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Latest.Epoch == epoch)
                action(value);
        }
    }
}
