using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;
using Xunit;

namespace MlNetDl.Tests.Optimization;

public class MaxNormTests
{
    [Theory]
    // torch.renorm(weights, p=2, dim=0, maxnorm=...) by PyTorch 1.13: it bounds the rows, and a row is what reaches a unit.
    [InlineData(1f, new[] { 0.6, 0.8, 0.6, 0.8, -0.4472135955, 0.8944271910, 0, 0 })]
    [InlineData(2f, new[] { 1.2, 1.6, 0.6, 0.8, -0.8944271910, 1.7888543820, 0, 0 })]
    // The length of the longest row, which is no longer than that.
    [InlineData(5f, new[] { 3, 4, 0.6, 0.8, -1, 2, 0, 0 })]
    public void Each_units_incoming_weights_are_scaled_down_to_the_bound(float bound, double[] expected)
    {
        var architecture = NetworkArchitecture.Linear(inputs: 2, outputs: 4);
        var layout = new ParameterLayout(architecture);
        var parameters = new float[layout.StateLength];
        float[] weights = [3, 4, 0.6f, 0.8f, -1, 2, 0, 0];
        weights.CopyTo(parameters, layout.Weights(0));

        MaxNorm.Enforce(parameters, architecture, layout, bound, share: 0, shares: 1);

        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], parameters[i], 2e-6 * Math.Abs(expected[i]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void No_unit_of_any_layer_exceeds_the_bound_and_nothing_but_weights_changes(int shares)
    {
        const float Bound = 0.7f;
        var architecture = NetworkArchitecture.Mlp(
            inputs: 50, hidden: [40, 7], Activation.ReLU, dropout: [0, 0], outputs: 3, batchNormalization: true);
        var layout = new ParameterLayout(architecture);
        var random = new Random(1);
        float[] before = [.. Enumerable.Range(0, layout.StateLength).Select(_ => (float)(random.NextDouble() - 0.5))];
        float[] after = [.. before];

        for (var share = 0; share < shares; share++)
            MaxNorm.Enforce(after, architecture, layout, Bound, share, shares);

        Assert.Equal(before[layout.WeightLength..], after[layout.WeightLength..]);
        var shortened = 0;
        for (var l = 0; l < architecture.Layers.Length; l++)
        {
            var layer = architecture.Layers[l];
            for (var unit = 0; unit < layer.Units; unit++)
            {
                // The first layer's weights lie input after input.
                var (start, distance) = l == 0 ? (layout.Weights(l) + unit, layer.Units) : (layout.Weights(l) + (unit * layer.Inputs), 1);
                var (was, norm) = (Norm(before, start, layer.Inputs, distance), Norm(after, start, layer.Inputs, distance));
                Assert.True(norm <= Bound, $"Unit {unit} of layer {l} has {norm}.");
                Assert.Equal(Math.Min(was, Bound), norm, 2e-6);
                shortened += was > Bound ? 1 : 0;
            }
        }

        Assert.InRange(shortened, 1, 49);
    }

    private static double Norm(float[] values, int start, int count, int distance) =>
        Math.Sqrt(Enumerable.Range(0, count).Sum(i => Math.Pow(values[start + (i * distance)], 2)));

    [Fact]
    public void Of_members_that_share_a_unit_the_longest_counts_and_each_has_its_output_bounded()
    {
        var architecture = NetworkArchitecture.Mlp(inputs: 2, hidden: [1], Activation.ReLU, dropout: 0, outputs: 1) with { Members = 2 };
        var layout = new ParameterLayout(architecture);
        var parameters = new float[layout.StateLength];
        float[][] vectors = [[3, 4], [1, 0], [0.5f, -1], [5], [-8]];
        // The members make (3, 0) and (1.5, -4) of the weights (3, 4).
        foreach (var (place, vector) in new[]
        {
            layout.Weights(0), layout.InputVector(0), layout.InputVector(1), layout.Weights(1, 0), layout.Weights(1, 1),
        }.Zip(vectors))
        {
            vector.CopyTo(parameters, place);
        }

        MaxNorm.Enforce(parameters, architecture, layout, bound: 2, share: 0, shares: 1);

        // sqrt(1.5^2 + 4^2) = 4.2720019.
        Assert.Equal(3 * 2 / 4.2720019, parameters[layout.Weights(0)], 1e-5);
        Assert.Equal(4 * 2 / 4.2720019, parameters[layout.Weights(0) + 1], 1e-5);
        Assert.Equal(2, parameters[layout.Weights(1, 0)], 1e-5);
        Assert.Equal(-2, parameters[layout.Weights(1, 1)], 1e-5);
        Assert.Equal(-1, parameters[layout.InputVector(1) + 1]);
    }
}
