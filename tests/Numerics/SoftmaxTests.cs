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
}
