using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Around;

/// <summary>ML.NET's feature contributions of linear regression.</summary>
public class FeatureContributionTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Contributions_are_weight_times_feature_and_sum_to_the_score()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = Linear().Fit(data);
        var coefficients = Assert.Single(model.GetLinearCoefficients());

        var contributions = _mlContext.Transforms.CalculateFeatureContribution(model, 20, 20, normalize: false).Fit(data)
            .Transform(model.Transform(data));

        var rows = contributions.GetColumn<float[]>("FeatureContributions").ToArray();
        var expected = contributions.GetColumn<float[]>("Features").Select(features =>
            features.Select((value, slot) => (float)(coefficients.Weights[slot].Weight * value)).ToArray()).ToArray();
        ScoreColumn.AssertNear(expected, rows, 1e-5f);
        var sums = rows.Select(row => new[] { (float)(coefficients.Bias + row.Sum(part => (double)part)) }).ToArray();
        ScoreColumn.AssertNear(ScoreColumn.Of(contributions), sums, 1e-4f);
    }

    [Fact]
    public void Contributions_are_cut_and_normalized_as_those_of_MlNets_own_linear_trainer()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var ours = Linear().Fit(data);
        var theirs = _mlContext.Regression.Trainers.LbfgsPoissonRegression(nameof(PenguinRow.Mass)).Fit(data);

        AssertRule(_mlContext.Transforms.CalculateFeatureContribution(ours, 2, 1).Fit(data).Transform(data),
            [.. ours.GetLinearCoefficients()[0].Weights.Select(weight => weight.Weight)]);
        AssertRule(_mlContext.Transforms.CalculateFeatureContribution(theirs, 2, 1).Fit(data).Transform(data),
            [.. theirs.Model.Weights.Select(weight => (double)weight)]);

        static void AssertRule(IDataView contributions, double[] weights)
        {
            var names = default(VBuffer<ReadOnlyMemory<char>>);
            contributions.Schema["FeatureContributions"].GetSlotNames(ref names);
            Assert.Equal("BillLength", names.GetItemOrDefault(0).ToString());
            var expected = contributions.GetColumn<float[]>("Features").Select(features =>
            {
                var products = features.Zip(weights, (value, weight) => value * weight).ToArray();
                var kept = products.Where(product => product > 0).OrderDescending().Take(2)
                    .Concat(products.Where(product => product < 0).Order().Take(1)).ToHashSet();
                var largest = kept.Max(Math.Abs);
                return products.Select(product => kept.Contains(product) ? (float)(product / largest) : 0).ToArray();
            }).ToArray();
            ScoreColumn.AssertNear(expected, [.. contributions.GetColumn<float[]>("FeatureContributions")], 1e-5f);
        }
    }

    [Fact]
    public void A_saved_chain_with_contributions_gives_the_same()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = Linear().Fit(data);
        var chain = model.Append(_mlContext.Transforms.CalculateFeatureContribution(model).Fit(data));

        Assert.Equal(
            chain.Transform(data).GetColumn<float[]>("FeatureContributions"),
            SavedModel.Reloaded(_mlContext, chain, data.Schema).Transform(data).GetColumn<float[]>("FeatureContributions"));
    }

    [Fact]
    public void A_network_with_hidden_layers_has_no_contributions_and_is_refused()
    {
        var data = PenguinRows.Encoded(_mlContext);
        var model = PenguinRows.Regression(_mlContext).Fit(data);

        var refusal = Assert.Throws<InvalidOperationException>(() => _mlContext.Transforms.CalculateFeatureContribution(model));
        Assert.Contains("the network is not linear in its features", refusal.Message, StringComparison.Ordinal);
        // ML.NET's own method cannot know before rows are read.
        var estimator = ExplainabilityCatalog.CalculateFeatureContribution(_mlContext.Transforms, model);
        Assert.Contains("the network is not linear in its features", Assert.ThrowsAny<Exception>(
            () => estimator.Fit(data).Transform(data).GetColumn<float[]>("FeatureContributions").Count()).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void MlNets_own_multiclass_linear_models_have_no_contributions_either()
    {
        Assert.False(typeof(MaximumEntropyModelParameters).IsAssignableTo(typeof(ICalculateFeatureContribution)));
        Assert.False(typeof(LinearMulticlassModelParameters).IsAssignableTo(typeof(ICalculateFeatureContribution)));
        Assert.True(typeof(LinearRegressionModelParameters).IsAssignableTo(typeof(ICalculateFeatureContribution)));
        Assert.True(typeof(RegressionNetworkModelParameters).IsAssignableTo(typeof(ICalculateFeatureContribution)));
    }

    private LinearRegressionTrainer Linear() => new(_mlContext, new LinearRegressionTrainer.Options
    {
        LabelColumnName = nameof(PenguinRow.Mass),
        NumberOfEpochs = 20,
        Seed = 1,
    });
}
