using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.PiecewiseLinear;

public class PersistenceTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_loaded_encoding_is_bit_equal_to_the_saved_one()
    {
        var random = new Random(1);
        float[] many = [.. Enumerable.Range(0, 500).Select(_ => random.NextSingle())];

        AssertSurvives(Encoding.Single(_context, many), Encoding.Single(_context, 0.5f, float.NaN, -1, float.PositiveInfinity));
        AssertSurvives(Encoding.Single(_context, -0f, float.MaxValue, float.MinValue, float.NaN, float.Epsilon));
        AssertSurvives(Encoding.Single(_context, 5), Encoding.Single(_context, 4, 5, float.NaN));
        AssertSurvives(Encoding.Column(_context, 1, 2, 1_000_000));
        AssertSurvives(Encoding.Vectors(_context, [[1.5f, 2], [float.NaN, 2], [7, 3]], ["first", "second"]));
        AssertSurvives(Encoding.Vectors(_context, [[1.5, 2], [3, 2]]));
    }

    [Fact]
    public void A_damaged_model_is_a_format_error_and_allocates_no_more_than_it_is_long()
    {
        // Not a whole model: a zip would find the damage first. This is what the transformer itself wrote into it.
        var body = Entry(Encoding.Single(_context, 1, 2, 4));
        var isVector = body.BodyStart + (3 * sizeof(int));
        var count = isVector + sizeof(bool);
        var edges = count + sizeof(int);
        var median = edges + (3 * sizeof(float));

        foreach (var (position, bytes) in new (int, byte[])[]
        {
            (body.BodyStart, BitConverter.GetBytes(int.MaxValue)),
            (body.BodyStart, BitConverter.GetBytes(-1)),
            (body.BodyStart, BitConverter.GetBytes(0)),
            (isVector, [1]),
            (count, BitConverter.GetBytes(int.MaxValue)),
            (count, BitConverter.GetBytes(-5)),
            (count, BitConverter.GetBytes(0)),
            (count, BitConverter.GetBytes(4)),
            (edges, BitConverter.GetBytes(2f)),
            (edges, BitConverter.GetBytes(float.NegativeInfinity)),
            (edges + sizeof(float), BitConverter.GetBytes(float.NaN)),
            (median, BitConverter.GetBytes(float.NaN)),
            (median, BitConverter.GetBytes(5f)),
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
        var entry = Entry(Encoding.Vectors(_context, [[1f, 2], [3, 4]], ["first", "second"]));

        for (var length = 0; length < entry.Bytes.Length; length += 3)
            AssertFormatError(entry.CutTo(length));
    }

    private PiecewiseLinearEncodingTransformer Fit(IDataView data) => _context.Transforms.PiecewiseLinearEncoding("c").Fit(data);

    private ModelEntry Entry(IDataView data) => ModelEntry.Read(SavedModel.Bytes(_context, Fit(data), data.Schema), "PCWSLINE");

    private void AssertSurvives(IDataView training, IDataView? test = null)
    {
        var transformer = Fit(training);
        var saved = SavedModel.Bytes(_context, transformer, training.Schema);

        var loaded = new MLContext().Model.Load(new MemoryStream(saved), out _);

        var (before, after) = (transformer.Transform(test ?? training), loaded.Transform(test ?? training));
        Assert.Equal(VisibleColumns.Lines(before), VisibleColumns.Lines(after));
        Assert.Equal(SchemaText.Of(before.Schema["c"].Annotations), SchemaText.Of(after.Schema["c"].Annotations));
        Assert.Equal(ModelEntry.Read(saved, "PCWSLINE").Bytes,
            ModelEntry.Read(SavedModel.Bytes(_context, loaded, training.Schema), "PCWSLINE").Bytes);
    }

    /// <summary>ML.NET creates what it loads by reflection, and wraps what that throws.</summary>
    private static void AssertFormatError(byte[] model) => Assert.IsType<FormatException>(
        Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(new MemoryStream(model), out _)).GetBaseException());
}
