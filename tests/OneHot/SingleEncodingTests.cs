using Microsoft.ML;
using Xunit;

namespace MlNetDl.Tests.OneHot;

public class SingleEncodingTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Numbers_are_in_numeric_order_zero_has_one_slot_and_infinities_are_categories()
    {
        var data = Encoding.Single(_context, 0, -0f, 1.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["1", "1", "2", "4", "3", "0"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_-inf", "c_0", "c_1.5", "c_inf", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void Order_is_by_value_and_not_by_spelling()
    {
        var data = Encoding.Single(_context, 10, 9, -1, 2, 100);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["3", "2", "0", "1", "4"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_-1", "c_2", "c_9", "c_10", "c_100", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Zero_is_named_without_its_sign_whichever_came_first(bool negative)
    {
        var first = negative ? -0f : 0f;
        var data = Encoding.Single(_context, first, -first);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["c_0", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0", "0"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void Every_NaN_is_missing_whatever_its_bits()
    {
        var data = Encoding.Single(_context, float.NaN, -float.NaN, BitConverter.Int32BitsToSingle(0x7FC00001), 3);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["1", "1", "1", "0"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void A_column_of_nothing_but_NaN_has_one_slot_that_is_always_hot()
    {
        var data = Encoding.Single(_context, float.NaN, float.NaN);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["0", "0"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void NaN_first_met_at_prediction_is_missing_and_a_new_number_is_unseen()
    {
        var transformer = Encoding.Fit(_context, Encoding.Single(_context, 0.1f, 0.2f));

        var encoded = transformer.Transform(Encoding.Single(_context, 0.2f, 0.1f, 0.3f, float.NaN));

        Assert.Equal(["1", "0", "", "2"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_0.1", "c_0.2", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void Neighbouring_numbers_are_two_categories_with_two_names()
    {
        var data = Encoding.Single(_context, 1, MathF.BitIncrement(1), 16777216, MathF.BitIncrement(16777216), float.Epsilon, 0);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["2", "3", "4", "5", "1", "0"], Encoding.HotSlots(encoded));
        Assert.Equal(
            ["c_0", "c_1E-45", "c_1", "c_1.0000001", "c_16777216", "c_16777218", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void Slot_names_are_the_same_under_a_culture_with_a_decimal_comma()
    {
        Encoding.UnderCulture("de-DE", () =>
        {
            var data = Encoding.Single(_context, -1234.5f, 1, 0.25f, 1e20f);

            var encoded = Encoding.Fit(_context, data).Transform(data);

            Assert.Equal(["c_-1234.5", "c_0.25", "c_1", "c_1E+20", "c_nan"], Encoding.SlotNames(encoded));
        });
    }
}
