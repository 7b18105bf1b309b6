using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Models;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Onnx;

/// <summary>Networks of all shapes, exported, against the same in ML.NET.</summary>
public class ExportedNetworkTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(Activation.Identity)]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.LeakyReLU)]
    [InlineData(Activation.GELU)]
    [InlineData(Activation.SiLU)]
    public void Every_activation_and_every_task(Activation activation)
    {
        Check(new DrawnNetwork(Activation: activation), Binary);
        Check(new DrawnNetwork(Activation: activation), Regression);
        Check(new DrawnNetwork(Activation: activation, Outputs: 5), Multiclass);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 4, 2)]
    [InlineData(48, 1, 2)]
    [InlineData(48, 4, 2)]
    [InlineData(5, 3, 1)]
    [InlineData(5, 3, 4)]
    [InlineData(0, 1, 0)]
    [InlineData(5, 1, 0)]
    public void With_pieces_and_without_one_member_and_several_of_any_depth(int pieces, int members, int depth)
    {
        foreach (var shares in new[] { true, false })
        {
            var drawn = new DrawnNetwork(
                Pieces: pieces, Members: members, Hidden: [.. Enumerable.Range(20, depth)], Outputs: 3, SharesWeights: shares);
            Check(drawn, Multiclass);
            Check(drawn with { Outputs = 1 }, Binary);
        }
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public void Every_set_of_operators_that_MlNet_can_export_to(int opSet)
    {
        Check(new DrawnNetwork(Activation: Activation.GELU), Binary, opSet);
        Check(new DrawnNetwork(Outputs: 3), Multiclass, opSet);
    }

    [Fact]
    public void Edges_that_are_far_apart_or_close_together()
    {
        var encoding = new InputEncoding(
            [0, 0], [1e-30f, 1], [true, true],
            [([float.MinValue, -1e30f, 0, float.MaxValue], [0.25f, 0.5f, 0.75f]), ([1, 1.0000001f, 2], [0.5f, 0.5f])]);
        var network = new FittedNetwork(encoding, [[new DenseLayer([1, 2, 3, 4, 5, 6, 7], [0], Activation.Identity)]]);
        float[][] rows = [[1e38f, 1], [-1e38f, 1.0000001f], [0, 1.5f], [float.MaxValue, 3], [float.MinValue, -1], [-5e29f, 1.0000002f]];

        ExportedScores.Equal(_context, Regression(network, Data(rows).Schema), Data(rows));
    }

    [Fact]
    public void A_model_is_exported_after_loading_as_before_saving()
    {
        var drawn = new DrawnNetwork(Outputs: 3);
        var network = drawn.Draw();
        var data = Data(drawn.Rows(20));
        var model = Multiclass(network, data.Schema);

        var expected = ExportedScores.Equal(_context, model, data);

        Assert.Equal(expected, ExportedScores.Equal(_context, SavedModel.Reloaded(_context, model, data.Schema), data));
    }

    [Fact]
    public void A_softmax_regression_and_a_linear_regression()
    {
        var blobs = Blobs.Data(_context);
        var slopes = Slopes.Data(_context);

        ExportedScores.Equal(_context, new SoftmaxRegressionTrainer(_context).Fit(blobs), blobs);
        var options = new LinearRegressionTrainer.Options { LabelColumnName = nameof(Slope.Value) };
        ExportedScores.Equal(_context, new LinearRegressionTrainer(_context, options).Fit(slopes), slopes);
    }

    [Fact]
    public void A_chain_with_the_names_of_the_classes_behind_it()
    {
        var data = _context.Data.LoadFromEnumerable(Blobs.Rows(90));
        var model = Blobs.Preparation(_context).Append(new MlpTrainer(_context, Blobs.Options()))
            .Append(_context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel")).Fit(data);

        ExportedScores.Equal(_context, model, data);
        using var exported = OnnxModel.Export(_context, model, data);

        Assert.Equal(model.Transform(data).GetColumn<string>("Name"), exported.Run(data).Get<string>("Name").Select(row => row[0]));
    }

    private void Check(DrawnNetwork drawn, Func<FittedNetwork, DataViewSchema, ITransformer> make, int? opSet = null)
    {
        var network = drawn.Draw();
        var rows = drawn.Rows(60);
        (rows[3][0], rows[4][2], rows[5][6]) = (float.NaN, float.NaN, float.NaN);
        (rows[6][0], rows[7][0], rows[8][3]) = (float.PositiveInfinity, float.NegativeInfinity, float.MaxValue);
        var data = Data(rows);

        var scores = ExportedScores.Equal(_context, make(network, data.Schema), data, opSet);

        Assert.Equal([3, 4, 5], scores.Index().Where(row => Array.Exists(row.Item, float.IsNaN)).Select(row => row.Index));
    }

    private IDataView Data(float[][] rows)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Length);
        return _context.Data.LoadFromEnumerable(rows.Select(row => new Row { Features = row }), schema);
    }

    private BinaryNetworkTransformer Binary(FittedNetwork network, DataViewSchema schema) => new(
        _context, new BinaryNetworkModelParameters(_context, network, History()), schema, nameof(Row.Features), nameof(Row.Flag));

    private RegressionNetworkTransformer Regression(FittedNetwork network, DataViewSchema schema) => new(
        _context, new RegressionNetworkModelParameters(_context, network, new TargetScaling(5, 0.5f), History()), schema,
        nameof(Row.Features), nameof(Row.Number));

    private MulticlassNetworkTransformer Multiclass(FittedNetwork network, DataViewSchema schema) => new(
        _context, new MulticlassNetworkModelParameters(_context, network, History()), schema, nameof(Row.Features), nameof(Row.Class));

    private TrainingHistory History() => Slopes.Regression(_context).GetTrainingHistory();

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Flag { get; set; }

        [KeyType(5)]
        public uint Class { get; set; }

        public float Number { get; set; }
    }
}
