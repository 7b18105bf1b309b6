using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms;
using Xunit;

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

    private void AssertSurvives(IDataView training, IDataView test)
    {
        var transformer = Encoding.Fit(_context, training);
        var saved = Save(transformer, training.Schema);

        var loaded = Load(saved);

        var (before, after) = (transformer.Transform(test), loaded.Transform(test));
        Assert.Equal(Encoding.SlotNames(before), Encoding.SlotNames(after));
        Assert.Equal(
            Encoding.Encoded(before).Select(vector => (vector.Length, vector.IsDense, string.Join(' ', vector.Items()))),
            Encoding.Encoded(after).Select(vector => (vector.Length, vector.IsDense, string.Join(' ', vector.Items()))));
        Assert.Equal(ModelEntry.Read(saved).Bytes, ModelEntry.Read(Save(loaded, training.Schema)).Bytes);
    }

    private byte[] Save(ITransformer transformer, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        _context.Model.Save(transformer, schema, stream);
        return stream.ToArray();
    }

    private static ITransformer Load(byte[] model)
    {
        using var stream = new MemoryStream(model);
        var loaded = new MLContext().Model.Load(stream, out _);
        return loaded is NaNAwareOneHotEncodingTransformer ? loaded : Assert.Single((TransformerChain<ITransformer>)loaded);
    }
}
