using MlNetDl.Tests.Support;
using MlNetDl.Transforms.Numerics;
using Xunit;

namespace MlNetDl.Tests.Numerics;

public class PackedWeightsTests
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
        var (packed, weights, bias, x) = Draw(inputs, outputs, rows);

        CheckAgainstDoubles(weights, bias, x, Apply(packed, bias, x, inputs, rows), inputs, outputs, rows);
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
        var (packed, _, bias, x) = Draw(inputs, outputs, Rows);
        CheckBits(packed, bias, x, inputs, Rows);
    }

    [Theory]
    [InlineData(3, 20, 0.5)]
    [InlineData(108, 130, 0.1)]
    [InlineData(700, 64, 0.02)]
    [InlineData(40, 16, 0)]
    public void So_they_are_where_most_inputs_are_0(int inputs, int outputs, double share)
    {
        const int Rows = 25;
        var (packed, weights, bias, x) = Draw(inputs, outputs, Rows);
        var random = new Random(1);
        for (var i = 0; i < x.Length; i++)
            x[i] = random.NextDouble() < share ? x[i] : random.Next(2) == 0 ? 0f : -0f;
        // A bias of -0 would stay one where all inputs are left out.
        bias[0] = -0f;

        CheckBits(packed, bias, x, inputs, Rows);
        CheckAgainstDoubles(weights, bias, x, Apply(packed, bias, x, inputs, Rows), inputs, outputs, Rows);
    }

    [Fact]
    public void Zero_times_an_infinite_weight_is_not_a_number_in_whatever_way_it_is_computed()
    {
        var packed = new PackedWeights([float.PositiveInfinity, 1, 2, 3], 4);

        Assert.True(float.IsNaN(Apply(packed, [1], [0, 0, 0, 1], 4, 1)[0]));
        Assert.True(float.IsNaN(Apply(packed, [1], [0, 0, 0, 1, 0, 0, 0, 1], 4, 2)[0]));
    }

    [Fact]
    public void A_list_of_inputs_is_a_row_in_which_the_others_are_0()
    {
        var (packed, weights, bias, x) = Draw(300, 70, 1);
        int[] list = [3, 299, 0, 128];
        var row = new float[300];
        foreach (var input in list)
            row[input] = x[input];
        var y = new float[PackedWeights.Stride(70)];
        bias.CopyTo(y, 0);

        packed.Add(list, [.. list.Select(input => x[input])], y);

        CheckAgainstDoubles(weights, bias, row, y, 300, 70, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => packed.Add([300], [1], y));
        Assert.Throws<ArgumentOutOfRangeException>(() => packed.Add([-1], [1], y));
        Assert.Throws<ArgumentOutOfRangeException>(() => packed.Add([1, 2], [1], y));
        Assert.Throws<ArgumentOutOfRangeException>(() => packed.Add([1], [1], y.AsSpan(0, 16)));
    }

    [Fact]
    public void Buffers_that_are_too_short_are_refused()
    {
        var (packed, _, _, x) = Draw(5, 3, 2);
        var stride = PackedWeights.Stride(3);

        Assert.Throws<ArgumentOutOfRangeException>(() => packed.Add(x, 5, 3, new float[100], stride));
        Assert.Throws<ArgumentOutOfRangeException>(() => packed.Add(x, 5, 2, new float[stride], stride));
    }

    private static void CheckBits(PackedWeights packed, float[] bias, float[] x, int inputs, int rows)
    {
        var alone = Enumerable.Range(0, rows).SelectMany(r => Apply(packed, bias, x.AsSpan(r * inputs, inputs), inputs, 1)).ToArray();
        for (var count = 1; count <= rows; count++)
        {
            var together = Apply(packed, bias, x, inputs, count);
            Assert.Equal(Bits.Of(alone.Take(together.Length)), Bits.Of(together));
        }
    }

    private static void CheckAgainstDoubles(float[] weights, float[] bias, float[] x, float[] y, int inputs, int outputs, int rows)
    {
        var stride = PackedWeights.Stride(outputs);
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
                Assert.Equal(sum, y[(r * stride) + o], size * 1e-6);
            }
        }
    }

    private static float[] Apply(PackedWeights packed, float[] bias, ReadOnlySpan<float> x, int inputs, int rows)
    {
        var stride = PackedWeights.Stride(bias.Length);
        var y = new float[rows * stride];
        for (var r = 0; r < rows; r++)
            bias.CopyTo(y, r * stride);
        packed.Add(x, inputs, rows, y, stride);
        return y;
    }

    private static (PackedWeights Packed, float[] Weights, float[] Bias, float[] X) Draw(int inputs, int outputs, int rows)
    {
        var random = new Random((inputs * 1000) + outputs);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        float[] weights = Values(inputs * outputs), bias = Values(outputs);
        return (new PackedWeights(weights, inputs), weights, bias, Values(rows * inputs));
    }
}
