using Microsoft.ML;
using MlNetDl.Transforms;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;

namespace MlNetDl.Tests.OneHot;

public class UnseenValueTests
{
    private readonly MLContext _context = new();

    [Theory]
    [InlineData(UnseenValues.Zeros, "")]
    [InlineData(UnseenValues.Missing, "2")]
    [InlineData(UnseenValues.Infrequent, "1")]
    public void An_unseen_value_is_encoded_as_the_user_wants_and_a_missing_one_as_ever(UnseenValues unseen, string slot)
    {
        var options = new EncodingOptions { UnseenValues = unseen, MinimumCount = 2 };
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "a", "a", "b"), options);

        var encoded = transformer.Transform(Encoding.Text(_context, "a", "b", "z", null));

        Assert.Equal(["c_a", "c_infrequent", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0", "1", slot, "2"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void Without_infrequent_values_there_is_no_slot_for_unseen_ones_to_share()
    {
        var transformer = Encoding.Fit(
            _context, Encoding.Text(_context, "a"), new EncodingOptions { UnseenValues = UnseenValues.Infrequent });

        Assert.Equal([""], Encoding.HotSlots(transformer.Transform(Encoding.Text(_context, "z"))));
    }

    [Fact]
    public void Unseen_values_in_training_that_are_to_be_missing_make_a_slot_for_missing_ones()
    {
        var options = new EncodingOptions
        {
            Categories = { ["c"] = ["a"] },
            UnseenValues = UnseenValues.Missing,
            MissingCategory = MissingCategory.WhenPresent,
        };
        var data = Encoding.Text(_context, "a", "z");

        var encoded = Encoding.Fit(_context, data, options).Transform(data);

        Assert.Equal(["c_a", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0", "1"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void As_an_error_it_names_the_value_and_the_column_and_says_what_to_do()
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "a"), new EncodingOptions { UnseenValues = UnseenValues.Error });

        Assert.Equal(["0", "1"], Encoding.HotSlots(transformer.Transform(Encoding.Text(_context, "a", null))));
        Assert.Equal("NaNAwareOneHotEncoding: input column 'c' holds 'z', which is none of its categories. Correct the data, fit on data "
            + "that has it, or set UnseenValues to something else than Error.", Refusal(transformer, "z"));
        Assert.Contains($"holds '{new string('x', 100)}... (5000 characters)'", Refusal(transformer, new string('x', 5000)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void With_given_categories_an_unseen_value_is_an_error_in_training_already()
    {
        var options = new EncodingOptions { UnseenValues = UnseenValues.Error, Categories = { ["c"] = ["a"] } };

        var error = Assert.Throws<InvalidOperationException>(() => Encoding.Fit(_context, Encoding.Text(_context, "a", "z"), options));

        Assert.Contains("'z'", error.Message, StringComparison.Ordinal);
    }

    private string Refusal(NaNAwareOneHotEncodingTransformer transformer, string value)
    {
        var encoded = transformer.Transform(Encoding.Text(_context, value));
        return Assert.IsType<InvalidOperationException>(
            Assert.ThrowsAny<Exception>(() => Encoding.HotSlots(encoded)).GetBaseException()).Message;
    }
}
