using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlNetDl.Transforms;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;

namespace MlNetDl.Tests.OneHot;

public class CategoryOrderTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void By_occurrence_the_first_seen_is_first()
    {
        var options = new EncodingOptions { Order = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence };
        var data = Encoding.Column(_context, 3, 1, 3, 2);

        var encoded = Encoding.Fit(_context, data, options).Transform(data);

        Assert.Equal(["c_3", "c_1", "c_2", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0", "1", "0", "2"], Encoding.HotSlots(encoded));
    }

    [Fact]
    public void Given_categories_keep_their_order_and_all_others_are_unseen()
    {
        var options = new EncodingOptions { Categories = { ["c"] = ["S", "M", "L"] } };
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "L", "XL", null), options);

        var encoded = transformer.Transform(Encoding.Text(_context, "S", "M", "L", "XL", null));

        Assert.Equal(["c_S", "c_M", "c_L", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0", "1", "2", "", "3"], Encoding.HotSlots(encoded));
        Assert.Equal([0L, 0, 1, 1], transformer.GetCategories("c").Select(category => category.Count));
    }

    [Fact]
    public void Given_categories_may_be_numbers_Booleans_texts_that_spell_them_and_what_keys_stand_for()
    {
        AssertGiven(Encoding.Single(_context, 1), [2, 0.1f, 0.2, "3e0", "-inf"], "c_2,c_0.1,c_0.2,c_3,c_-inf,c_nan");
        AssertGiven(Encoding.Column(_context, 1.0), [0.5f, 0.1, double.PositiveInfinity], "c_0.5,c_0.1,c_inf,c_nan");
        AssertGiven(Encoding.Column(_context, 1L), [9007199254740993, 1m, "-5"], "c_9007199254740993,c_1,c_-5,c_nan");
        AssertGiven(Encoding.Text(_context, "M"), ['S', "M"], "c_S,c_M,c_nan");
        AssertGiven(Encoding.Text(_context, "Monday"), [DayOfWeek.Sunday, DayOfWeek.Monday], "c_Sunday,c_Monday,c_nan");
        AssertGiven(Encoding.Column(_context, true), [true, "false"], "c_True,c_False,c_nan");
        AssertGiven(Encoding.Keys(_context, 3, ["x", "y", "z"], 1), ["z", "x"], "c_z,c_x,c_nan");
        AssertGiven(Encoding.Keys(_context, 3, null, 1), [3, 1], "c_3,c_1,c_nan");
    }

    [Fact]
    public void A_dropped_first_category_is_all_zeros_and_the_missing_one_is_never_dropped()
    {
        // pandas: get_dummies(c, dummy_na=True, drop_first=True).
        var data = Encoding.Text(_context, "b", null, "a");
        var transformer = Encoding.Fit(_context, data, new EncodingOptions { DropFirst = true });

        Assert.Equal(["c_b", "c_nan"], Encoding.SlotNames(transformer.Transform(data)));
        Assert.Equal(["0", "1", ""], Encoding.HotSlots(transformer.Transform(data)));

        var empty = Encoding.Fit(_context, Encoding.Text(_context, [null]), new EncodingOptions { DropFirst = true });
        Assert.Equal(["c_nan"], Encoding.SlotNames(empty.Transform(data)));
    }

    [Fact]
    public void Where_all_values_are_infrequent_their_category_is_the_first_and_is_dropped()
    {
        var data = Encoding.Text(_context, "b", null, "a");
        var transformer = Encoding.Fit(
            _context, data, new EncodingOptions { DropFirst = true, MinimumCount = 2, UnseenValues = UnseenValues.Infrequent });

        Assert.Equal(["c_nan"], Encoding.SlotNames(transformer.Transform(data)));
        Assert.Equal(["", "0", ""], Encoding.HotSlots(transformer.Transform(data)));
    }

    private void AssertGiven(IDataView data, object[] categories, string names)
    {
        var encoded = Encoding.Fit(_context, data, new EncodingOptions { Categories = { ["c"] = categories } }).Transform(data);

        Assert.Equal(names.Split(','), Encoding.SlotNames(encoded));
    }
}
