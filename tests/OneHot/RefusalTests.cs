using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.OneHot;

public class RefusalTests
{
    private readonly MLContext _context = new();

    public static TheoryData<string, string> WrongColumns => new()
    {
        {
            "none", "NaNAwareOneHotEncoding: there is no input column 'none'; the data has 'Time', 'Open'. Name one that is there, or add "
                + "a step that makes 'none' before this one."
        },
        {
            "Time", $"{Is("Time", "DateTime")} Convert it first, with mlContext.Transforms.Conversion.ConvertType: to DataKind.String, "
                + "for instance."
        },
        {
            "Open", $"{Is("Open", "VarVector<Single>")} Give the vector a size where the data is loaded, by a VectorType attribute or a "
                + "range of columns."
        },
    };

    [Theory]
    [MemberData(nameof(WrongColumns))]
    public void A_column_it_cannot_encode_is_refused_by_Fit_and_by_GetOutputSchema_alike(string column, string message)
    {
        var data = _context.Data.LoadFromEnumerable(new[] { new Row() });
        var estimator = _context.Transforms.Categorical.NaNAwareOneHotEncoding("out", column);

        var atFit = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.Fit(data));
        var atSchema = Assert.Throws<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Encoding.Shape(data.Schema)));

        Assert.Equal($"{message} (Parameter 'input')", atFit.Message);
        Assert.Equal($"{message} (Parameter 'inputSchema')", atSchema.Message);
    }

    [Fact]
    public void Of_many_columns_it_lists_the_first_ten()
    {
        var columns = Enumerable.Range(0, 12).Select(i => new TextLoader.Column($"x{i}", DataKind.Single, i)).ToArray();
        var data = _context.Data.CreateTextLoader(columns).Load(new MultiFileSource(null));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Encoding.Fit(_context, data));

        Assert.Equal("NaNAwareOneHotEncoding: there is no input column 'c'; the data has 'x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6', "
            + "'x7', 'x8', 'x9' and 2 more. Name one that is there, or add a step that makes 'c' before this one. "
            + "(Parameter 'input')", error.Message);
    }

    [Fact]
    public void Data_whose_column_has_another_type_than_in_training_is_refused()
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "1"));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => transformer.Transform(Encoding.Single(_context, 1)));

        Assert.Equal("NaNAwareOneHotEncoding: input column 'c' is of type Single; it was String when the encoding was fitted, and "
            + "must be so again. Load or convert it as it was then, or fit anew. (Parameter 'schema')", error.Message);
    }

    [Fact]
    public void Data_without_the_column_is_refused_by_the_transformer()
    {
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, "1"));
        var data = _context.Data.LoadFromEnumerable(new[] { new Row() });

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => transformer.Transform(data));

        Assert.Equal("NaNAwareOneHotEncoding: there is no input column 'c'; the data has 'Time', 'Open'. Name one that "
            + "is there, or add a step that makes 'c' before this one. (Parameter 'schema')", error.Message);
    }

    [Fact]
    public void An_output_column_given_twice_is_refused_at_once()
    {
        var error = Assert.ThrowsAny<ArgumentException>(
            () => _context.Transforms.Categorical.NaNAwareOneHotEncoding([new("c", "a"), new("c", "b")]));

        Assert.Equal("NaNAwareOneHotEncoding: output column 'c' is there more than once; each must have a name of its own. Rename "
            + "all but one. (Parameter 'columns')", error.Message);
    }

    [Fact]
    public void No_columns_and_null_columns_are_refused_at_once()
    {
        const string message = "NaNAwareOneHotEncoding: there must be at least one pair of columns, and none may be null. Name the "
            + "columns to encode. (Parameter 'columns')";
        var catalog = _context.Transforms.Categorical;

        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(() => catalog.NaNAwareOneHotEncoding([])).Message);
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(
            () => catalog.NaNAwareOneHotEncoding([null!])).Message);
        Assert.Throws<ArgumentNullException>(() => catalog.NaNAwareOneHotEncoding((InputOutputColumnPair[])null!));
        Assert.Throws<ArgumentNullException>(() => ((TransformsCatalog.CategoricalTransforms)null!).NaNAwareOneHotEncoding("c"));
    }

    private static string Is(string column, string type)
        => $"NaNAwareOneHotEncoding: input column '{column}' is of type {type}; it must be text (String), Boolean, "
            + "a number or a key, one value a row or a vector of known size.";

    private sealed class Row
    {
        public DateTime Time { get; set; }

        public float[] Open { get; set; } = [];
    }
}
