using MlNetDl.Trainers.Data;
using Xunit;

namespace MlNetDl.Tests.Data;

public class InputEncodingFitterTests
{
    [Fact]
    public void A_numeric_slot_is_standardized_and_clipped_smoothly()
    {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, deviation of the population 2.
        var encode = Fit(2, 4, 4, 4, 5, 5, 7, 9);

        Assert.Equal(0, encode(5));
        Assert.Equal(2 / Math.Sqrt(1 + (4 / 9.0)), encode(9), 1e-6);
        Assert.Equal(-1.5 / Math.Sqrt(1 + (2.25 / 9)), encode(2), 1e-6);
    }

    [Theory]
    [InlineData(1e30f, 3)]
    [InlineData(-1e30f, -3)]
    [InlineData(float.MaxValue, 3)]
    [InlineData(float.PositiveInfinity, 3)]
    [InlineData(float.NegativeInfinity, -3)]
    public void The_clip_holds_for_any_outlier(float outlier, float bound) => Assert.Equal(bound, Fit(2, 4, 4, 4, 5, 5, 7, 9)(outlier), 1e-5f);

    [Fact]
    public void A_mean_far_from_zero_costs_no_digits()
    {
        // 1e6 + (-14, 0, 14): the mean is 1e6, the deviation 14 times the root of 2/3.
        var z = 1 / Math.Sqrt(2 / 3.0);
        Assert.Equal(z / Math.Sqrt(1 + (z * z / 9)), Fit(1e6f - 14, 1e6f, 1e6f + 14)(1e6f + 14), 1e-6);
    }

    [Fact]
    public void Zeros_and_ones_stay_as_they_are_however_rare()
    {
        float[] rare = new float[1000];
        rare[17] = 1;
        var encode = Fit(rare);

        Assert.Equal(0, encode(0));
        Assert.Equal(1, encode(1));
    }

    [Fact]
    public void Two_other_values_become_zero_and_one()
    {
        var encode = Fit(7, 5, 5, 7, 5);

        Assert.Equal(0, encode(5));
        Assert.Equal(1, encode(7));
    }

    [Fact]
    public void A_slot_that_never_varied_tells_nothing_about_other_values()
    {
        var encode = Fit(3, 3, 3);

        Assert.Equal(0, encode(3));
        Assert.Equal(0, encode(1e20f));
        Assert.Equal(0, encode(float.PositiveInfinity));
        Assert.True(float.IsNaN(encode(float.NaN)), "A missing value must not be hidden.");
    }

    [Fact]
    public void Rows_are_kept_in_order_over_many_blocks()
    {
        // A block holds about a million floats: 400,000 slots make it two rows.
        var data = new TrainingSet(slots: 400_000);
        for (var row = 0; row < 5; row++)
            data.Add(target: row)[399_999] = 10 + row;

        Assert.Equal(5, data.Rows);
        Assert.Equal([0f, 1, 2, 3, 4], data.Targets);
        for (var row = 0; row < 5; row++)
            Assert.Equal(10 + row, data.Features(row)[399_999]);
    }

    [Fact]
    public void Slots_are_learned_each_for_itself()
    {
        // More slots than a processor's vector holds; slot s is numeric, binary or constant by its remainder by 3.
        const int Slots = 37;
        float[] numeric = [2, 4, 4, 4, 5, 5, 7, 9];
        var data = new TrainingSet(Slots);
        foreach (var value in numeric)
        {
            var row = data.Add(target: 0);
            for (var slot = 0; slot < Slots; slot++)
                row[slot] = (slot % 3) switch { 0 => value + slot, 1 => value > 4 ? slot + 2 : slot, _ => slot };
        }

        var rows = new EncodedRows(data, InputEncodingFitter.Fit(data));
        var (encodedFirst, encodedLast) = (new float[Slots], new float[Slots]);
        rows.CopyRow(0, encodedFirst);
        rows.CopyRow(7, encodedLast);

        for (var slot = 0; slot < Slots; slot++)
        {
            // Mean 5 and deviation 2, so the last row is 2 deviations off.
            var last = (slot % 3) switch { 0 => 2 / Math.Sqrt(1 + (4 / 9.0)), 1 => 1, _ => 0 };
            var first = (slot % 3) switch { 0 => -1.5 / Math.Sqrt(1 + (2.25 / 9)), _ => 0 };
            Assert.Equal(first, encodedFirst[slot], 1e-6);
            Assert.Equal(last, encodedLast[slot], 1e-6);
        }
    }

    private static Func<float, float> Fit(params float[] values)
    {
        var data = new TrainingSet(slots: 1);
        foreach (var value in values)
            data.Add(target: 0)[0] = value;
        var encoding = InputEncodingFitter.Fit(data);
        return value =>
        {
            var row = new float[encoding.Stride];
            row[0] = value;
            encoding.Apply(row);
            return row[0];
        };
    }
}
