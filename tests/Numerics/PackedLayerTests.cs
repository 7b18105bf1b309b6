using MlNetDl.Transforms.Numerics;
using Xunit;

namespace MlNetDl.Tests.Numerics;

public class PackedLayerTests
{
    [Fact]
    public void The_outputs_are_those_of_double_precision_for_every_small_shape()
    {
        // Every number of outputs up to past four panels of sixteen, every number of rows up to past three tiles of six.
        for (var outputs = 1; outputs <= 70; outputs++)
            The_outputs_are_those_of_sums_in_double_precision(inputs: 1 + (outputs * 7 % 40), outputs, rows: 1 + (outputs % 20));
        for (var rows = 1; rows <= 20; rows++)
            The_outputs_are_those_of_sums_in_double_precision(inputs: 2 * rows, outputs: 1 + (rows * 31 % 70), rows);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 2, 7)]
    [InlineData(17, 16, 13)]
    [InlineData(40, 33, 6)]
    [InlineData(5, 70, 20)]
    [InlineData(784, 256, 11)]
    public void The_outputs_are_those_of_sums_in_double_precision(int inputs, int outputs, int rows)
    {
        var (layer, weights, bias, x) = Draw(inputs, outputs, rows);
        var y = new float[rows * layer.OutputStride];

        layer.Apply(x, inputs, rows, y);

        for (var r = 0; r < rows; r++)
        {
            for (var o = 0; o < outputs; o++)
            {
                double sum = bias[o], size = Math.Abs(bias[o]);
                for (var i = 0; i < inputs; i++)
                {
                    sum += (double)weights[(o * inputs) + i] * x[(r * inputs) + i];
                    size += Math.Abs((double)weights[(o * inputs) + i] * x[(r * inputs) + i]);
                }

                // A chain of n additions errs by n half units in the last place at most; far less on average.
                Assert.Equal(sum, y[(r * layer.OutputStride) + o], size * 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(60, 64)]
    [InlineData(784, 256)]
    [InlineData(100, 130)]
    public void A_rows_bits_are_the_same_alone_and_among_any_number_of_rows(int inputs, int outputs)
    {
        const int Rows = 25;
        var (layer, _, _, x) = Draw(inputs, outputs, Rows);
        var alone = new float[Rows * layer.OutputStride];
        for (var r = 0; r < Rows; r++)
            layer.Apply(x.AsSpan(r * inputs, inputs), inputs, 1, alone.AsSpan(r * layer.OutputStride));

        for (var rows = 1; rows <= Rows; rows++)
        {
            var together = new float[rows * layer.OutputStride];
            layer.Apply(x, inputs, rows, together);
            Assert.Equal(alone.Take(together.Length), together);
        }
    }

    [Fact]
    public void Buffers_that_are_too_short_are_refused()
    {
        var (layer, _, _, x) = Draw(5, 3, 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => layer.Apply(x, 5, 3, new float[100]));
        Assert.Throws<ArgumentOutOfRangeException>(() => layer.Apply(x, 5, 2, new float[2 * layer.OutputStride - 1]));
    }

    private static (PackedLayer Layer, float[] Weights, float[] Bias, float[] X) Draw(int inputs, int outputs, int rows)
    {
        var random = new Random((inputs * 1000) + outputs);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        float[] weights = Values(inputs * outputs), bias = Values(outputs);
        return (new PackedLayer(weights, bias), weights, bias, Values(rows * inputs));
    }
}
