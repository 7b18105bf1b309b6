using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Tabular;

public class PersistenceTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void A_loaded_chain_makes_the_same_features_and_tells_the_same()
    {
        var data = Person.View(_context, Person.Many(60));
        var model = _context.Transforms.CopyColumns("Copy", "Age")
            .Append(_context.Transforms.TabularFeatures(
                "Features", data.Schema, "Label", options: new() { OneHot = { MinimumCount = 20 } }))
            .Fit(data);

        var loaded = SavedModel.Reloaded(_context, model, data.Schema);

        var (before, after) = (model.Transform(data), loaded.Transform(data));
        Assert.Equal(Stored(before), Stored(after));
        Assert.Equal(SchemaText.Of(before.Schema["Features"].Annotations), SchemaText.Of(after.Schema["Features"].Annotations));
        Assert.Equal(Told(model), Told(loaded));
        Assert.Equal(SavedModel.Bytes(_context, model, data.Schema).Length, SavedModel.Bytes(_context, loaded, data.Schema).Length);

        static string[] Told(ITransformer model) => [.. model.GetTabularFeatures("Features").Columns.SelectMany(column => column.Categories
            .Select(category => $"{category} {category.Slot}: {string.Join(", ", category.Members)}").Prepend($"{column}"))];
    }

    [Fact]
    public void A_damaged_model_is_a_format_error_and_allocates_no_more_than_it_is_long()
    {
        var data = Encoding.Vectors<float>(_context, [[1, 2]], ["x", "y"]);
        var body = ModelEntry.Read(SavedModel.Bytes(_context, Features.Fit(_context, data), data.Schema), "TABFEATS");
        // The name of the vector and that of the column are numbers in a table of texts.
        var count = body.BodyStart + sizeof(int);
        var kind = count + (2 * sizeof(int));
        var isVector = kind + 1;
        var elements = isVector + 1;
        var median = elements + (3 * sizeof(int));

        foreach (var (position, bytes) in new (int, byte[])[]
        {
            (count, BitConverter.GetBytes(0)),
            (count, BitConverter.GetBytes(-1)),
            (count, BitConverter.GetBytes(2)),
            (count, BitConverter.GetBytes(int.MaxValue)),
            (kind, [9]),
            (elements, BitConverter.GetBytes(0)),
            (elements, BitConverter.GetBytes(int.MaxValue)),
            (median, BitConverter.GetBytes(double.NaN)),
            (median, BitConverter.GetBytes(1e39)),
            (median + sizeof(double), BitConverter.GetBytes(-1L)),
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
        var data = Person.View(_context, Person.Four);
        var entry = ModelEntry.Read(SavedModel.Bytes(_context, Features.Fit(_context, data, label: "Label"), data.Schema), "TABFEATS");

        for (var length = 0; length < entry.Bytes.Length; length += 13)
            AssertFormatError(entry.CutTo(length));
    }

    [Fact]
    public void The_transformer_is_what_is_loaded()
    {
        var data = Encoding.Single(_context, 1);

        var loaded = SavedModel.Reloaded(_context, Features.Fit(_context, data), data.Schema);

        Assert.IsType<TabularFeaturesTransformer>(loaded as TabularFeaturesTransformer
            ?? Assert.Single((TransformerChain<ITransformer>)loaded));
    }

    /// <summary>ML.NET creates what it loads by reflection, and wraps what that throws.</summary>
    private static void AssertFormatError(byte[] model) => Assert.IsType<FormatException>(
        Assert.ThrowsAny<Exception>(() => new MLContext().Model.Load(new MemoryStream(model), out _)).GetBaseException());

    private static string[] Stored(IDataView data) => [.. Encoding.Encoded(data, "Features")
        .Select(vector => $"{vector.IsDense} {Bits.Of(vector.DenseValues())}")];
}
