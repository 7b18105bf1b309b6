using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Models;

/// <summary>The columns of the data come out of a fitted model as they went in.</summary>
public class PassedThroughColumnsTests
{
    private const int Rows = 50;

    private readonly MLContext _mlContext = new(seed: 1);
    private readonly MulticlassNetworkTransformer _model;

    public PassedThroughColumnsTests() => _model = Blobs.Model(_mlContext);

    [Fact]
    public void Columns_of_all_kinds_of_types_stay_intact()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(i => new Row(i)));

        var read = ReadAll(_model.Transform(data));

        Assert.Equal(ReadAll(data), read.Where(column => column.Key < data.Schema.Count).ToDictionary());
        Assert.Equal(data.Schema.Count + 2, read.Count);
        Assert.All(read.Values, column => Assert.Equal(Rows + 1, column.Length));
    }

    [Fact]
    public void Data_that_has_columns_of_the_names_of_predictions_maps_to_the_right_ones()
    {
        var named = _mlContext.Transforms.CopyColumns("Score", "Length")
            .Append(_mlContext.Transforms.CopyColumns("PredictedLabel", "Species"))
            .Append(_mlContext.Transforms.CopyColumns("Last", "Width"));
        var data = Blobs.Data(_mlContext, Rows);
        data = named.Fit(data).Transform(data);
        SingleFeaturePredictionTransformerBase<MulticlassNetworkModelParameters> rowByRow = _model;

        // Twice, so that predictions too are hidden by predictions.
        var expected = ReadAll(rowByRow.Transform(rowByRow.Transform(data)));
        var actual = ReadAll(_model.Transform(_model.Transform(data)));

        Assert.Equal(expected, actual);
        Assert.Equal(data.Schema.Count + 4, actual.Count);
        Assert.Equal(3, actual.Values.Count(column => column[0].StartsWith("Score ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_vector_that_a_reader_keeps_stays_as_it_was_when_further_batches_are_read()
    {
        var view = _model.Transform(Blobs.Data(_mlContext, Rows));
        var expected = view.GetColumn<float[]>("Features").ToArray();
        using var cursor = view.GetRowCursor(view.Schema);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(view.Schema["Features"]);
        var kept = new List<VBuffer<float>>();
        while (cursor.MoveNext())
        {
            VBuffer<float> features = default;
            getFeatures(ref features);
            kept.Add(features);
        }

        Assert.Equal(expected, kept.Select(features => features.DenseValues().ToArray()));
    }

    [Fact]
    public void A_column_of_images_is_read_only_when_its_reader_asks()
    {
        var made = 0;
        var mapped = _mlContext.Transforms.CustomMapping<Blob, ImageRow>(
            (_, output) =>
            {
                made++;
                output.Image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [1, 2, 3, 4]);
            },
            null);
        var data = Blobs.Data(_mlContext, Rows);
        var view = _model.Transform(mapped.Fit(data).Transform(data));
        using var cursor = view.GetRowCursor(view.Schema);
        var getImage = cursor.GetGetter<MLImage>(view.Schema["Image"]);

        for (var i = 0; i < 3; i++)
            Assert.True(cursor.MoveNext());
        MLImage image = null!;
        getImage(ref image);
        using (image)
            Assert.Equal(1, made);
    }

    /// <summary>Of each column its name and type, then the values of all rows.</summary>
    private static Dictionary<int, string[]> ReadAll(IDataView view)
    {
        var values = view.Schema.ToDictionary(column => column.Index, column => new List<string> { $"{column.Name} {column.Type}" });
        using var cursor = view.GetRowCursor(view.Schema);
        var readers = view.Schema.Select(column => (column.Index, Read: ValueText.Reader(cursor, column))).ToArray();
        while (cursor.MoveNext())
        {
            foreach (var (index, read) in readers)
                values[index].Add(read());
        }

        return values.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    private sealed class Row(int i)
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [i, -i, 1];

        public string? Text { get; set; } = i % 5 == 0 ? null : $"text {i}";

        public bool Flag { get; set; } = i % 3 == 0;

        public float Number { get; set; } = i % 4 == 0 ? float.NaN : i / 3f;

        public long Large { get; set; } = long.MaxValue - i;

        public DateTime Date { get; set; } = new DateTime(2020, 1, 1).AddHours(i);

        [KeyType(7)]
        public uint Key { get; set; } = (uint)(i % 9);

        [VectorType(4)]
        public VBuffer<float> Sparse { get; set; } = new(4, 1, [float.NaN], [i % 4]);

        public string[] Words { get; set; } = [.. Enumerable.Repeat($"w{i}", i % 4)];
    }

    private sealed class ImageRow
    {
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }
    }
}
