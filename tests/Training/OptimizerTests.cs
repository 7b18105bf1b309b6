using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Training;

public class OptimizerTests
{
    private const int Weights = 16;
    private const int Length = 32;

    [Fact]
    public void Sgd_decays_weights_before_it_steps_and_leaves_biases_alone()
    {
        var parameters = Filled(2);
        var sgd = new Sgd(weightDecay: 0.5f, Weights);
        sgd.BeginStep(learningRate: 0.1f);

        sgd.Step(parameters, Filled(4), 0, Length);

        // Weights: (1 - 0.1 * 0.5) * 2 - 0.1 * 4 = 1.5; biases: 2 - 0.1 * 4 = 1.6.
        Assert.All(parameters[..Weights], w => Assert.Equal(1.5, w, 1e-6));
        Assert.All(parameters[Weights..], b => Assert.Equal(1.6, b, 1e-6));
    }

    [Fact]
    public void Adam_decays_weights_before_it_steps_and_leaves_biases_alone()
    {
        var parameters = Filled(2);
        var adam = new Adam(weightDecay: 0.5f, Weights, Length);

        adam.BeginStep(learningRate: 0.1f);
        adam.Step(parameters, Filled(4), 0, Length);

        // First step: m^ = 4, v^ = 16, so the step is 0.1 * 4 / 4 = 0.1. Weights: 0.95 * 2 - 0.1; biases: 2 - 0.1.
        Assert.All(parameters[..Weights], w => Assert.Equal(1.8, w, 1e-6));
        Assert.All(parameters[Weights..], b => Assert.Equal(1.9, b, 1e-6));

        adam.BeginStep(learningRate: 0.1f);
        adam.Step(parameters, Filled(-1), 0, Length);

        // Second step: m = 0.9 * 0.4 - 0.1 = 0.26, m^ = 0.26 / 0.19 = 1.3684211; v = 0.999 * 0.016 + 0.001 = 0.016984,
        // v^ = 0.016984 / 0.001999 = 8.4962481, its root 2.9148325; the step 0.1 * 1.3684211 / 2.9148325 = 0.0469468.
        Assert.All(parameters[..Weights], w => Assert.Equal((0.95 * 1.8) - 0.0469468, w, 1e-5));
        Assert.All(parameters[Weights..], b => Assert.Equal(1.9 - 0.0469468, b, 1e-5));
    }

    [Fact]
    public void A_step_in_ranges_is_the_step_in_one()
    {
        float[] whole = Filled(2), ranges = Filled(2);
        Adam one = new(0.5f, Weights, Length), other = new(0.5f, Weights, Length);
        one.BeginStep(0.1f);
        other.BeginStep(0.1f);

        one.Step(whole, Filled(4), 0, Length);
        other.Step(ranges, Filled(4), 24, 8);
        other.Step(ranges, Filled(4), 0, 24);

        Assert.Equal(whole, ranges);
    }

    [Fact]
    public void The_cosine_goes_from_the_full_rate_over_its_half_to_nothing()
    {
        Assert.Equal(0.3f, LearningRateSchedule.Cosine(0.3f, 0, 100));
        Assert.Equal(0.15f, LearningRateSchedule.Cosine(0.3f, 50, 100), 1e-7f);
        Assert.Equal(0, LearningRateSchedule.Cosine(0.3f, 100, 100), 1e-7f);
    }

    private static float[] Filled(float value)
    {
        var values = new float[Length];
        Array.Fill(values, value);
        return values;
    }
}
