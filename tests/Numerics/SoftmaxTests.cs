using FsCheck.Xunit;
using MlNetDl.Transforms.Numerics;
using Xunit;

namespace MlNetDl.Tests.Numerics;

public class SoftmaxTests
{
    [Fact]
    public void Each_row_becomes_its_softmax_whatever_is_added_to_it()
    {
        // e^-2, e^-1 and 1 over their sum, 1.50321472.
        float[] expected = [0.09003057f, 0.24472847f, 0.66524096f];
        var values = new float[48];
        foreach (var (row, shift) in new[] { (0, 0f), (1, 500f), (2, -500f) })
        {
            for (var k = 0; k < 3; k++)
                values[(row * 16) + k] = k + shift;
        }

        Softmax.Apply(values, rows: 3, classes: 3, stride: 16);

        for (var row = 0; row < 3; row++)
        {
            for (var k = 0; k < 3; k++)
                Assert.Equal(expected[k], values[(row * 16) + k], 1e-6f);
        }
    }

    [Property]
    public void Each_row_sums_to_one_and_is_the_softmax_in_double_precision(short[] outputs, byte rowCount)
    {
        // At least two classes; logits from -33 to 33.
        float[] row = [0, 1.5f, .. outputs.Select(output => output / 1000f)];
        var rows = 1 + (rowCount % 5);
        var stride = (row.Length + 15) / 16 * 16;
        var values = new float[rows * stride];
        for (var r = 0; r < rows; r++)
            row.CopyTo(values.AsSpan(r * stride));

        Softmax.Apply(values, rows, row.Length, stride);

        var sum = row.Sum(z => Math.Exp(z));
        for (var r = 0; r < rows; r++)
        {
            Assert.Equal(1, values.Skip(r * stride).Take(row.Length).Sum(p => (double)p), 1e-5);
            // Each of the sum's additions rounds; z - max rounds to half a unit in the last place of 66, 4e-6.
            for (var k = 0; k < row.Length; k++)
                Assert.Equal(Math.Exp(row[k]) / sum, values[(r * stride) + k], 1e-5 * Math.Exp(row[k]) / sum);
        }
    }

    [Theory]
    [InlineData(1e4f)]
    [InlineData(3e38f)]
    public void Outputs_far_apart_give_one_and_zero(float far)
    {
        float[] values = new float[16];
        (values[0], values[1]) = (far, -far);

        Softmax.Apply(values, rows: 1, classes: 2, stride: 16);

        Assert.Equal([1, 0], values[..2]);
    }
}
