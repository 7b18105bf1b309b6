using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MlNetDl.Tests.Support;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;

namespace MlNetDl.Tests.Onnx;

public class ExportedPipelineTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void A_pipeline_from_text_and_numbers_to_scores_is_exported_as_a_whole()
    {
        var data = Rows(400);
        var pipeline = _context.Transforms.Categorical
            .NaNAwareOneHotEncoding([new("city"), new("roomsHot", "rooms"), new("sizeHot", "size")])
            .Append(_context.Transforms.ReplaceMissingValues("size", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean))
            .Append(_context.Transforms.Concatenate("Features", "city", "roomsHot", "sizeHot", "size"))
            .Append(_context.Transforms.NormalizeMeanVariance("Features"))
            .Append(_context.BinaryClassification.Trainers.LbfgsLogisticRegression("sold"));
        var model = pipeline.Fit(data);
        var scored = model.Transform(data);

        using var exported = OnnxModel.Export(_context, model, data);
        var columns = exported.Run(data);

        Assert.Equal(OnnxColumns.Read<float>(scored, scored.Schema["roomsHot"]), columns.Get<float>("roomsHot"));
        Assert.Equal(OnnxColumns.Read<bool>(scored, scored.Schema["PredictedLabel"]), columns.Get<bool>("PredictedLabel"));
        var expected = OnnxColumns.Read<float>(scored, scored.Schema["Score"]).Select(score => score[0]);
        Assert.All(expected.Zip(columns.Get<float>("Score")), pair => Assert.Equal(pair.First, pair.Second[0], 1e-4f));
    }

    [Fact]
    public void Keys_that_a_step_before_made_are_encoded()
    {
        var data = Rows(50);
        var model = _context.Transforms.Conversion.MapValueToKey("key", "city")
            .Append(_context.Transforms.Categorical.NaNAwareOneHotEncoding("hot", "key"))
            .Fit(data);

        Exported.Equal<float>(_context, model, data, "hot");
    }

    [Fact]
    public void A_key_that_is_the_output_is_taken_by_the_step_after()
    {
        var data = Rows(50);
        var model = _context.Transforms.Categorical
            .NaNAwareOneHotEncoding("key", "city", new EncodingOptions { OutputKind = OneHotEncodingEstimator.OutputKind.Key })
            .Append(_context.Transforms.Conversion.MapKeyToVector("hot", "key"))
            .Fit(data);

        Exported.Equal<float>(_context, model, data, "hot");
    }

    [Fact]
    public void Columns_may_take_each_others_names()
    {
        var data = Rows(50);
        var model = _context.Transforms.Categorical.NaNAwareOneHotEncoding([new("city", "rooms"), new("rooms", "city")]).Fit(data);

        Exported.Equal<float>(_context, model, data, "city");
        Exported.Equal<float>(_context, model, data, "rooms");
    }

    [Fact]
    public void Columns_whose_names_are_those_of_nodes_stay_what_they_are()
    {
        var data = Rows(50);
        var model = _context.Transforms.CopyColumns("city.LabelEncoder", "rooms")
            .Append(_context.Transforms.CopyColumns("city.integers", "size"))
            .Append(_context.Transforms.Categorical.NaNAwareOneHotEncoding("city"))
            .Fit(data);

        Exported.Equal<float>(_context, model, data, "city");
        Exported.Equal<int>(_context, model, data, "city.LabelEncoder");
        Exported.Equal<float>(_context, model, data, "city.integers");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_batch_may_be_of_any_size(int rows)
    {
        var model = _context.Transforms.Categorical.NaNAwareOneHotEncoding([new("city"), new("rooms"), new("size")]).Fit(Rows(50));

        Assert.Equal(rows, Exported.Equal<float>(_context, model, Rows(rows), "city").Length);
    }

    [Fact]
    public void A_vector_of_several_dimensions_is_encoded()
    {
        var schema = SchemaDefinition.Create(typeof(Grid));
        schema[nameof(Grid.Cells)].ColumnType = new VectorDataViewType(NumberDataViewType.Int32, 2, 2);
        var data = _context.Data.LoadFromEnumerable([new Grid([1, 2, 3, 4]), new([4, 2, 1, 1]), new([5, 2, 3, 3])], schema);
        foreach (var kind in new[] { OneHotEncodingEstimator.OutputKind.Indicator, OneHotEncodingEstimator.OutputKind.Bag })
        {
            var model = _context.Transforms.Categorical
                .NaNAwareOneHotEncoding("Cells", options: new EncodingOptions { OutputKind = kind }).Fit(data);

            Exported.Equal<float>(_context, model, data, "Cells");
        }
    }

    [Fact]
    public void A_model_is_exported_after_loading_as_before_saving()
    {
        var data = Rows(50);
        var model = _context.Transforms.Categorical
            .NaNAwareOneHotEncoding("city", options: new EncodingOptions { MissingTokens = ["Oslo"] }).Fit(data);
        using var file = new MemoryStream();
        _context.Model.Save(model, data.Schema, file);
        file.Position = 0;

        var encoded = Exported.Equal<float>(_context, _context.Model.Load(file, out _), data, "city");

        Assert.Equal(Exported.Equal<float>(_context, model, data, "city"), encoded);
    }

    private IDataView Rows(int count)
    {
        string?[] cities = ["Rome", "Oslo", "", "Lima", "\u00C5lesund", null, "Rome "];
        var random = new Random(1);
        return _context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ =>
        {
            var (city, rooms, size) = (random.Next(cities.Length), random.Next(1, 6), random.Next(20) / 4f);
            return new House
            {
                City = cities[city],
                Rooms = rooms,
                Size = size > 4 ? float.NaN : size,
                Sold = city + rooms + random.Next(6) > 8,
            };
        }).ToArray());
    }

    private sealed class House
    {
        [ColumnName("city")]
        public string? City { get; set; }

        [ColumnName("rooms")]
        public int Rooms { get; set; }

        [ColumnName("size")]
        public float Size { get; set; }

        [ColumnName("sold")]
        public bool Sold { get; set; }
    }

    private sealed record Grid(int[] Cells);
}
