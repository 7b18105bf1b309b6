using FsCheck.Xunit;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Models;

public class InputEncodingTests
{
    // Numeric, binary, and never varied.
    private static readonly InputEncoding _encoding = new([10, 5, 4], [0.5f, 0.5f, 0], [true, false, false]);

    [Fact]
    public void A_row_is_encoded_by_the_formula()
    {
        // (16 - 10) / 2 = 3, clipped to 3 / sqrt(1 + (3/3)^2) = 2.1213203; (7 - 5) / 2 = 1.
        var row = Encode(16, 7, 4);

        Assert.Equal(2.1213203, row[0], 1e-6);
        Assert.Equal([1, 0], row[1..3]);
        Assert.All(row[3..], value => Assert.Equal(0, value));
    }

    [Property]
    public void Numeric_slots_follow_the_formula_anywhere(int value, byte digits)
    {
        var x = (float)(value * Math.Pow(10, -(digits % 7)));
        var z = (x - 10.0) / 2;

        // Subtracting rounds to half a unit in the last place of x.
        Assert.Equal(z / Math.Sqrt(1 + (z * z / 9)), Encode(x, 5, 4)[0], 1e-6 * Math.Max(1, Math.Abs(z)));
    }

    [Theory]
    [InlineData(float.MaxValue, 3)]
    [InlineData(float.MinValue, -3)]
    [InlineData(float.PositiveInfinity, 3)]
    [InlineData(float.NegativeInfinity, -3)]
    public void Extremes_reach_the_bound_and_do_not_pass_it(float extreme, float bound)
    {
        var row = Encode(extreme, extreme, extreme);

        Assert.Equal(bound, row[0], 1e-5f);
        Assert.InRange(row[0], -3, 3);
        Assert.True(float.IsFinite(row[1]), "A binary slot is not clipped, but stays finite.");
        Assert.Equal(0, row[2]);
    }

    [Fact]
    public void A_difference_that_overflows_counts_as_the_largest_number()
    {
        // The largest float is 3.4028235e38: z = 3.4028235, clipped to z / sqrt(1 + z^2 / 9).
        var encoding = new InputEncoding([float.MinValue], [1e-38f], [true]);
        var row = new float[encoding.Stride];
        row[0] = float.MaxValue;

        encoding.Apply(row);

        Assert.Equal(2.2503304, row[0], 1e-6);
    }

    private static float[] Encode(params float[] values)
    {
        var row = new float[_encoding.Stride];
        values.CopyTo(row, 0);
        _encoding.Apply(row);
        return row;
    }
}
