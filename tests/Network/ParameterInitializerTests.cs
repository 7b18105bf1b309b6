using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using Xunit;

namespace MlNetDl.Tests.Network;

public class ParameterInitializerTests
{
    [Theory]
    // He et al. 2015: 2 / inputs. Glorot and Bengio 2010: 2 / (inputs + units).
    [InlineData(Activation.ReLU, 2 / 200.0)]
    [InlineData(Activation.LeakyReLU, 2 / 200.0)]
    [InlineData(Activation.GELU, 2 / 200.0)]
    [InlineData(Activation.SiLU, 2 / 200.0)]
    [InlineData(Activation.Sigmoid, 2 / 500.0)]
    [InlineData(Activation.Tanh, 2 / 500.0)]
    [InlineData(Activation.Identity, 2 / 500.0)]
    public void Hidden_weights_are_normal_with_the_variance_of_the_paper(Activation activation, double variance)
    {
        const int Inputs = 200;
        const int Units = 300;
        var (parameters, layout) = Fill(Inputs, [Units], activation);
        double[] weights = [.. parameters.Skip(layout.Weights(0)).Take(Inputs * Units).Select(w => (double)w)];
        var count = weights.Length;

        // Three standard errors: of a mean, of a variance, and of the fourth moment of a normal distribution, which is 3.
        Assert.InRange(weights.Average(), -3 * Math.Sqrt(variance / count), 3 * Math.Sqrt(variance / count));
        Assert.InRange(weights.Average(w => w * w) / variance, 1 - (3 * Math.Sqrt(2.0 / count)), 1 + (3 * Math.Sqrt(2.0 / count)));
        var fourth = weights.Average(w => Math.Pow(w, 4)) / (variance * variance);
        Assert.InRange(fourth, 3 - (3 * Math.Sqrt(96.0 / count)), 3 + (3 * Math.Sqrt(96.0 / count)));
    }

    [Fact]
    public void Hidden_biases_are_uniform_within_one_over_the_root_of_the_inputs()
    {
        const int Units = 40_000;
        var (parameters, layout) = Fill(inputs: 16, [Units], Activation.ReLU);
        double[] biases = [.. parameters.Skip(layout.Bias(0)).Take(Units).Select(b => (double)b)];

        // Uniform in (-a, a) with a = 1/4: variance a^2 / 3, and that of b^2 is 4 a^4 / 45.
        Assert.All(biases, b => Assert.InRange(b, -0.25, 0.25));
        Assert.InRange(biases.Average(), -3 * Math.Sqrt(1 / 48.0 / Units), 3 * Math.Sqrt(1 / 48.0 / Units));
        var bound = 3 * Math.Sqrt(4 / 45.0 / 256 / Units);
        Assert.InRange(biases.Average(b => b * b), (1 / 48.0) - bound, (1 / 48.0) + bound);
    }

    [Fact]
    public void The_output_layer_and_all_padding_are_zero()
    {
        // 3 * 5 = 15 and 5 * 7 = 35 weights, 5 and 7 biases: each piece has padding.
        var (parameters, layout) = Fill(inputs: 3, [5], Activation.Tanh, outputs: 7, before: 9);

        Assert.Equal(15 + 5, parameters.Count(value => value != 0));
        Assert.All(parameters.Skip(layout.Weights(1)).Take(35), value => Assert.Equal(0, value));
        Assert.All(parameters.Skip(layout.Bias(1)).Take(7), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_network_without_hidden_layers_starts_at_zero() =>
        Assert.All(Fill(inputs: 10, [], Activation.ReLU, before: 9).Parameters, value => Assert.Equal(0, value));

    private static (float[] Parameters, ParameterLayout Layout) Fill(
        int inputs, int[] hidden, Activation activation, int outputs = 3, float before = 0)
    {
        var architecture = NetworkArchitecture.Mlp(inputs, hidden, activation, dropout: 0, outputs);
        var layout = new ParameterLayout(architecture);
        var parameters = new float[layout.Length];
        Array.Fill(parameters, before);
        ParameterInitializer.Fill(parameters, architecture, layout, new Random(1));
        return (parameters, layout);
    }

    [Fact]
    public void Members_multiply_each_input_by_1_or_minus_1_and_each_by_its_own()
    {
        var architecture = NetworkArchitecture.Mlp(inputs: 1000, hidden: [4], Activation.ReLU, dropout: 0, outputs: 1) with { Members = 3 };
        var layout = new ParameterLayout(architecture);
        var parameters = new float[layout.StateLength];

        ParameterInitializer.Fill(parameters, architecture, layout, new Random(1));

        float[][] factors = [.. Enumerable.Range(0, 3).Select(member => parameters.AsSpan(layout.InputVector(member), 1000).ToArray())];
        Assert.All(factors, vector => Assert.All(vector, factor => Assert.Equal(1, Math.Abs(factor))));
        // Five standard deviations of a sum of 1000 signs are 158.
        Assert.All(factors, vector => Assert.InRange(vector.Sum(), -158, 158));
        Assert.InRange(factors[0].Zip(factors[1]).Sum(pair => pair.First * pair.Second), -158, 158);
    }
}
