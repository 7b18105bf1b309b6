using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.OneHot;

public class PipelineTests
{
    private static readonly InputOutputColumnPair[] _both = [new("city"), new("encodedSize", "size")];

    private readonly MLContext _context = new();

    private static House[] Houses =>
    [
        new() { City = "Rome", Size = 2 }, new() { City = null, Size = 1 }, new() { City = "Oslo", Size = float.NaN },
    ];

    [Fact]
    public void Two_columns_are_encoded_at_once_each_with_categories_of_its_own()
    {
        var data = _context.Data.LoadFromEnumerable(Houses);

        var encoded = _context.Transforms.Categorical.NaNAwareOneHotEncoding(_both).Fit(data).Transform(data);

        Assert.Equal(["1", "2", "0"], Encoding.HotSlots(encoded, "city"));
        Assert.Equal(["1", "0", "2"], Encoding.HotSlots(encoded, "encodedSize"));
        Assert.Equal(["city_Oslo", "city_Rome", "city_nan"], Encoding.SlotNames(encoded, "city"));
        Assert.Equal(["size_1", "size_2", "size_nan"], Encoding.SlotNames(encoded, "encodedSize"));
    }

    [Fact]
    public void Rows_are_encoded_alike_by_cursors_that_share_them()
    {
        string[] texts = [.. Enumerable.Range(0, 5000).Select(i => $"v{i % 70:00}")];
        var encoded = Encoding.Fit(_context, Encoding.Text(_context, texts)).Transform(Encoding.Text(_context, texts));
        var cursors = encoded.GetRowCursorSet([encoded.Schema["c"]], 3);
        var slots = new ConcurrentDictionary<long, int>();

        Parallel.ForEach(cursors, cursor =>
        {
            using (cursor)
            {
                var (vector, id) = (default(VBuffer<float>), default(DataViewRowId));
                var (getVector, getId) = (cursor.GetGetter<VBuffer<float>>(cursor.Schema["c"]), cursor.GetIdGetter());
                while (cursor.MoveNext())
                {
                    getVector(ref vector);
                    getId(ref id);
                    Assert.True(slots.TryAdd((long)id.Low, Assert.Single(vector.GetIndices().ToArray())));
                }
            }
        });

        Assert.Equal(3, cursors.Length);
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => i % 70), slots.OrderBy(slot => slot.Key).Select(slot => slot.Value));
    }

    [Fact]
    public void Slot_names_survive_concatenation()
    {
        var data = _context.Data.LoadFromEnumerable(Houses);

        var encoded = _context.Transforms.Categorical.NaNAwareOneHotEncoding(_both)
            .Append(_context.Transforms.Concatenate("Features", "city", "encodedSize"))
            .Fit(data).Transform(data);

        Assert.Equal(
            ["city.city_Oslo", "city.city_Rome", "city.city_nan", "encodedSize.size_1", "encodedSize.size_2", "encodedSize.size_nan"],
            Encoding.SlotNames(encoded, "Features"));
        Assert.Equal(["1,4", "2,3", "0,5"], Encoding.HotSlots(encoded, "Features"));
    }

    [Fact]
    public void A_prediction_engine_encodes_single_rows()
    {
        var data = _context.Data.LoadFromEnumerable(Houses);
        var transformer = _context.Transforms.Categorical.NaNAwareOneHotEncoding(_both).Fit(data);
        using var engine = _context.Model.CreatePredictionEngine<House, EncodedHouse>(transformer);

        var encoded = engine.Predict(new House { City = "Rome", Size = float.NaN });

        Assert.Equal([0f, 1, 0], encoded.City!);
        Assert.Equal([0f, 0, 1], encoded.Size!);
    }

    [Fact]
    public void One_transformer_serves_many_threads()
    {
        string[] texts = [.. Enumerable.Range(0, 500).Select(i => $"v{i:000}")];
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, texts));
        var expected = Enumerable.Range(0, 500).Select(i => $"{i}").ToArray();

        Parallel.For(0, 16, _ =>
        {
            var encoded = transformer.Transform(Encoding.Text(_context, texts));

            Assert.Equal(expected, Encoding.HotSlots(encoded));
            Assert.Equal("c_v499", Encoding.SlotNames(encoded)[499]);
        });
    }

    [Fact]
    public void A_fit_stops_when_the_context_is_cancelled()
    {
        var context = new MLContext();
        var cancel = typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var read = 0;
        var data = context.Data.LoadFromEnumerable(Enumerable.Range(0, 1_000_000).Select(row =>
        {
            read = row;
            if (row == 5000)
                cancel.Invoke(context, null);

            return new Encoding.Row<string> { C = "a" };
        }));

        Assert.Throws<OperationCanceledException>(() => Encoding.Fit(context, data));
        Assert.InRange(read, 5000, 10_000);
    }

    private sealed class House
    {
        [ColumnName("city")]
        public string? City { get; set; }

        [ColumnName("size")]
        public float Size { get; set; }
    }

    private sealed class EncodedHouse
    {
        [ColumnName("city")]
        public float[]? City { get; set; }

        [ColumnName("encodedSize")]
        public float[]? Size { get; set; }
    }
}
