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
        var rows = Rows();
        var model = Model(_mlContext.Data.LoadFromEnumerable(rows));
        var accuracy = Accuracy(rows);

        // By hand: two kinds that a shuffle puts in each other's place agree in parity with a chance of a half.
        Assert.InRange(accuracy - Shuffles(rows, Kind).Average(Accuracy), 0.35, 0.65);
        Assert.InRange(accuracy - Shuffles(rows, Noise).Average(Accuracy), -0.05, 0.05);

        double Accuracy(Row[] shuffled) =>
            _mlContext.BinaryClassification.Evaluate(model.Transform(_mlContext.Data.LoadFromEnumerable(shuffled))).Accuracy;
    }

    [SkippableFact]
    public void Importance_2_a_row_of_a_shuffled_column_has_one_hot_slot_in_each_block()
    {
        var rows = Rows();
        var model = Model(_mlContext.Data.LoadFromEnumerable(rows));

        foreach (var shuffled in Shuffles(rows, Kind).Concat(Shuffles(rows, Noise)))
        {
            Assert.All(model.Transform(_mlContext.Data.LoadFromEnumerable(shuffled)).GetColumn<float[]>("Features"), features =>
            {
                Assert.Single(features[..11], value => value == 1);
                Assert.Single(features[11..], value => value == 1);
                Assert.Equal(2, features.Sum());
            });
        }
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

    /// <summary>The rows, ten times over, each time with the values of one column dealt anew.</summary>
    private static IEnumerable<Row[]> Shuffles(Row[] rows, Func<Row, Row, Row> take)
    {
        var random = new Random(1);
        for (var i = 0; i < 10; i++)
        {
            Row[] others = [.. rows];
            random.Shuffle(others);
            yield return [.. rows.Zip(others, take)];
        }
    }

    private static Row Kind(Row row, Row other) => row with { Kind = other.Kind };

    private static Row Noise(Row row, Row other) => row with { Noise = other.Noise };

    private sealed record Row
    {
        public string Kind { get; set; } = "";

        public string Noise { get; set; } = "";

        public bool Label { get; set; }
    }
}
