using MlNetDl.Trainers.Network;
using Xunit;

namespace MlNetDl.Tests.Network;

public class DropoutTests
{
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void The_expectation_of_each_unit_is_kept(float probability)
    {
        const int Units = 64;
        const int Draws = 20_000;
        var random = new Random(1);
        var sums = new double[Units];
        for (var draw = 0; draw < Draws; draw++)
        {
            var values = Filled(Units, 1);
            Dropout.Apply(values, new float[Units], probability, (uint)random.NextInt64(1L << 32), first: 0);
            for (var u = 0; u < Units; u++)
                sums[u] += values[u];
        }

        // A unit is 1 / (1 - p) with probability 1 - p, else 0: mean 1, variance p / (1 - p).
        var deviation = Math.Sqrt(probability / (1 - probability));
        var mean = sums.Sum() / Draws / Units;
        Assert.InRange(mean, 1 - (3 * deviation / Math.Sqrt(Draws * Units)), 1 + (3 * deviation / Math.Sqrt(Draws * Units)));
        // Of 64 units one in a thousand may lie outside 3.3 standard errors; none lies outside 4.5.
        Assert.All(sums, sum => Assert.InRange(sum / Draws, 1 - (4.5 * deviation / Math.Sqrt(Draws)), 1 + (4.5 * deviation / Math.Sqrt(Draws))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05f)]
    [InlineData(0.5f)]
    [InlineData(0.8f)]
    public void The_stated_share_is_dropped_and_the_rest_scaled_up(float probability)
    {
        const int Units = 1 << 20;
        var values = Filled(Units, 1);

        Dropout.Apply(values, new float[Units], probability, key: 42, first: 0);

        var bound = 3 * Math.Sqrt(probability * (1 - probability) / Units);
        Assert.InRange(values.Count(value => value == 0) / (double)Units, probability - bound, probability + bound);
        Assert.Equal(1 / (1 - (double)probability), values.Max(), 1e-6);
        Assert.Equal(values.Max(), values.Where(value => value > 0).Min());
    }

    [Fact]
    public void Steps_drop_independently_of_each_other()
    {
        const int Units = 1 << 16;
        float[] one = Filled(Units, 1), other = Filled(Units, 1);

        Dropout.Apply(one, new float[Units], 0.5f, key: 1, first: 0);
        Dropout.Apply(other, new float[Units], 0.5f, key: 2, first: 0);

        // A quarter is dropped by both, within three standard errors.
        var both = one.Zip(other).Count(pair => pair is (0, 0)) / (double)Units;
        var bound = 3 * Math.Sqrt(0.25 * 0.75 / Units);
        Assert.InRange(both, 0.25 - bound, 0.25 + bound);
    }

    [Fact]
    public void Values_and_derivatives_are_masked_alike()
    {
        var values = Filled(1024, 3);
        var derivatives = Filled(1024, 5);

        Dropout.Apply(values, derivatives, 0.5f, key: 42, first: 0);

        Assert.All(values.Zip(derivatives), pair => Assert.True(pair is (0, 0) or (6, 10)));
        Assert.InRange(values.Count(value => value == 0), 512 - 48, 512 + 48);
    }

    [Fact]
    public void The_mask_does_not_depend_on_how_the_batch_is_split()
    {
        var whole = Filled(1024, 1);
        Dropout.Apply(whole, new float[1024], 0.3f, key: 7, first: 0);

        var head = Filled(416, 1);
        var tail = Filled(608, 1);
        Dropout.Apply(head, new float[416], 0.3f, key: 7, first: 0);
        Dropout.Apply(tail, new float[608], 0.3f, key: 7, first: 416);

        Assert.Equal(whole, head.Concat(tail));
    }

    private static float[] Filled(int length, float value)
    {
        var values = new float[length];
        Array.Fill(values, value);
        return values;
    }
}
