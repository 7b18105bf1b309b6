using MlNetDl.Tests.Regularization;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Training;

public class RelativeDecayTests
{
    [Fact]
    public void The_penalty_is_multiplied_by_a_running_mean_of_the_batches_losses()
    {
        // Three rows with feature 1 and target 1, so that all batches, of two rows and of one, have the same loss and gradient.
        var set = new TrainingSet(1);
        for (var row = 0; row < 3; row++)
            set.Add(target: 1)[0] = 1;
        var settings = new TrainingSettings
        {
            Optimizer = Optimizer.Sgd,
            Momentum = 0,
            LearningRate = 0.1f,
            LearningRateSchedule = LearningRateSchedule.Constant,
            WeightDecay = 0.5f,
            WeightDecayForm = WeightDecayForm.Relative,
            BatchSize = 2,
            NumberOfEpochs = 2,
            Seed = 1,
        };
        using var torch = SingleThreadedTorch.Enter();
        using var source = new CpuGradientSource(NetworkArchitecture.Linear(1, 1), batchSize: 2, trainingRows: 3);

        var layer = new TrainingLoop(source, settings, new SquaredError(), new Watcher(), new EncodedRows(set)).Run().Members[0][0];

        // From w = b = 0, four times: l = (w + b - 1)^2, m = l at first and then m += .01 (l - m), of a batch of one row .005 (l - m);
        // g = 2 (w + b - 1), w -= .1 (g + .5 m w), b -= .1 g; in Python.
        Assert.Equal(0.3980348818354063, layer.Weights[0], 1e-6);
        Assert.Equal(0.44145349859019595, layer.Bias[0], 1e-6);
    }

    [Fact]
    public void A_state_that_is_restored_goes_on_from_the_mean_it_had()
    {
        using var source = new CpuGradientSource(NetworkArchitecture.Linear(1, 1), batchSize: 1, trainingRows: 1);
        var settings = new TrainingSettings { LearningRate = 0.1f, BatchSize = 1, NumberOfEpochs = 1, Seed = 1 };
        var state = new TrainingState(source, settings, stepsPerEpoch: 1, validation: null);
        state.AddLoss(4);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        state.Write(writer);
        stream.Position = 0;

        var restored = new TrainingState(source, settings, stepsPerEpoch: 1, validation: null);
        using var reader = new BinaryReader(stream);
        restored.Read(reader, new Microsoft.ML.MLContext());

        // .99 * 4 + .01 * 1.
        Assert.Equal(3.97, restored.AddLoss(1), 1e-12);
    }
}
