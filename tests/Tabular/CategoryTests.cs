using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Transforms;
using Xunit;
using FeatureOptions = MlNetDl.Transforms.TabularFeaturesEstimator.Options;

namespace MlNetDl.Tests.Tabular;

public class CategoryTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Text_has_a_slot_a_category_and_a_last_one_for_missing()
    {
        var transformer = Features.Fit(_context, Encoding.Text(_context, "b", "a", "b"));

        var features = transformer.Transform(Encoding.Text(_context, "a", "b", null, "unseen"));

        Assert.Equal(["c_a", "c_b", "c_nan"], Features.Names(features));
        Assert.Equal(["1 0 0", "0 1 0", "0 0 1", "0 0 0"], Features.Rows(features));
    }

    [Fact]
    public void A_Boolean_has_a_slot_each_and_none_for_missing_unless_it_can_be()
    {
        var data = Encoding.Column(_context, true, false);

        Assert.Equal(["c_False", "c_True"], Features.Names(Features.Fit(_context, data).Transform(data)));
        Assert.Equal(["c_True", "c_nan"], Features.Names(Features.Fit(_context, data,
            new FeatureOptions { OneHot = { MissingTokens = ["False"] } }).Transform(data)));
    }

    [Fact]
    public void Keys_are_categories_by_what_they_stand_for()
    {
        var data = Encoding.Keys(_context, 3, ["x", "y", "z"], 3, 0, 1);

        var features = Features.Fit(_context, data).Transform(data);

        Assert.Equal(["c_x", "c_y", "c_z", "c_nan"], Features.Names(features));
        Assert.Equal(["0 0 1 0", "0 0 0 1", "1 0 0 0"], Features.Rows(features));
    }

    [Fact]
    public void Each_element_of_a_vector_of_texts_has_categories_of_its_own()
    {
        var data = Encoding.Vectors<string?>(_context, [["a", "u"], ["b", null]], ["first", "second"]);

        var transformer = Features.Fit(_context, data);

        Assert.Equal(["c_first_a", "c_first_b", "c_first_nan", "c_second_u", "c_second_nan"], Features.Names(transformer.Transform(data)));
        Assert.Equal(["1 0 0 1 0", "0 1 0 0 1"], Features.Rows(transformer.Transform(data)));
        Assert.Equal([0, 1, 2, 3, 4], Assert.Single(transformer.Columns).Categories.Select(category => category.Slot!.Value));
    }

    [Fact]
    public void Numbers_are_categories_where_that_is_asked_for()
    {
        var data = Encoding.Column(_context, 90210, 10115, 90210);

        var transformer = Features.Fit(_context, data, new FeatureOptions { CategoricalColumnNames = ["c"] });

        Assert.Equal(TabularColumnKind.Categorical, Assert.Single(transformer.Columns).Kind);
        Assert.Equal(["c_10115", "c_90210", "c_nan"], Features.Names(transformer.Transform(data)));
    }

    [Fact]
    public void The_options_of_the_one_hot_encoding_are_passed_on()
    {
        var data = Encoding.Text(_context, "a", "a", "?", "b", "d");
        var options = new FeatureOptions
        {
            OneHot = { MinimumCount = 2, MissingTokens = ["?"], UnseenValues = UnseenValues.Infrequent, Categories = [] },
        };

        var transformer = Features.Fit(_context, data, options);

        Assert.Equal(["c_a", "c_infrequent", "c_nan"], Features.Names(transformer.Transform(data)));
        Assert.Equal(["0 1 0"], Features.Rows(transformer.Transform(Encoding.Text(_context, "unseen"))));
        var infrequent = Assert.Single(transformer.Columns).Categories[1];
        Assert.Equal(["b", "d"], infrequent.Members.Select(member => member.Value));
        Assert.All(infrequent.Members, member => Assert.Equal((1, "c_infrequent"), (member.Slot, member.Name)));
    }

    [Fact]
    public void Categories_may_be_given()
    {
        var data = Encoding.Text(_context, "M");

        var transformer = Features.Fit(_context, data, new FeatureOptions { OneHot = { Categories = { ["c"] = ["S", "M", "L"] } } });

        Assert.Equal(["c_S", "c_M", "c_L", "c_nan"], Features.Names(transformer.Transform(data)));
    }

    [Fact]
    public void Text_that_names_rows_is_refused_with_what_to_do_about_it()
    {
        var names = Enumerable.Range(0, 20).Select(row => $"name {Math.Min(row, 17)}").ToArray();

        Assert.Equal(
            "TabularFeatures: input column 'c' has 18 categories among 20 values, so that it rather names rows, or is free text. List the "
                + "column in ignore; if it is of categories all the same, list it in options.CategoricalColumnNames, or let rare values "
                + "share a slot by options.OneHot.MinimumCount or MaximumNumberOfCategories.",
            Assert.Throws<InvalidOperationException>(() => Features.Fit(_context, Encoding.Text(_context, names))).Message);
    }

    [Fact]
    public void Each_remedy_for_text_that_names_rows_helps()
    {
        var data = Encoding.Text(_context, [.. Enumerable.Range(0, 40).Select(row => $"name {row}")]);

        Assert.Equal(41, Slots(new FeatureOptions { CategoricalColumnNames = ["c"] }));
        Assert.Equal(2, Slots(new FeatureOptions { OneHot = { MinimumCount = 2 } }));
        Assert.Equal(6, Slots(new FeatureOptions { OneHot = { MaximumNumberOfCategories = 5 } }));

        int Slots(FeatureOptions options) => Assert.Single(Features.Fit(_context, data, options).Columns).NumberOfSlots;
    }

    [Fact]
    public void What_few_values_may_do_by_chance_is_no_error()
        => Assert.Equal(20, Assert.Single(Features.Fit(
            _context, Encoding.Text(_context, [.. Enumerable.Range(0, 19).Select(row => $"{row}")])).Columns).NumberOfSlots);

    [Fact]
    public void More_categories_than_the_limit_are_an_error()
        => Assert.Contains("CategoryLimit is 2", Assert.Throws<InvalidOperationException>(() => Features.Fit(
            _context, Encoding.Text(_context, "a", "b", "c"), new FeatureOptions { OneHot = { CategoryLimit = 2 } })).Message,
            StringComparison.Ordinal);
}
