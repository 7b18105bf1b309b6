using MlNetDl.Transforms.Numerics;
using Xunit;

namespace MlNetDl.Tests.Numerics;

public class DotLayerTests
{
    [Theory]
    [InlineData(16, 1)]
    [InlineData(48, 3)]
    [InlineData(512, 10)]
    public void The_outputs_are_those_of_sums_in_double_precision(int inputs, int outputs)
    {
        const int Rows = 3;
        var random = new Random(1);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        float[] weights = Values(inputs * outputs), bias = Values(outputs), x = Values(Rows * inputs);
        var y = new float[Rows * 16];

        new DotLayer(weights, bias, inputs).Apply(x, Rows, y, 16);

        for (var r = 0; r < Rows; r++)
        {
            for (var o = 0; o < outputs; o++)
            {
                var sum = bias[o] + Enumerable.Range(0, inputs).Sum(i => (double)weights[(o * inputs) + i] * x[(r * inputs) + i]);
                Assert.Equal(sum, y[(r * 16) + o], 1e-5);
            }
        }
    }

    [Fact]
    public void Inputs_that_are_not_whole_vectors_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DotLayer(new float[17], new float[1], 17));
}
