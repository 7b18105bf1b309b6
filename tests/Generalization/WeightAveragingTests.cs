using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Generalization;

public class WeightAveragingTests
{
    private const int Steps = 12;

    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData(0.3f)]
    [InlineData(0.9f)]
    public void The_model_has_the_moving_average_of_the_weights_after_each_step(float decay)
    {
        // One step an epoch: a run of t epochs ends with the weights after step t.
        var averages = Weights(steps: 1, averaging: 0);
        for (var t = 2; t <= Steps; t++)
        {
            var kept = Math.Min(decay, (1.0 + t) / (10 + t));
            averages = [.. averages.Zip(Weights(t, averaging: 0), (average, weight) => (kept * average) + ((1 - kept) * weight))];
        }

        var model = Weights(Steps, decay);

        Assert.Equal(averages.Length, model.Length);
        Assert.All(averages.Zip(model), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.NotEqual(Weights(Steps, averaging: 0), model);
    }

    [Fact]
    public void What_is_validated_is_the_average()
    {
        var validation = Blobs.Data(_mlContext, 30, seed: 2);

        var model = Fit(Steps, averaging: 0.9f, validation);

        var metrics = _mlContext.MulticlassClassification.Evaluate(model.Transform(validation));
        Assert.Equal(metrics.LogLoss, model.GetTrainingHistory().Epochs[^1].ValidationLoss!.Value, 1e-5);
    }

    private double[] Weights(int steps, float averaging) =>
    [
        .. Fit(steps, averaging).Model.Network.Members[0]
            .SelectMany(layer => layer.Weights.Concat(layer.Bias)).Select(weight => (double)weight),
    ];

    private MulticlassNetworkTransformer Fit(int steps, float averaging, IDataView? validation = null)
    {
        var options = Blobs.Options();
        (options.NumberOfEpochs, options.BatchSize, options.WeightAveraging) = (steps, 90, averaging);
        (options.LearningRate, options.LearningRateSchedule) = (0.05f, LearningRateSchedule.Constant);
        options.EarlyStopping = EarlyStopping.Off;
        var trainer = new MlpMulticlassTrainer(_mlContext, options);
        var data = Blobs.Data(_mlContext);
        return validation is null ? trainer.Fit(data) : trainer.Fit(data, validation);
    }
}
