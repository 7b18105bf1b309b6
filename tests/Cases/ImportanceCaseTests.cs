using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>
/// The cases <c>importance-1</c> and <c>importance-2</c> of the shared folder <c>cases</c>: of two columns of text, one of which
/// decides the label. A column is shuffled as it is before the encoding.
/// </summary>
public class ImportanceCaseTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [SkippableFact]
    public void Importance_1_by_slot_has_an_entry_a_slot_and_every_name_differs()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Rows());
        var model = Model(data);
        var encoded = model.Transform(data);

        var importance = _mlContext.BinaryClassification.PermutationFeatureImportanceNonCalibrated(model, encoded, permutationCount: 2);

        // Ten values and a missing column each.
        Assert.Equal(22, importance.Count);
        Assert.Equal(Encoding.SlotNames(encoded, "Features").Order(), importance.Keys.Order());
    }

    [SkippableFact]
    public void Importance_1_by_column_falls_on_the_one_that_decides()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Rows());
        var model = SavedModel.Reloaded(_mlContext, Model(data), data.Schema);

        var importance = _mlContext.BinaryClassification.PermutationColumnImportance(model, data, permutationCount: 10);

        // By hand: two kinds that a shuffle puts in each other's place agree in parity with a chance of a half.
        Assert.Equal([nameof(Row.Kind), nameof(Row.Noise)], importance.Keys.Order());
        Assert.InRange(importance[nameof(Row.Kind)].Accuracy.Mean, -0.65, -0.35);
        Assert.InRange(importance[nameof(Row.Noise)].Accuracy.Mean, -0.05, 0.05);
        Assert.Equal(10, importance[nameof(Row.Kind)].Accuracy.Count);
    }

    [SkippableFact]
    public void Importance_2_a_row_of_a_shuffled_column_has_one_hot_slot_in_each_block()
    {
        var rows = Rows();
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var seen = new List<float[]>();

        _mlContext.BinaryClassification.PermutationColumnImportance(
            Model(data).Append(new Watcher(_mlContext, "Features", seen)), data, permutationCount: 2);

        // Once as they are, and twice for each of two columns.
        var passes = seen.Chunk(rows.Length).ToArray();
        Assert.Equal(5, passes.Length);
        Assert.Equal(5, passes.Select(pass => string.Join(' ', pass.SelectMany(features => features))).Distinct().Count());
        Assert.All(seen, features =>
        {
            Assert.Single(features[..11], value => value == 1);
            Assert.Single(features[11..], value => value == 1);
            Assert.Equal(2, features.Sum());
        });
        // Values are dealt anew, none is lost.
        Assert.Single(passes.Select(Counts).Distinct());

        static string Counts(float[][] pass) => string.Join(' ', Enumerable.Range(0, 22).Select(slot => pass.Sum(row => row[slot])));
    }

    private static Row[] Rows() =>
    [
        .. File.ReadLines(SharedCases.PathTo("importance.csv")).Skip(1).Select(line => line.Split(','))
            .Select(cells => new Row { Kind = cells[0], Noise = cells[1], Label = cells[2] == "odd" }),
    ];

    private TransformerChain<ITransformer> Model(IDataView data) =>
        _mlContext.Transforms.Categorical.NaNAwareOneHotEncoding([new(nameof(Row.Kind)), new(nameof(Row.Noise))])
            .Append(_mlContext.Transforms.Concatenate("Features", nameof(Row.Kind), nameof(Row.Noise)))
            .Append<ITransformer>(new MlpTrainer(_mlContext, new MlpTrainer.Options { HiddenLayers = [16], NumberOfEpochs = 50, Seed = 1 }))
            .Fit(data);

    private sealed class Row
    {
        public string Kind { get; set; } = "";

        public string Noise { get; set; } = "";

        public bool Label { get; set; }
    }

    /// <summary>A last step that notes what a vector column holds in all rows of the data it is given, and changes nothing.</summary>
    private sealed class Watcher(MLContext mlContext, string column, List<float[]> seen) : ITransformer
    {
        private readonly ITransformer _nothing =
            mlContext.Transforms.CopyColumns("Watched", column).Fit(
                mlContext.Data.LoadFromEnumerable(new[] { new { Features = new float[22] } }));

        public bool IsRowToRowMapper => true;

        public IDataView Transform(IDataView input)
        {
            if (input.GetColumn<float[]>(column).ToArray() is { Length: > 0 } rows)
                seen.AddRange(rows);
            return input;
        }

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _nothing.GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();
    }
}
