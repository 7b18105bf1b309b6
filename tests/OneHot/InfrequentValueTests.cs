using Microsoft.ML;
using MlNetDl.Transforms.OneHot;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;

namespace MlNetDl.Tests.OneHot;

public class InfrequentValueTests
{
    private readonly MLContext _context = new();

    [Theory]
    [InlineData(null, null, null, "")]
    [InlineData(3, null, null, "cd")]
    [InlineData(null, 0.25, null, "bcd")]
    [InlineData(null, null, 5, "")]
    [InlineData(null, null, 4, "c")]
    [InlineData(null, null, 3, "cd")]
    [InlineData(null, null, 1, "abcd")]
    [InlineData(3, null, 2, "bcd")]
    [InlineData(3, null, 3, "cd")]
    public void Rare_values_are_those_scikit_learn_finds(int? count, double? fraction, int? maximum, string rare)
    {
        // OneHotEncoder(min_frequency=..., max_categories=...) on a x 5, b x 4, c x 2, d x 2 and 7 others that it is not shown: of equal
        // counts the first goes, and 4 categories do not fit a maximum of 4, in which the infrequent one has a place. It ignores a
        // maximum of 1 up to version 1.2; later ones do this.
        var infrequent = new InfrequentRule(count, fraction, maximum).Find([5, 4, 2, 2], 20);

        Assert.Equal(rare, string.Concat("abcd".Where((_, i) => infrequent[i])));
    }

    [Fact]
    public void Missing_rows_count_in_a_fraction_of_the_rows_but_missing_is_never_infrequent()
    {
        var data = Encoding.Text(_context, "a", "a", "b", "b", "b", null, null, null, null, null);

        var encoded = Encoding.Fit(_context, data, new EncodingOptions { MinimumFraction = 0.25 }).Transform(data);

        Assert.Equal(["c_b", "c_infrequent", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void Rows_whose_value_is_not_among_the_given_categories_count_in_a_fraction_of_the_rows()
    {
        // 1 of 5 is below 0.3, 1 of 3 would not be.
        var data = Encoding.Text(_context, "a", "b", "b", "z", "z");
        var options = new EncodingOptions { Categories = { ["c"] = ["a", "b"] }, MinimumFraction = 0.3 };

        Assert.Equal(["c_b", "c_infrequent", "c_nan"], Encoding.SlotNames(Encoding.Fit(_context, data, options).Transform(data)));
    }

    [Fact]
    public void A_category_with_the_name_of_the_infrequent_ones_is_numbered()
    {
        var data = Encoding.Text(_context, "infrequent", "infrequent", "x");

        var encoded = Encoding.Fit(_context, data, new EncodingOptions { MinimumCount = 2 }).Transform(data);

        Assert.Equal(["c_infrequent_2", "c_infrequent", "c_nan"], Encoding.SlotNames(encoded));
    }
}
