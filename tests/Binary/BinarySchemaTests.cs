using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Binary;

public class BinarySchemaTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _data;

    public BinarySchemaTests() => _data = Slopes.Data(_mlContext, 30);

    [Fact]
    public void What_the_trainers_promise_is_what_their_models_deliver_and_what_MlNets_own_trainer_promises()
    {
        var options = Slopes.Options(nameof(Slope.Flag));
        var byLabel = new MlpTrainer(_mlContext, options);
        var shape = Encoding.Shape(_data.Schema);

        var promised = SchemaText.Of(byLabel.GetOutputSchema(shape));

        Assert.Equal(promised, SchemaText.Of(new MlpBinaryTrainer(_mlContext, options).GetOutputSchema(shape)));
        Assert.Equal(promised, SchemaText.Of(Encoding.Shape(byLabel.Fit(_data).GetOutputSchema(_data.Schema))));
        Assert.Equal(promised, SchemaText.Of(Encoding.Shape(byLabel.Fit(_data).Transform(_data).Schema)));
        Assert.Equal(promised, SchemaText.Of(MlNets().GetOutputSchema(shape)));
    }

    [Fact]
    public void The_annotations_are_those_of_MlNets_own_model_values_included()
    {
        var ours = Slopes.Binary(_mlContext).GetOutputSchema(_data.Schema);
        var mlNets = MlNets().Fit(_data).GetOutputSchema(_data.Schema);

        Assert.Equal(mlNets.Select(column => $"{column.Name} {column.Type}"), ours.Select(column => $"{column.Name} {column.Type}"));
        foreach (var name in new[] { "Score", "Probability", "PredictedLabel" })
            Assert.Equal(SchemaText.Of(mlNets[name].Annotations), SchemaText.Of(ours[name].Annotations));
        Assert.Equal(
            ["IsNormalized True", "ScoreColumnKind BinaryClassification", "ScoreColumnSetId 1", "ScoreValueKind Probability"],
            SchemaText.Of(ours["Probability"].Annotations));
    }

    [Fact]
    public void A_Boolean_label_makes_MlpTrainer_a_binary_one_with_the_same_weights()
    {
        var options = Slopes.Options(nameof(Slope.Flag));

        var chosen = Assert.IsType<BinaryNetworkTransformer>(new MlpTrainer(_mlContext, options).Fit(_data));
        var named = new MlpBinaryTrainer(_mlContext, options).Fit(_data);

        Assert.Equal(Bits.Of(named.Transform(_data).GetColumn<float>("Score")), Bits.Of(chosen.Transform(_data).GetColumn<float>("Score")));
    }

    private LbfgsLogisticRegressionBinaryTrainer MlNets() =>
        _mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(Slope.Flag));
}
