using FsCheck;
using FsCheck.Xunit;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using Xunit;

namespace MlNetDl.Tests.Network;

public class ParameterLayoutTests
{
    [Fact]
    public void Weights_come_first_then_biases_each_padded_to_sixteen()
    {
        // 4-5-3: 20 and 15 weights, 5 and 3 biases.
        var layout = new ParameterLayout(NetworkArchitecture.Mlp(4, [5], Activation.ReLU, dropout: 0, outputs: 3));

        Assert.Equal([0, 32], [layout.Weights(0), layout.Weights(1)]);
        Assert.Equal(48, layout.WeightLength);
        Assert.Equal([48, 64], [layout.Bias(0), layout.Bias(1)]);
        Assert.Equal(80, layout.Length);
    }

    [Property]
    public void Pieces_neither_overlap_nor_leave_their_range(PositiveInt inputs, PositiveInt[] hidden, PositiveInt outputs)
    {
        var architecture = NetworkArchitecture.Mlp(
            inputs.Get, [.. hidden.Select(units => units.Get)], Activation.ReLU, dropout: 0, outputs.Get);
        var layout = new ParameterLayout(architecture);
        (int Start, int End)[] weights =
            [.. architecture.Layers.Select((layer, l) => (layout.Weights(l), layout.Weights(l) + (layer.Inputs * layer.Units)))];
        (int Start, int End)[] biases = [.. architecture.Layers.Select((layer, l) => (layout.Bias(l), layout.Bias(l) + layer.Units))];

        AssertInOrder(weights, 0, layout.WeightLength);
        AssertInOrder(biases, layout.WeightLength, layout.Length);
    }

    private static void AssertInOrder((int Start, int End)[] pieces, int start, int end)
    {
        foreach (var piece in pieces)
        {
            Assert.InRange(piece.Start, start, end);
            Assert.Equal(0, piece.Start % 16);
            start = piece.End;
        }

        Assert.InRange(start, 0, end);
    }
}
