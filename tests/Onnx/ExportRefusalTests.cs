using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;

namespace MlNetDl.Tests.Onnx;

public class ExportRefusalTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void An_error_for_unseen_values_is_refused()
    {
        var message = Refusal(new EncodingOptions { UnseenValues = UnseenValues.Error }, "a", "b");

        Assert.Equal("NaNAwareOneHotEncoding: the encoding of input column 'c' cannot be exported to ONNX: UnseenValues is Error, and a "
            + "graph cannot refuse a value. Fit with Zeros, Missing or Infrequent for the export.", message);
    }

    [Fact]
    public void A_missing_token_with_more_spellings_than_can_be_listed_is_refused()
    {
        var options = new EncodingOptions { MissingTokens = ["n/a", "information unavailable"], IgnoreMissingTokenCase = true };

        var message = Refusal(options, "a", "b");

        Assert.Equal("NaNAwareOneHotEncoding: the encoding of input column 'c' cannot be exported to ONNX: IgnoreMissingTokenCase is set, "
            + "a graph compares exact text, and the missing token 'information unavailable' has more than 100000 spellings. Fit with "
            + "those that occur in MissingTokens, and without IgnoreMissingTokenCase.", message);
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_refused()
    {
        var message = Refusal(new EncodingOptions(), "a", "b\uD83D");

        Assert.Equal("NaNAwareOneHotEncoding: the encoding of input column 'c' cannot be exported to ONNX: 'b\uD83D' among its categories "
            + "or MissingTokens holds half a surrogate pair, which the text of a graph cannot. Correct it, in the data too, and fit anew.",
            message);
    }

    // Doubles are compared by Equal of version 11, and bits are taken apart by Mod, of version 10.
    [Theory]
    [InlineData("Double", OneHotEncodingEstimator.OutputKind.Indicator, 11)]
    [InlineData("text", OneHotEncodingEstimator.OutputKind.Binary, 10)]
    public void Operators_of_too_early_a_version_are_refused(string type, OneHotEncodingEstimator.OutputKind kind, int needed)
    {
        var data = TypedValues.All[type].ToFit(_context, vectors: false);
        var encoding = Encoding.Fit(_context, data, new EncodingOptions { OutputKind = kind });

        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => OnnxModel.Export(_context, encoding, data, needed - 1));

        Assert.Contains($"NaNAwareOneHotEncoding's minimum OpSet version requirement: {needed}", refusal.Message, StringComparison.Ordinal);
    }

    // ML.NET only warns that the custom mapping is not in the graph, which then has nothing but the data's own 'c' to give for 'c'.
    [Fact]
    public void An_output_whose_input_the_graph_lacks_is_not_left_as_it_was_before()
    {
        var data = Encoding.Text(_context, "a", "b");
        var model = _context.Transforms
            .CustomMapping<Encoding.Row<string>, Loud>((row, loud) => loud.Text = $"{row.C}!", contractName: null)
            .Append(_context.Transforms.Categorical.NaNAwareOneHotEncoding("c", "loud"))
            .Fit(data);

        var refusal = Assert.Throws<InvalidOperationException>(() => _context.Model.ConvertToOnnx(model, data, Stream.Null, "c"));

        Assert.Contains("can not be fully converted", refusal.Message, StringComparison.Ordinal);
    }

    private string Refusal(EncodingOptions options, params string[] values)
    {
        var data = Encoding.Text(_context, values);
        var encoding = Encoding.Fit(_context, data, options);
        return Assert.Throws<InvalidOperationException>(() => OnnxModel.Export(_context, encoding, data)).Message;
    }

    private sealed class Loud
    {
        [ColumnName("loud")]
        public string? Text { get; set; }
    }
}
