using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Transforms;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.PiecewiseLinearEncodingEstimator.Options;

namespace MlNetDl.Tests.PiecewiseLinear;

public class RefusalTests
{
    private readonly MLContext _context = new();

    public static TheoryData<string, string> WrongColumns => new()
    {
        {
            "none", "there is no input column 'none'; the data has 'Name', 'Open', 'Flag', 'Number'. Name one that is there, or add a step "
                + "that makes 'none' before this one."
        },
        { "Name", Is("Name", "String") + Convert },
        { "Flag", Is("Flag", "Boolean") + Convert },
        {
            "Open", Is("Open", "VarVector<Single>") + "Give the vector a size where the data is loaded, by a VectorType attribute or a "
                + "range of columns."
        },
    };

    private static string Convert => "Convert it first, with mlContext.Transforms.Conversion.ConvertType to DataKind.Single; "
        + "categories are for mlContext.Transforms.Categorical.NaNAwareOneHotEncoding.";

    [Theory]
    [MemberData(nameof(WrongColumns))]
    public void A_column_it_cannot_encode_is_refused_by_Fit_and_by_GetOutputSchema_alike(string column, string message)
    {
        var data = _context.Data.LoadFromEnumerable(new[] { new Row() });
        var estimator = _context.Transforms.PiecewiseLinearEncoding("out", column);

        var atFit = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data));
        var atSchema = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Encoding.Shape(data.Schema)));

        Assert.Equal($"PiecewiseLinearEncoding: {message} (Parameter 'input')", atFit.Message);
        Assert.Equal($"PiecewiseLinearEncoding: {message} (Parameter 'inputSchema')", atSchema.Message);
    }

    [Fact]
    public void Keys_are_refused()
    {
        var data = Encoding.Keys(_context, 3, null, 1, 2);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Fit(data));

        Assert.Equal($"PiecewiseLinearEncoding: {Is("c", "Key<UInt32>")}{Convert} (Parameter 'input')", error.Message);
    }

    [Theory]
    [InlineData("none", "there is no example weight column 'none'; the data has 'Name', 'Open', 'Flag', 'Number'. Name one that is there, "
        + "or add a step that makes 'none' before this one.")]
    [InlineData("Name", "example weight column 'Name' is of type String; it must be a number, one value a row. Name another column, or "
        + "convert it.")]
    public void A_column_that_cannot_be_weights_is_refused(string column, string message)
    {
        var data = _context.Data.LoadFromEnumerable(new[] { new Row() });
        var estimator = _context.Transforms.PiecewiseLinearEncoding("Number", options: new() { ExampleWeightColumnName = column });

        var atFit = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data));
        var atSchema = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Encoding.Shape(data.Schema)));

        Assert.Equal($"PiecewiseLinearEncoding: {message} (Parameter 'input')", atFit.Message);
        Assert.Equal($"PiecewiseLinearEncoding: {message} (Parameter 'inputSchema')", atSchema.Message);
    }

    [Theory]
    [InlineData(-1f, "-1")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void A_weight_that_is_none_is_refused(float weight, string text)
    {
        var data = _context.Data.LoadFromEnumerable(new[] { new Row { Number = 1 }, new Row { Number = weight } });

        var error = Assert.Throws<InvalidOperationException>(() => _context.Transforms
            .PiecewiseLinearEncoding("Number", options: new() { ExampleWeightColumnName = "Number" }).Fit(data));

        Assert.Equal($"PiecewiseLinearEncoding: example weight column 'Number' holds {text} in row 2 of the training data; it must be at "
            + "least 0 and finite. Correct the weight, or replace it by 0 to leave the row out.", error.Message);
    }

    [Fact]
    public void Data_without_rows_and_without_rows_that_count_are_refused()
    {
        var none = Assert.Throws<InvalidOperationException>(() => Fit(Encoding.Single(_context)));
        var weightless = Assert.Throws<InvalidOperationException>(() => _context.Transforms
            .PiecewiseLinearEncoding("Number", options: new() { ExampleWeightColumnName = "Number" })
            .Fit(_context.Data.LoadFromEnumerable(new[] { new Row() })));

        Assert.Equal("PiecewiseLinearEncoding: the training data has no rows. Check the file that was loaded and the filters in the "
            + "pipeline.", none.Message);
        Assert.Equal("PiecewiseLinearEncoding: the training data has no rows with a weight above 0 in column 'Number'. Check the weights, "
            + "the file that was loaded and the filters in the pipeline.", weightless.Message);
    }

    [Fact]
    public void A_slot_that_is_always_missing_is_refused()
    {
        var scalar = Assert.Throws<InvalidOperationException>(() => Fit(Encoding.Single(_context, float.NaN, float.NaN)));
        var element = Assert.Throws<InvalidOperationException>(
            () => Fit(Encoding.Vectors(_context, [[1, float.NaN], [2, float.NaN]], ["a", "b"])));

        const string remedy = "is missing in all 2 rows of the training data, so that there is nothing to learn pieces from. Leave it out, "
            + "or check how it was loaded.";
        Assert.Equal($"PiecewiseLinearEncoding: input column 'c' {remedy}", scalar.Message);
        Assert.Equal($"PiecewiseLinearEncoding: element 'b' of input column 'c' {remedy}", element.Message);
    }

    [Fact]
    public void An_infinite_value_in_training_is_refused_and_a_double_beyond_Single_is_one()
    {
        const string remedy = "of the training data; it must be finite as a Single, or NaN for missing. Correct it where it comes from, "
            + "such as a division by zero, or filter the row out.";
        var single = Assert.Throws<InvalidOperationException>(() => Fit(Encoding.Single(_context, 1, 2, float.NegativeInfinity)));
        var wide = Assert.Throws<InvalidOperationException>(() => Fit(Encoding.Column(_context, 1, 1e300)));

        Assert.Equal($"PiecewiseLinearEncoding: input column 'c' holds -Infinity in row 3 {remedy}", single.Message);
        Assert.Equal($"PiecewiseLinearEncoding: input column 'c' holds Infinity in row 2 {remedy}", wide.Message);
    }

    [Fact]
    public void Data_whose_column_is_not_what_it_was_in_training_is_refused()
    {
        var transformer = Fit(Encoding.Single(_context, 1, 2));
        var named = Fit(Encoding.Vectors(_context, [[1f, 2], [3, 4]], ["a", "b"]));
        const string again = "when the encoding was fitted, and must be so again. Load it as it was then, or fit anew. "
            + "(Parameter 'schema')";

        Assert.Equal($"PiecewiseLinearEncoding: input column 'c' is a vector of 2 numbers; it was one number a row {again}",
            Assert.Throws<ArgumentOutOfRangeException>(() => transformer.Transform(Encoding.Vectors(_context, [[1f, 2]]))).Message);
        Assert.Equal("PiecewiseLinearEncoding: input column 'c' has other slot names, or has them in another order, than it had "
            + again,
            Assert.Throws<ArgumentOutOfRangeException>(
                () => named.Transform(Encoding.Vectors(_context, [[1f, 2]], ["b", "a"]))).Message);
        Assert.StartsWith($"PiecewiseLinearEncoding: {Is("c", "String")}",
            Assert.Throws<ArgumentOutOfRangeException>(() => transformer.Transform(Encoding.Text(_context, "1"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused_at_once_and_all_together()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _context.Transforms.PiecewiseLinearEncoding(
            "c", options: new() { MaximumNumberOfPieces = 1, MissingIndicator = (MissingIndicator)7, ExampleWeightColumnName = " " }));

        Assert.Equal(string.Join(Environment.NewLine,
            "PiecewiseLinearEncoding: MaximumNumberOfPieces is 1; it must be at least 2.",
            "PiecewiseLinearEncoding: MissingIndicator is 7; it must be one of WhenPresent, Always, Never.",
            "PiecewiseLinearEncoding: ExampleWeightColumnName is ' '; it must be the name of a column, or null. (Parameter 'options')"),
            error.Message);
    }

    [Fact]
    public void Options_are_copied()
    {
        var options = new EncodingOptions();
        var estimator = _context.Transforms.PiecewiseLinearEncoding("c", options: options);

        options.MaximumNumberOfPieces = 2;

        Assert.Equal(4, estimator.Fit(Encoding.Single(_context, 1, 2, 3, 4)).GetEdges("c").Count);
    }

    [Fact]
    public void No_columns_and_columns_given_twice_are_refused_at_once()
    {
        Assert.Equal("PiecewiseLinearEncoding: there must be at least one pair of columns, and none may be null. Name the columns to "
            + "encode. (Parameter 'columns')",
            Assert.ThrowsAny<ArgumentException>(() => _context.Transforms.PiecewiseLinearEncoding([])).Message);
        Assert.Equal("PiecewiseLinearEncoding: output column 'c' is there more than once; each must have a name of its own. Rename all but "
            + "one. (Parameter 'columns')",
            Assert.ThrowsAny<ArgumentException>(() => _context.Transforms.PiecewiseLinearEncoding([new("c"), new("c", "d")])).Message);
        Assert.Throws<ArgumentNullException>(() => _context.Transforms.PiecewiseLinearEncoding((InputOutputColumnPair[])null!));
        Assert.Throws<ArgumentNullException>(() => ((TransformsCatalog)null!).PiecewiseLinearEncoding("c"));
    }

    [Fact]
    public void Edges_are_only_given_of_what_was_encoded()
    {
        var transformer = Fit(Encoding.Single(_context, 1, 2));

        Assert.StartsWith("PiecewiseLinearEncoding: there is no such encoded column; there are 'c'. Name one of them.",
            Assert.Throws<ArgumentOutOfRangeException>(() => transformer.GetEdges("d")).Message, StringComparison.Ordinal);
        Assert.StartsWith("PiecewiseLinearEncoding: column 'c' has elements 0 to 0. Name one of them.",
            Assert.Throws<ArgumentOutOfRangeException>(() => transformer.GetEdges("c", 1)).Message, StringComparison.Ordinal);
    }

    private PiecewiseLinearEncodingTransformer Fit(IDataView data) => _context.Transforms.PiecewiseLinearEncoding("c").Fit(data);

    private static string Is(string column, string type)
        => $"input column '{column}' is of type {type}; it must be a number, one value a row or a vector of known size. ";

    private sealed class Row
    {
        public string Name { get; set; } = "";

        public float[] Open { get; set; } = [];

        public bool Flag { get; set; }

        public float Number { get; set; }
    }
}
