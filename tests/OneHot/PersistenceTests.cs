using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;
using OutputKind = Microsoft.ML.Transforms.OneHotEncodingEstimator.OutputKind;

namespace MlNetDl.Tests.OneHot;

public class PersistenceTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void A_loaded_text_encoding_is_bit_equal_to_the_saved_one()
    {
        var data = Encoding.Text(_context, "b", null, "a", "nan", " ", "é", "line\nbreak", "\U0001F600", "\ud800", "\udc00", "a\0");

        AssertSurvives(data, Encoding.Text(_context, "a", "", "unseen", "\ud800", "\udc00", "\U0001F600", "a\0", "line\nbreak"));
    }

    [Fact]
    public void A_loaded_Single_encoding_is_bit_equal_to_the_saved_one()
    {
        var data = Encoding.Single(_context, -0f, 0.1f, float.NaN, float.NegativeInfinity, float.Epsilon, float.MaxValue, 1.5f);

        AssertSurvives(data, Encoding.Single(_context, 0, -0f, 0.1f, float.NaN, float.NegativeInfinity, 7, float.Epsilon));
    }

    [Fact]
    public void An_encoding_without_categories_can_be_saved()
        => AssertSurvives(Encoding.Text(_context), Encoding.Text(_context, "x", null));

    [Fact]
    public void Every_type_of_column_survives()
    {
        AssertSurvives(Encoding.Column(_context, 0.1, double.NaN, -0.0, double.MaxValue));
        AssertSurvives(Encoding.Column<sbyte>(_context, -5, 7));
        AssertSurvives(Encoding.Column<byte>(_context, 5, 255));
        AssertSurvives(Encoding.Column<short>(_context, -300, 300));
        AssertSurvives(Encoding.Column<ushort>(_context, 300, 65535));
        AssertSurvives(Encoding.Column(_context, int.MinValue, 3));
        AssertSurvives(Encoding.Column<uint>(_context, uint.MaxValue, 3));
        AssertSurvives(Encoding.Column(_context, 9007199254740993, 9007199254740992));
        AssertSurvives(Encoding.Column(_context, ulong.MaxValue, ulong.MaxValue - 1));
        AssertSurvives(Encoding.Column(_context, true, false));
        AssertSurvives(Encoding.Keys(_context, 3, null, 1, 0, 3));
        AssertSurvives(Encoding.Keys(_context, 3, ["x", "y", "z"], 1, 0, 3));
        AssertSurvives(Encoding.Vectors<string?>(_context, [["a", null], ["b", "c"]]));
        AssertSurvives(Encoding.Vectors(_context, [[1.5f, 2], [float.NaN, 2]], ["first", "second"]));
    }

    [Theory]
    [InlineData(OutputKind.Indicator)]
    [InlineData(OutputKind.Bag)]
    [InlineData(OutputKind.Key)]
    [InlineData(OutputKind.Binary)]
    public void Every_option_survives(OutputKind kind)
    {
        foreach (var unseen in Enum.GetValues<UnseenValues>())
        {
            var options = new EncodingOptions
            {
                OutputKind = kind,
                MissingTokens = ["?", ""],
                IgnoreMissingTokenCase = unseen == UnseenValues.Zeros,
                MissingCategory = MissingCategory.WhenPresent,
                MinimumCount = 2,
                DropFirst = kind is OutputKind.Indicator or OutputKind.Bag,
                UnseenValues = unseen,
                Categories = { ["c"] = ["z", "a", "b", "c"] },
            };

            AssertSurvives(Encoding.Text(_context, "a", "a", "b", "z", "z", "?", "c", "b"), options: options);
        }
    }

    [Fact]
    public void Slot_names_do_not_depend_on_the_culture_of_saving_or_loading()
    {
        var data = Encoding.Single(_context, 0.5f, -1234.5f);
        var saved = Array.Empty<byte>();
        Encoding.UnderCulture("de-DE", () => saved = Save(Encoding.Fit(_context, data), data.Schema));

        Encoding.UnderCulture("en-US",
            () => Assert.Equal(["c_-1234.5", "c_0.5", "c_nan"], Encoding.SlotNames(Load(saved).Transform(data))));
    }

    [Fact]
    public void A_damaged_model_is_a_format_error_and_allocates_no_more_than_it_is_long()
    {
        // Not a whole model: a zip would find the damage first. This is what the transformer itself wrote into it.
        var data = Encoding.Text(_context, "a", "b");
        var saved = Save(Encoding.Fit(_context, data), data.Schema);
        var body = ModelEntry.Read(saved);
        var pairs = body.BodyStart;
        var kind = pairs + 3 * sizeof(int);
        var isVector = kind + 1;
        var output = isVector + 1;
        var unseen = output + 1;
        var tokens = unseen + 3;
        var missingCount = tokens + sizeof(int) + 1;
        var count = missingCount + sizeof(long);

        foreach (var (position, bytes) in new (int, byte[])[]
        {
            (pairs, BitConverter.GetBytes(int.MaxValue)),
            (pairs, BitConverter.GetBytes(-1)),
            (pairs, BitConverter.GetBytes(0)),
            (kind, [200]),
            (isVector, [1]),
            (output, [9]),
            (unseen, [9]),
            (tokens, BitConverter.GetBytes(int.MaxValue)),
            (missingCount, BitConverter.GetBytes(-1L)),
            (count, BitConverter.GetBytes(int.MaxValue)),
            (count, BitConverter.GetBytes(-5)),
            (count, BitConverter.GetBytes(3)),
            (count + 4, BitConverter.GetBytes(99)),
            (count + 4, body.Bytes[(count + 8)..(count + 12)]),
        })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            AssertFormatError(body.With(position, bytes));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        }
    }

    [Fact]
    public void A_number_of_keys_that_their_type_cannot_count_is_a_format_error()
    {
        var texts = Encoding.Text(_context, "a", "b");
        var data = _context.Transforms.Conversion.MapValueToKey("c")
            .Append(_context.Transforms.Conversion.ConvertType("c", outputKind: DataKind.Byte)).Fit(texts).Transform(texts);
        var body = ModelEntry.Read(Save(Encoding.Fit(_context, data), data.Schema), "NAN1HOTE");

        AssertFormatError(body.With(body.BodyStart + (3 * sizeof(int)) + 1, BitConverter.GetBytes(256)));
    }

    [Fact]
    public void A_model_cut_off_is_a_format_error()
    {
        var data = Encoding.Text(_context, "a", "b");
        var entry = ModelEntry.Read(Save(Encoding.Fit(_context, data), data.Schema));

        for (var length = 0; length < entry.Bytes.Length; length += 7)
            AssertFormatError(entry.CutTo(length));
    }

    /// <summary>ML.NET creates what it loads by reflection, and wraps what that throws.</summary>
    private static void AssertFormatError(byte[] model)
        => Assert.IsType<FormatException>(Assert.ThrowsAny<Exception>(() => Load(model)).GetBaseException());

    private void AssertSurvives(IDataView training, IDataView? test = null, EncodingOptions? options = null)
    {
        var transformer = Encoding.Fit(_context, training, options);
        var saved = Save(transformer, training.Schema);

        var loaded = Load(saved);

        var (before, after) = (transformer.Transform(test ?? training), loaded.Transform(test ?? training));
        Assert.Equal(Values(before), Values(after));
        Assert.Equal(SchemaText.Of(before.Schema["c"].Annotations), SchemaText.Of(after.Schema["c"].Annotations));
        Assert.Equal(Listed(transformer), Listed(loaded));
        Assert.Equal(ModelEntry.Read(saved).Bytes, ModelEntry.Read(Save(loaded, training.Schema)).Bytes);
    }

    private static string[] Values(IDataView encoded)
        => encoded.Schema["c"].Type is KeyDataViewType
            ? [.. encoded.GetColumn<uint>("c").Select(key => $"{key}")]
            : [.. Encoding.Encoded(encoded).Select(vector => $"{vector.Length} {vector.IsDense} {string.Join(' ', vector.Items())}")];

    private static string[] Listed(NaNAwareOneHotEncodingTransformer transformer)
        => [.. transformer.GetCategories("c").SelectMany(category => category.Members.Prepend(category)).Select(category =>
            $"{category.Role} {category.Value?.GetType()} {category.Value} {category.Count} {category.Slot} {category.Name}")];

    private byte[] Save(ITransformer transformer, DataViewSchema schema) => SavedModel.Bytes(_context, transformer, schema);

    private static NaNAwareOneHotEncodingTransformer Load(byte[] model)
    {
        using var stream = new MemoryStream(model);
        var loaded = new MLContext().Model.Load(stream, out _);
        return loaded as NaNAwareOneHotEncodingTransformer
            ?? Assert.IsType<NaNAwareOneHotEncodingTransformer>(Assert.Single((TransformerChain<ITransformer>)loaded));
    }
}
