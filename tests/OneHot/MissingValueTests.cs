using Microsoft.ML;
using MlNetDl.Transforms;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;

namespace MlNetDl.Tests.OneHot;

public class MissingValueTests
{
    private readonly MLContext _context = new();

    [Theory]
    [InlineData(MissingCategory.Always, "c_a,c_nan")]
    [InlineData(MissingCategory.WhenPresent, "c_a")]
    [InlineData(MissingCategory.Never, "c_a")]
    public void Where_nothing_was_missing_in_training_the_slot_is_there_always_or_not(MissingCategory category, string names)
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "a"), new EncodingOptions { MissingCategory = category });

        var encoded = transformer.Transform(Encoding.Text(_context, "a", null));

        Assert.Equal(names.Split(','), Encoding.SlotNames(encoded));
        Assert.Equal(["0", category == MissingCategory.Always ? "1" : ""], Encoding.HotSlots(encoded));
    }

    [Theory]
    [InlineData(MissingCategory.Always, "c_a,c_nan")]
    [InlineData(MissingCategory.WhenPresent, "c_a,c_nan")]
    [InlineData(MissingCategory.Never, "c_a")]
    public void Where_something_was_missing_the_slot_is_there_or_never(MissingCategory category, string names)
    {
        var data = Encoding.Text(_context, "a", null);

        var encoded = Encoding.Fit(_context, data, new EncodingOptions { MissingCategory = category }).Transform(data);

        Assert.Equal(names.Split(','), Encoding.SlotNames(encoded));
        Assert.Equal(["0", category == MissingCategory.Never ? "" : "1"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void A_category_has_the_name_of_missing_values_where_those_have_no_slot()
    {
        var data = Encoding.Text(_context, "nan", "a");
        var options = new EncodingOptions { MissingCategory = MissingCategory.Never };

        Assert.Equal(["c_a", "c_nan"], Encoding.SlotNames(Encoding.Fit(_context, data, options).Transform(data)));
    }

    [Fact]
    public void Each_element_of_a_vector_has_a_missing_slot_only_if_one_was_missing_there()
    {
        var data = Encoding.Vectors<string?>(_context, [["a", null], ["a", "b"]]);

        var encoded = Encoding.Fit(_context, data, new EncodingOptions { MissingCategory = MissingCategory.WhenPresent }).Transform(data);

        Assert.Equal(["c_0_a", "c_1_b", "c_1_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0,2", "0,1"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void Tokens_are_missing_whether_training_saw_them_or_not()
    {
        var options = new EncodingOptions { MissingTokens = ["?", "NA", " "] };
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "a", "?", "na", "?"), options);

        var encoded = transformer.Transform(Encoding.Text(_context, "?", "NA", " ", "na", "", "a", "  "));

        Assert.Equal(["c_a", "c_na", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["2", "2", "2", "1", "2", "0", ""], Encoding.HotSlots(encoded));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    public void Tokens_may_be_compared_without_case_by_ordinal_rules(string culture) => Encoding.UnderCulture(culture, () =>
    {
        var options = new EncodingOptions { MissingTokens = ["missing"], IgnoreMissingTokenCase = true };
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "Missing", "a", "m\u0131ss\u0131ng"), options);

        // The dotless i is another letter; under a Turkish culture it would be the lower case of I.
        var encoded = transformer.Transform(Encoding.Text(_context, "missing", "MISSING", "mIsSiNg", "m\u0131ss\u0131ng"));

        Assert.Equal(["c_a", "c_m\u0131ss\u0131ng", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["2", "2", "2", "1"], Encoding.HotSlots(encoded));
    });

    [Fact]
    public void Of_numbers_a_token_is_the_value_it_spells()
    {
        var options = new EncodingOptions { MissingTokens = ["-1", "?", "1e3", "99.5"] };
        var integers = Encoding.Column(_context, -1, 5, 99);
        var doubles = Encoding.Column(_context, -1, 1000, 99.5, 99, double.NaN);

        Assert.Equal(["2", "0", "1"], Encoding.HotSlots(Encoding.Fit(_context, integers, options).Transform(integers)));
        Assert.Equal(["1", "1", "1", "0", "1"], Encoding.HotSlots(Encoding.Fit(_context, doubles, options).Transform(doubles)));
    }

    [Fact]
    public void Infinity_is_spelled_as_in_slot_names_and_a_number_beyond_the_type_is_no_value()
    {
        var doubles = Encoding.Column(_context, double.PositiveInfinity, double.NegativeInfinity, 1);

        Assert.Equal(["2", "0", "1"], Slots("inf"));
        Assert.Equal(["1", "2", "0"], Slots("-inf"));
        Assert.Equal(["2", "0", "1"], Slots("1e400"));

        string[] Slots(string token)
            => Encoding.HotSlots(Encoding.Fit(_context, doubles, new EncodingOptions { MissingTokens = [token] }).Transform(doubles));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_Booleans_a_token_is_True_or_False(bool ignoreCase)
    {
        var data = Encoding.Column(_context, false, true);
        var options = new EncodingOptions { MissingTokens = ["false"], IgnoreMissingTokenCase = ignoreCase };

        var encoded = Encoding.Fit(_context, data, options).Transform(data);

        Assert.Equal(ignoreCase ? ["c_True", "c_nan"] : ["c_False", "c_True", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(ignoreCase ? ["1", "0"] : ["0", "1"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void A_key_that_stands_for_empty_text_is_missing()
    {
        var data = Encoding.Keys(_context, 3, ["2", "", "z"], 1, 2, 3, 0);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["c_2", "c_z", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0", "2", "1", "2"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void Of_keys_a_token_is_the_value_a_key_stands_for()
    {
        var data = Encoding.Keys(_context, 3, ["b", "?", "a"], 1, 2, 3, 0);

        var encoded = Encoding.Fit(_context, data, new EncodingOptions { MissingTokens = ["?"] }).Transform(data);

        Assert.Equal(["c_b", "c_a", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0", "2", "1", "2"], Encoding.HotSlots(encoded));
    }
}
