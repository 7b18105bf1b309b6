using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;
using OutputKind = Microsoft.ML.Transforms.OneHotEncodingEstimator.OutputKind;

namespace MlNetDl.Tests.OneHot;

public class InspectionTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Categories_are_listed_in_the_order_of_their_slots_with_their_counts()
    {
        var transformer = Encoding.Fit(_context, Encoding.Column(_context, 2.5, double.NaN, 1, 2.5, 7));

        Assert.Equal(
            ["Value 1 x1 at 0: c_1", "Value 2.5 x2 at 1: c_2.5", "Value 7 x1 at 2: c_7", "Missing  x1 at 3: c_nan"],
            Listed(transformer.GetCategories("c")));
        Assert.IsType<double>(transformer.GetCategories("c")[0].Value);
    }

    [Fact]
    public void Dropped_and_infrequent_categories_and_missing_ones_without_a_slot_are_listed_too()
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "d", "a", "c", "c", "b", "b", null),
            new EncodingOptions { MinimumCount = 2, DropFirst = true, MissingCategory = MissingCategory.Never });

        var categories = transformer.GetCategories("c");

        Assert.Equal(["Value b x2 at : c_b", "Value c x2 at 0: c_c", "Infrequent  x2 at 1: c_infrequent", "Missing  x1 at : c_nan"],
            Listed(categories));
        Assert.Equal(["Value a x1 at 1: c_infrequent", "Value d x1 at 1: c_infrequent"], Listed(categories[2].Members));
    }

    [Fact]
    public void The_categories_of_an_element_are_at_their_slots_in_the_whole_vector()
    {
        var transformer = Encoding.Fit(_context, Encoding.Vectors<string?>(_context, [["a", "x"], ["b", null]]));

        Assert.Equal(["Value x x1 at 3: c_1_x", "Missing  x1 at 4: c_1_nan"], Listed(transformer.GetCategories("c", 1)));
    }

    [Fact]
    public void Every_listed_slot_has_the_name_the_encoded_column_gives_it()
    {
        var data = Encoding.Text(_context, "nan", "infrequent", "nan_2", "nan", "infrequent", "nan_2", "x", null);
        var transformer = Encoding.Fit(_context, data, new EncodingOptions { MinimumCount = 2 });

        Assert.Equal(Encoding.SlotNames(transformer.Transform(data)), transformer.GetCategories("c").Select(category => category.Name));
    }

    [Theory]
    [InlineData(OutputKind.Indicator)]
    [InlineData(OutputKind.Bag)]
    [InlineData(OutputKind.Binary)]
    public void An_encoded_vector_is_turned_back_into_its_category(OutputKind kind)
    {
        var data = Encoding.Text(_context, "a", "a", "b", "b", "c", null, "z");
        var transformer = Encoding.Fit(
            _context, Encoding.Text(_context, "a", "a", "b", "b", "c"), new EncodingOptions { MinimumCount = 2, OutputKind = kind });

        var categories = Encoding.Encoded(transformer.Transform(data)).Select(vector => transformer.Inverse("c", vector));

        Assert.Equal(["a", "a", "b", "b", "Infrequent", "Missing", "none"], categories.Select(Spelled));
    }

    [Fact]
    public void A_key_is_turned_back_into_its_category()
    {
        var transformer = Encoding.Fit(_context, Encoding.Column(_context, 5, 3), new EncodingOptions { OutputKind = OutputKind.Key });

        Assert.Equal(["none", "3", "5", "Missing"], Enumerable.Range(0, 4).Select(key => Spelled(transformer.Inverse("c", (uint)key))));
    }

    [Fact]
    public void An_array_is_turned_back_too()
    {
        var scalar = Encoding.Fit(_context, Encoding.Text(_context, "a", "b"));
        var vector = Encoding.Fit(_context, Encoding.Vectors<string>(_context, [["a", "x"]]));
        float[] second = [0, 1, 0], both = [1, 0, 0, 1];

        Assert.Equal("b", Spelled(scalar.Inverse("c", second)));
        Assert.Equal(["a", "Missing"], vector.InverseElements("c", both).Select(Spelled));
    }

    [Fact]
    public void The_step_that_encoded_a_column_is_found_in_a_loaded_chain()
    {
        var data = Encoding.Text(_context, "a", "b", "b");
        var first = _context.Transforms.Categorical.NaNAwareOneHotEncoding("first", "c");
        var chain = first.Append(_context.Transforms.CopyColumns("copy", "c"))
            .Append(_context.Transforms.Categorical.NaNAwareOneHotEncoding("second", "copy"))
            .Append(_context.Transforms.Concatenate("all", "first", "second")).Fit(data);

        var model = SavedModel.Reloaded(_context, chain, data.Schema);

        Assert.Equal("c_a", model.GetOneHotEncoding("first").GetCategories("first")[0].Name);
        Assert.Equal([1L, 2, 0], model.GetOneHotEncoding("second").GetCategories("second").Select(category => category.Count));
        Assert.Equal("model is TransformerChain`1, in which no NaNAwareOneHotEncoding made a column 'all'. Name a column that one encoded. "
            + "(Parameter 'outputColumnName')", Assert.Throws<ArgumentException>(() => model.GetOneHotEncoding("all")).Message);
    }

    [Fact]
    public void All_zeros_are_the_dropped_category_if_there_is_one()
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "a", "b"), new EncodingOptions { DropFirst = true });

        Assert.Equal("a", Spelled(transformer.Inverse("c", new VBuffer<float>(2, [0, 0]))));
    }

    [Fact]
    public void All_zeros_are_the_infrequent_category_if_that_was_dropped()
    {
        var transformer = Encoding.Fit(
            _context, Encoding.Text(_context, "a", "b", null), new EncodingOptions { MinimumCount = 2, DropFirst = true });

        var category = transformer.Inverse("c", new VBuffer<float>(1, [0]));

        Assert.Equal(CategoryRole.Infrequent, category!.Role);
        Assert.Equal(["a", "b"], category.Members.Select(member => member.Value));
    }

    [Theory]
    [InlineData(OutputKind.Indicator)]
    [InlineData(OutputKind.Binary)]
    public void The_elements_of_a_vector_are_turned_back_one_by_one(OutputKind kind)
    {
        string?[][] rows = [["b", "x", null], ["a", "y", null], ["c", "x", "q"]];
        var transformer = Encoding.Fit(_context, Encoding.Vectors(_context, rows[..2]), new EncodingOptions { OutputKind = kind });

        var encoded = Encoding.Encoded(transformer.Transform(Encoding.Vectors(_context, rows)));

        Assert.Equal(["b x Missing", "a y Missing", "none x none"],
            encoded.Select(vector => string.Join(' ', transformer.InverseElements("c", vector).Select(Spelled))));
    }

    [Fact]
    public void What_was_not_encoded_is_not_turned_back()
    {
        var scalar = Encoding.Fit(_context, Encoding.Text(_context, "a", "b"));
        var vector = Encoding.Fit(_context, Encoding.Vectors<string>(_context, [["a", "x"]]));
        var bag = Encoding.Fit(
            _context, Encoding.Vectors<string>(_context, [["a", "x"]]), new EncodingOptions { OutputKind = OutputKind.Bag });
        var key = Encoding.Fit(_context, Encoding.Text(_context, "a"), new EncodingOptions { OutputKind = OutputKind.Key });
        var binary = Encoding.Fit(_context, Encoding.Text(_context, "a"), new EncodingOptions { OutputKind = OutputKind.Binary });

        AssertRefused<ArgumentException>("has 2 slots; an encoded one has 3", () => scalar.Inverse("c", new VBuffer<float>(2, [1, 0])));
        AssertRefused<ArgumentException>("slots 0 and 2 are both 1", () => scalar.Inverse("c", new VBuffer<float>(3, [1, 0, 1])));
        AssertRefused<ArgumentException>("slot 1 is 0.5", () => scalar.Inverse("c", new VBuffer<float>(3, [0, 0.5f, 0])));
        AssertRefused<ArgumentException>(
            "its bits are number 3, and there are 2 categories", () => binary.Inverse("c", new VBuffer<float>(2, [1, 1])));
        AssertRefused<ArgumentException>("slot 1 is 2, neither 0 nor 1", () => binary.Inverse("c", new VBuffer<float>(2, [0, 2])));
        AssertRefused<InvalidOperationException>("Call InverseElements", () => vector.Inverse("c", new VBuffer<float>(4, [1, 0, 1, 0])));
        AssertRefused<InvalidOperationException>("a bag does not tell", () => bag.InverseElements("c", new VBuffer<float>(3, [1, 1, 0])));
        AssertRefused<InvalidOperationException>("Give a key", () => key.Inverse("c", new VBuffer<float>(2, [1, 0])));
        AssertRefused<InvalidOperationException>("Give a vector", () => scalar.Inverse("c", 1u));
        AssertRefused<ArgumentOutOfRangeException>("are 1 to 2", () => key.Inverse("c", 3u));
        AssertRefused<ArgumentOutOfRangeException>("there are 'c'", () => scalar.GetCategories("d"));
        AssertRefused<ArgumentOutOfRangeException>("elements 0 to 1", () => vector.GetCategories("c", 2));
    }

    private static void AssertRefused<T>(string message, Func<object?> call) where T : Exception
        => Assert.Contains(message, Assert.Throws<T>(call).Message, StringComparison.Ordinal);

    private static string[] Listed(IEnumerable<OneHotCategory> categories)
        => [.. categories.Select(category => FormattableString.Invariant(
            $"{category.Role} {category.Value} x{category.Count} at {category.Slot}: {category.Name}"))];

    private static string Spelled(OneHotCategory? category)
        => category is null ? "none"
            : category.Role == CategoryRole.Value ? FormattableString.Invariant($"{category.Value}")
            : $"{category.Role}";
}
