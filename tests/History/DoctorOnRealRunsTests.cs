using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.History;

/// <summary>Runs with one thing wrong, which the doctor finds, and without, of which it says nothing.</summary>
public class DoctorOnRealRunsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_default_run_on_three_clear_classes_is_healthy() =>
        Assert.Empty(Kinds(new MlpMulticlassTrainer(_mlContext, new() { Seed = 1 }).Fit(Blobs.Data(_mlContext))));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_default_run_is_healthy_with_validation_rows_as_well(int seed) => Assert.Empty(Kinds(
        new MlpRegressionTrainer(_mlContext, new() { Seed = seed }).Fit(Waves(1000), Waves(200, seed: 2))));

    [Fact]
    public void A_default_run_of_a_linear_trainer_is_healthy()
    {
        Assert.Empty(Kinds(new SoftmaxRegressionTrainer(_mlContext, new() { Seed = 1 }).Fit(Blobs.Data(_mlContext))));
        Assert.Empty(Kinds(new LinearRegressionTrainer(_mlContext, new() { Seed = 1 }).Fit(Waves(300))));
    }

    [Fact]
    public void A_learning_rate_of_1_is_too_high()
    {
        Assert.Contains(
            TrainingFindingKind.LearningRateTooHigh,
            Kinds(new MlpMulticlassTrainer(_mlContext, Small(rate: 1)).Fit(Blobs.Data(_mlContext))));
        Assert.Contains(
            TrainingFindingKind.LearningRateTooHigh,
            Kinds(new MlpRegressionTrainer(_mlContext, Small(rate: 1)).Fit(Waves(300))));
    }

    [Fact]
    public void A_learning_rate_of_1_makes_the_gradients_of_a_deep_network_explode() => Assert.Contains(
        TrainingFindingKind.ExplodingGradients,
        Kinds(new MlpRegressionTrainer(_mlContext, Small(rate: 1, layers: 4)).Fit(Waves(300))));

    [Fact]
    public void A_learning_rate_of_a_third_kills_ReLUs_and_LeakyReLU_cures_them()
    {
        var options = Small(rate: 0.3f);
        Assert.Contains(TrainingFindingKind.DeadUnits, Kinds(new MlpRegressionTrainer(_mlContext, options).Fit(Waves(300))));

        options.Activation = Activation.LeakyReLU;
        Assert.DoesNotContain(TrainingFindingKind.DeadUnits, Kinds(new MlpRegressionTrainer(_mlContext, options).Fit(Waves(300))));
    }

    [Fact]
    public void In_twelve_layers_of_sigmoids_the_gradient_vanishes_and_in_twelve_of_ReLUs_it_does_not()
    {
        var options = Small(layers: 12);
        options.Activation = Activation.Sigmoid;
        Assert.Contains(TrainingFindingKind.VanishingGradients, Kinds(new MlpRegressionTrainer(_mlContext, options).Fit(Waves(300))));

        options.Activation = Activation.ReLU;
        Assert.DoesNotContain(TrainingFindingKind.VanishingGradients, Kinds(new MlpRegressionTrainer(_mlContext, options).Fit(Waves(300))));
    }

    [Fact]
    public void A_learning_rate_of_a_millionth_is_too_low()
    {
        Assert.Equal(
            [TrainingFindingKind.LearningRateTooLow],
            Kinds(new MlpRegressionTrainer(_mlContext, new() { LearningRate = 1e-6f, Seed = 1 }).Fit(Waves(300))));
        Assert.Equal(
            [TrainingFindingKind.LearningRateTooLow],
            Kinds(new LinearRegressionTrainer(_mlContext, new() { LearningRate = 1e-6f, Seed = 1 }).Fit(Waves(300))));
    }

    [Fact]
    public void Six_epochs_at_a_constant_rate_are_too_few() => Assert.Equal(
        [TrainingFindingKind.LearningRateTooLow],
        Kinds(new MlpRegressionTrainer(_mlContext, new()
        {
            LearningRateSchedule = LearningRateSchedule.Constant,
            LearningRate = 1e-4f,
            NumberOfEpochs = 6,
            Seed = 1,
        }).Fit(Waves(300))));

    [Fact]
    public void Thirty_rows_are_learned_by_heart_unless_early_stopping_watches()
    {
        var options = Small();
        options.NumberOfEpochs = 300;
        options.EarlyStopping = EarlyStopping.Off;
        Assert.Equal(
            [TrainingFindingKind.Overfitting],
            Kinds(new MlpRegressionTrainer(_mlContext, options).Fit(Waves(30), Waves(200, seed: 2))));

        options.EarlyStopping = EarlyStopping.On;
        Assert.Empty(Kinds(new MlpRegressionTrainer(_mlContext, options).Fit(Waves(30), Waves(200, seed: 2))));
    }

    /// <summary>A network that nothing regularizes.</summary>
    private static MlpTrainer.Options Small(float rate = 0.003f, int layers = 2) => new()
    {
        HiddenLayers = [.. Enumerable.Repeat(32, layers)],
        Dropout = 0,
        WeightDecay = 0,
        LearningRate = rate,
        NumberOfEpochs = 30,
        Seed = 1,
    };

    private static TrainingFindingKind[] Kinds(ITransformer model) =>
        [.. TrainingDoctor.Diagnose(model.GetTrainingHistory()).Select(finding => finding.Kind)];

    /// <summary>Rows with a label of two waves, a slope, and as much noise as the three together.</summary>
    private IDataView Waves(int rows, int seed = 1)
    {
        var random = new Random(seed);
        return _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(_ =>
        {
            float[] features = [.. Enumerable.Range(0, 5).Select(_ => (float)((2 * random.NextDouble()) - 1))];
            var signal = Math.Sin(3 * features[0]) + Math.Sin(2 * features[1]) + features[2];
            return new Wave { Features = features, Label = (float)(signal + (4 * (random.NextDouble() - 0.5))) };
        }).ToArray());
    }

    private sealed class Wave
    {
        [VectorType(5)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
