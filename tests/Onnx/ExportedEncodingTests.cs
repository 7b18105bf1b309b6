using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlNetDl.Tests.OneHot;
using MlNetDl.Transforms;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;
using OutputKind = Microsoft.ML.Transforms.OneHotEncodingEstimator.OutputKind;

namespace MlNetDl.Tests.Onnx;

public class ExportedEncodingTests
{
    private static readonly Dictionary<string, Func<EncodingOptions>> _options = new()
    {
        ["default"] = () => new(),
        ["missing when present"] = () => new() { MissingCategory = MissingCategory.WhenPresent },
        ["missing never"] = () => new() { MissingCategory = MissingCategory.Never },
        ["tokens"] = () => new() { MissingTokens = ["?", "n/a", "7", "NaN"] },
        ["tokens in any case"] = () => new() { MissingTokens = ["?", "n/a", "TRUE"], IgnoreMissingTokenCase = true },
        ["unseen are missing"] = () => new() { UnseenValues = UnseenValues.Missing },
        ["bucket"] = () => new() { MinimumCount = 2 },
        ["unseen into bucket"] = () => new() { MinimumCount = 2, UnseenValues = UnseenValues.Infrequent },
        ["at most two"] = () => new() { MaximumNumberOfCategories = 2, UnseenValues = UnseenValues.Infrequent },
        ["by occurrence"] = () => new() { Order = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence },
        ["first dropped"] = () => new() { DropFirst = true },
        ["first dropped, unseen are missing"] = () => new() { DropFirst = true, UnseenValues = UnseenValues.Missing },
    };

    private readonly MLContext _context = new();

    public static TheoryData<string, string> TypesAndOptions()
    {
        var rows = new TheoryData<string, string>();
        foreach (var type in TypedValues.All.Keys)
        {
            foreach (var options in _options.Keys)
                rows.Add(type, options);
        }

        return rows;
    }

    public static TheoryData<string> TypesThatAreNoKeys()
        => [.. TypedValues.All.Where(type => !type.Value.AreKeys).Select(type => type.Key)];

    [Theory]
    [MemberData(nameof(TypesAndOptions))]
    public void Vectors_are_those_of_Transform(string type, string options)
        => AreEqual(TypedValues.All[type], _options[options]);

    [Theory]
    [MemberData(nameof(TypesThatAreNoKeys))]
    public void Vectors_of_given_categories_are_those_of_Transform(string type)
    {
        var values = TypedValues.All[type];
        AreEqual(values, () => new EncodingOptions { Categories = { ["c"] = values.Categories } });
    }

    [Theory]
    [MemberData(nameof(TypesThatAreNoKeys))]
    public void Without_any_category_all_but_missing_values_are_unseen(string type)
    {
        var values = TypedValues.All[type];
        foreach (var unseen in new[] { UnseenValues.Zeros, UnseenValues.Missing })
        {
            var encoding = Encoding.Fit(_context, values.None(_context), new EncodingOptions { UnseenValues = unseen });

            Exported.Equal<float>(_context, encoding, values.ToEncode(_context, vectors: false));
        }
    }

    [Fact]
    public void Keys_whose_values_are_tokens_are_missing()
    {
        string[] values = ["Rome", "N/A", "n/a", "?"];
        var options = new EncodingOptions { MissingTokens = ["n/a", "?"], IgnoreMissingTokenCase = true };
        var data = Encoding.Keys(_context, values.Length, values, 0, 1, 2, 3, 4);

        var encoded = Exported.Equal<float>(_context, Encoding.Fit(_context, data, options), data);

        Assert.Equal(2, encoded[0].Length);
    }

    [Theory]
    [InlineData(OutputKind.Indicator)]
    [InlineData(OutputKind.Binary)]
    public void An_element_without_slots_takes_no_room(OutputKind kind)
    {
        var options = new EncodingOptions { MissingCategory = MissingCategory.Never, OutputKind = kind };
        var data = Encoding.Vectors<string>(_context, [["", "b"], ["", ""]]);

        var encoded = Exported.Equal<float>(_context, Encoding.Fit(_context, data, options), data);

        Assert.Equal([[1f], [0]], encoded);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void Every_version_of_operators_that_MlNet_writes_will_do(int opSet)
    {
        // Those that need a later version refuse an earlier one.
        OutputKind[] kinds = [OutputKind.Indicator, OutputKind.Bag, .. opSet < 10 ? Array.Empty<OutputKind>() : [OutputKind.Binary]];
        string[] types = ["text", "Single", "UInt64", .. opSet < 11 ? Array.Empty<string>() : ["Double"]];
        foreach (var (kind, type) in kinds.SelectMany(kind => types, (kind, type) => (kind, TypedValues.All[type])))
        {
            var encoding = Encoding.Fit(_context, type.ToFit(_context, vectors: true), new EncodingOptions { OutputKind = kind });

            Exported.Equal<float>(_context, encoding, type.ToEncode(_context, vectors: true), opSet: opSet);
        }
    }

    private void AreEqual(TypedValues values, Func<EncodingOptions> makeOptions)
    {
        foreach (var kind in Enum.GetValues<OutputKind>())
        {
            var options = makeOptions();
            options.OutputKind = kind;
            if (options.DropFirst && kind is OutputKind.Key or OutputKind.Binary)
                continue;

            foreach (var vectors in new[] { false, true })
            {
                var encoding = Encoding.Fit(_context, values.ToFit(_context, vectors), options);
                if (kind == OutputKind.Key)
                    Exported.Equal<uint>(_context, encoding, values.ToEncode(_context, vectors));
                else
                    Exported.Equal<float>(_context, encoding, values.ToEncode(_context, vectors));
            }
        }
    }
}
