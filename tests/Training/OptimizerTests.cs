using MlNetDl.Trainers.Training;
using Xunit;
using static TorchSharp.torch;

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

    [Theory]
    [InlineData(0)]
    [InlineData(0.7f)]
    public void Fifty_steps_of_Adam_are_those_of_torchs_AdamW(float weightDecay)
    {
        const float Rate = 0.01f;
        var random = new Random(1);
        float[] parameters = Drawn(random);
        // In double precision; the decay of torch's, too, is decoupled. Biases are a group of their own, without decay.
        using var weights = nn.Parameter(tensor(parameters[..Weights]).to(ScalarType.Float64));
        using var biases = nn.Parameter(tensor(parameters[Weights..]).to(ScalarType.Float64));
        using var ofWeights = optim.AdamW([weights], Rate, weight_decay: weightDecay);
        using var ofBiases = optim.AdamW([biases], Rate, weight_decay: 0);
        var adam = new Adam(weightDecay, Weights, Length);
        for (var step = 0; step < 50; step++)
        {
            using var scope = NewDisposeScope();
            float[] gradient = Drawn(random);

            adam.BeginStep(Rate);
            adam.Step(parameters, gradient, 0, Length);

            // The gradient of the product with a constant is the constant.
            (weights * tensor(gradient[..Weights])).sum().backward();
            (biases * tensor(gradient[Weights..])).sum().backward();
            ofWeights.step();
            ofBiases.step();
            ofWeights.zero_grad();
            ofBiases.zero_grad();
        }

        double[] expected = [.. weights.data<double>(), .. biases.data<double>()];
        var difference = Math.Sqrt(expected.Zip(parameters, (e, actual) => Math.Pow(e - actual, 2)).Sum());
        Assert.InRange(difference / Math.Sqrt(expected.Sum(e => e * e)), 0, 1e-6);
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

    private static float[] Drawn(Random random) => [.. Enumerable.Range(0, Length).Select(_ => (float)((random.NextDouble() * 4) - 2))];

    private static float[] Filled(float value)
    {
        var values = new float[Length];
        Array.Fill(values, value);
        return values;
    }
}
