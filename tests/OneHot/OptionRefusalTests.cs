using Microsoft.ML;
using MlNetDl.Transforms;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;
using OutputKind = Microsoft.ML.Transforms.OneHotEncodingEstimator.OutputKind;

namespace MlNetDl.Tests.OneHot;

public class OptionRefusalTests
{
    private readonly MLContext _context = new();

    public static TheoryData<EncodingOptions, string> OutOfRange => new()
    {
        { new() { MissingCategory = (MissingCategory)9 }, "MissingCategory is 9; it must be one of Always, WhenPresent, Never." },
        { new() { MissingTokens = null! }, "MissingTokens is null; it must be an array of texts." },
        { new() { MissingTokens = [null!] }, "MissingTokens is null; it must be an array of texts." },
        { new() { UnseenValues = (UnseenValues)9 }, "UnseenValues is 9; it must be one of Zeros, Missing, Infrequent, Error." },
        {
            new() { UnseenValues = UnseenValues.Missing, MissingCategory = MissingCategory.Never },
            "UnseenValues is Missing; it must be another one where MissingCategory is Never."
        },
        { new() { MinimumCount = 0 }, "MinimumCount is 0; it must be at least 1, or null." },
        { new() { MinimumFraction = 1 }, "MinimumFraction is 1; it must be above 0 and below 1, or null." },
        { new() { MinimumFraction = double.NaN }, "MinimumFraction is NaN; it must be above 0 and below 1, or null." },
        { new() { MinimumFraction = 0.5, MinimumCount = 2 }, "MinimumFraction is 0.5; it must be null where MinimumCount is given." },
        { new() { MaximumNumberOfCategories = 0 }, "MaximumNumberOfCategories is 0; it must be at least 1, or null." },
        { new() { CategoryLimit = 0 }, "CategoryLimit is 0; it must be at least 1." },
        { new() { OutputKind = (OutputKind)9 }, "OutputKind is 9; it must be one of Bag, Indicator, Key, Binary." },
        { new() { DropFirst = true, OutputKind = OutputKind.Key }, "DropFirst is True; it must be false where OutputKind is Key." },
        { new() { Categories = null! }, "Categories is null; it must be given; empty for none." },
    };

    public static TheoryData<object?[], string> WrongCategories => new()
    {
        { [], "Categories of input column 'c' are none. Give at least one, or leave the column out to have them learned." },
        { ["a"], "Categories of input column 'c' have 'a'. The column is of type Int32. Give values of that type." },
        { [1.5], "Categories of input column 'c' have '1.5'. The column is of type Int32. Give values of that type." },
        { [1, "1"], "Categories of input column 'c' have '1' more than once. Give each value once." },
        {
            [null], "Categories of input column 'c' have one that is null or empty. That is a missing value, which has a slot of its own "
                + "by MissingCategory. Leave it out."
        },
        {
            [double.NaN], "Categories of input column 'c' have 'NaN'. That is a missing value, which has a slot of its own by "
                + "MissingCategory. Leave it out."
        },
        {
            [new[] { 1, 2 }], "Categories of input column 'c' have a System.Int32[]. The column is of type Int32. Give values of that "
                + "type, or text that spells them."
        },
        {
            [-9], "Categories of input column 'c' have '-9'. That is a missing value, which has a slot of its own by MissingCategory. "
                + "Leave it out."
        },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_option_out_of_range_is_refused_at_once(EncodingOptions options, string message)
    {
        var catalog = _context.Transforms.Categorical;

        var error = Assert.ThrowsAny<ArgumentException>(() => catalog.NaNAwareOneHotEncoding("c", options: options));

        Assert.Equal($"NaNAwareOneHotEncoding: {message} (Parameter 'options')", error.Message);
    }

    [Theory]
    [MemberData(nameof(WrongCategories))]
    public void Categories_that_do_not_fit_their_column_are_refused_before_a_row_is_read(object[] categories, string message)
    {
        var data = _context.Data.LoadFromEnumerable(Unread());
        var options = new EncodingOptions { Categories = { ["c"] = categories }, MissingTokens = ["-9"] };

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Encoding.Fit(_context, data, options));

        Assert.Equal($"NaNAwareOneHotEncoding: {message} (Parameter 'options')", error.Message);
    }

    [Fact]
    public void Categories_of_a_column_that_is_not_encoded_are_refused_at_once()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => _context.Transforms.Categorical.NaNAwareOneHotEncoding(
            "out", "c", new EncodingOptions { Categories = { ["out"] = ["a"] } }));

        Assert.Equal("NaNAwareOneHotEncoding: Categories names column 'out', which is not among the input columns: 'c'. Name one of them. "
            + "(Parameter 'options')", error.Message);
    }

    [Fact]
    public void Categories_that_no_value_of_the_column_can_be_are_refused()
    {
        AssertRefused(Encoding.Column(_context, 1.0), [double.NaN]);
        AssertRefused(Encoding.Column(_context, 1.0), [0.0, -0.0]);
        AssertRefused(Encoding.Column(_context, 1.0), [0.1f]);
        AssertRefused(Encoding.Column(_context, 1.0), ["1e400"]);
        AssertRefused(Encoding.Column(_context, 1f), [1e39]);
        AssertRefused(Encoding.Text(_context, "a"), [float.NaN]);
        AssertRefused(Encoding.Text(_context, "a"), [DateTime.UnixEpoch]);
        AssertRefused(Encoding.Keys(_context, 2, ["a", "a"], 1), ["a"]);
        AssertRefused(Encoding.Keys(_context, 2, null, 1), [0]);
        AssertRefused(Encoding.Keys(_context, 2, null, 1), [3]);

        void AssertRefused(IDataView data, object[] categories) => Assert.Throws<ArgumentOutOfRangeException>(
            () => Encoding.Fit(_context, data, new EncodingOptions { Categories = { ["c"] = categories } }));
    }

    [Fact]
    public void More_categories_than_the_limit_are_refused_as_soon_as_they_are_met()
    {
        const string start = "NaNAwareOneHotEncoding: input column 'c'";
        const string remedy = "Leave the column out if it names rows. Otherwise raise CategoryLimit, let rare values share a slot by "
            + "MinimumCount, MinimumFraction or MaximumNumberOfCategories, or list those that matter in Categories.";
        var options = new EncodingOptions { CategoryLimit = 2 };

        Assert.Equal($"{start} has at least 3 categories among its first 5 values; CategoryLimit is 2. {remedy}",
            Refusal(Encoding.Text(_context, "a", null, "a", "b", "c", "d"), options));
        Assert.Equal($"{start} has 3 keys, each a category; CategoryLimit is 2. Leave the "
            + "column out if it names rows. Otherwise raise CategoryLimit, or list those that matter in Categories.",
            Refusal(Encoding.Keys(_context, 3, null, 1), options));
        options.MinimumCount = 2;
        Assert.Equal($"{start} has at least 3 categories among its first 7 values; CategoryLimit is 2. {remedy}",
            Refusal(Encoding.Text(_context, "a", "a", "b", "b", "c", "c", "d"), options));
    }

    [Fact]
    public void Of_a_vector_the_element_is_named()
    {
        var data = Encoding.Vectors<string>(_context, [["a", "x"], ["a", "y"]], ["first", "second"]);

        Assert.StartsWith(
            "NaNAwareOneHotEncoding: element 'second' of input column 'c' has at least 2 categories among its first 2 values;",
            Refusal(data, new EncodingOptions { CategoryLimit = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Given_categories_are_not_held_to_the_limit()
    {
        var options = new EncodingOptions { CategoryLimit = 1, Categories = { ["c"] = ["b", "a"] } };

        var texts = Encoding.Text(_context, "a");
        var keys = Encoding.Keys(_context, 3, ["a", "b", "z"], 1);

        Assert.Equal(["c_b", "c_a", "c_nan"], Encoding.SlotNames(Encoding.Fit(_context, texts, options).Transform(texts)));
        Assert.Equal(["c_b", "c_a", "c_nan"], Encoding.SlotNames(Encoding.Fit(_context, keys, options).Transform(keys)));
    }

    [Fact]
    public void Rare_values_do_not_count_against_the_limit()
    {
        var data = Encoding.Text(_context, "a", "a", "b", "c", "d");

        var transformer = Encoding.Fit(_context, data, new EncodingOptions { CategoryLimit = 1, MinimumCount = 2 });

        Assert.Equal(["c_a", "c_infrequent", "c_nan"], Encoding.SlotNames(transformer.Transform(data)));
    }

    [Fact]
    public void Values_that_a_fraction_or_a_maximum_makes_rare_do_not_count_against_the_limit()
    {
        var data = Encoding.Text(_context, "a", "a", "b", "c", "d");
        foreach (var options in new EncodingOptions[]
        {
            new() { CategoryLimit = 1, MinimumFraction = 0.3 }, new() { CategoryLimit = 1, MaximumNumberOfCategories = 2 },
        })
        {
            Assert.Equal(["c_a", "c_infrequent", "c_nan"], Encoding.SlotNames(Encoding.Fit(_context, data, options).Transform(data)));
        }
    }

    [Fact]
    public void A_column_that_would_have_no_slots_is_refused()
    {
        const string message = "NaNAwareOneHotEncoding: input column 'c' is left without a slot: training showed no more than one value, "
            + "and MissingCategory and DropFirst leave none. Leave the column out, or have MissingCategory Always.";

        Assert.Equal(message, Refusal(Encoding.Text(_context, [null]), new EncodingOptions { MissingCategory = MissingCategory.Never }));
        Assert.Equal(message, Refusal(Encoding.Text(_context, "a"),
            new EncodingOptions { MissingCategory = MissingCategory.WhenPresent, DropFirst = true }));
    }

    [Fact]
    public void Options_that_are_changed_later_do_not_change_the_estimator()
    {
        var options = new EncodingOptions { MissingTokens = ["?"], Categories = { ["c"] = ["a"] } };
        var estimator = _context.Transforms.Categorical.NaNAwareOneHotEncoding("c", options: options);
        options.MissingTokens[0] = "a";
        options.Categories["c"] = ["z"];

        var encoded = estimator.Fit(Encoding.Text(_context, "a")).Transform(Encoding.Text(_context, "a", "?"));

        Assert.Equal(["c_a", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0", "1"], Encoding.HotSlots(encoded));
    }

    private string Refusal(IDataView data, EncodingOptions options)
        => Assert.Throws<InvalidOperationException>(() => Encoding.Fit(_context, data, options)).Message;

    private static IEnumerable<Encoding.Row<int>> Unread()
    {
        Assert.Fail("A row was read.");
        yield break;
    }
}
