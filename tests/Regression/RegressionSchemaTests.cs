using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Regression;

public class RegressionSchemaTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _data;

    public RegressionSchemaTests() => _data = Slopes.Data(_mlContext, Slopes.Rows(30, mean: 10));

    [Fact]
    public void What_the_trainers_promise_is_what_their_models_deliver_and_what_MlNets_own_trainer_promises()
    {
        var options = Slopes.Options(nameof(Slope.Value));
        var byLabel = new MlpTrainer(_mlContext, options);
        var shape = Encoding.Shape(_data.Schema);

        var promised = SchemaText.Of(byLabel.GetOutputSchema(shape));

        Assert.Equal(promised, SchemaText.Of(new MlpRegressionTrainer(_mlContext, options).GetOutputSchema(shape)));
        Assert.Equal(promised, SchemaText.Of(Encoding.Shape(byLabel.Fit(_data).GetOutputSchema(_data.Schema))));
        Assert.Equal(promised, SchemaText.Of(Encoding.Shape(byLabel.Fit(_data).Transform(_data).Schema)));
        Assert.Equal(promised, SchemaText.Of(MlNets().GetOutputSchema(shape)));
    }

    [Fact]
    public void The_annotations_are_those_of_MlNets_own_model_values_included()
    {
        var ours = Slopes.Regression(_mlContext).GetOutputSchema(_data.Schema);
        var mlNets = MlNets().Fit(_data).GetOutputSchema(_data.Schema);

        Assert.Equal(mlNets.Select(column => $"{column.Name} {column.Type}"), ours.Select(column => $"{column.Name} {column.Type}"));
        Assert.Equal(SchemaText.Of(mlNets["Score"].Annotations), SchemaText.Of(ours["Score"].Annotations));
        Assert.Equal(
            ["ScoreColumnKind Regression", "ScoreColumnSetId 1", "ScoreValueKind Score"], SchemaText.Of(ours["Score"].Annotations));
    }

    [Fact]
    public void A_Single_label_makes_MlpTrainer_one_of_regression_with_the_same_weights()
    {
        var options = Slopes.Options(nameof(Slope.Value));

        var chosen = Assert.IsType<RegressionNetworkTransformer>(new MlpTrainer(_mlContext, options).Fit(_data));
        var named = new MlpRegressionTrainer(_mlContext, options).Fit(_data);

        Assert.Equal(Bits.Of(named.Transform(_data).GetColumn<float>("Score")), Bits.Of(chosen.Transform(_data).GetColumn<float>("Score")));
    }

    private LbfgsPoissonRegressionTrainer MlNets() => _mlContext.Regression.Trainers.LbfgsPoissonRegression(nameof(Slope.Value));
}
