using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Continuing;

/// <summary>Training that goes on from members, pieces and folds.</summary>
public class ContinuedMembersTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData(nameof(Slope.Flag), false)]
    [InlineData(nameof(Slope.Value), false)]
    [InlineData(nameof(Slope.Value), true)]
    public void With_steps_too_small_to_matter_the_scores_stay(string label, bool isLoaded)
    {
        var data = Slopes.Data(_mlContext);
        var first = Fit(data, label);

        var second = Fit(data, label, options =>
        {
            options.ContinueFrom = isLoaded ? SavedModel.Reloaded(_mlContext, first, data.Schema) : first;
            // What is left open is the model's.
            (options.Members, options.NumericEncoding) = (null, NumericEncoding.Auto);
            (options.LearningRate, options.Seed) = (float.Epsilon, 3);
        });

        var (before, after) = (Scores(first), Scores(second));
        Assert.All(before.Zip(after), score => Assert.Equal(score.First, score.Second, 1e-6));
        Assert.Equal(before.Length, after.Length);

        float[] Scores(ITransformer model) => [.. ScoreColumn.Of(model.Transform(data)).SelectMany(score => score)];
    }

    [Fact]
    public void Another_number_of_members_is_refused()
    {
        var model = Fit(Slopes.Data(_mlContext), nameof(Slope.Flag));

        Assert.Equal(
            "ContinueFrom has the network 3 x 98-6 ReLU-4 ReLU-1 Identity; the options and the data ask for 2 x 98-6 ReLU-4 ReLU-1 " +
            "Identity. Set HiddenLayers, Activation and Members as they were when the model was trained, or leave ContinueFrom unset.",
            Refusal(options => (options.ContinueFrom, options.Members) = (model, 2)));
        Assert.Contains(
            "ask for 98-6 ReLU-4 ReLU-1 Identity. ",
            Refusal(options => (options.ContinueFrom, options.Members) = (model, 1)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NumericEncoding.PiecewiseLinear, NumericEncoding.Standardize)]
    [InlineData(NumericEncoding.Standardize, NumericEncoding.PiecewiseLinear)]
    public void Another_encoding_is_refused(NumericEncoding before, NumericEncoding after)
    {
        var model = Fit(Slopes.Data(_mlContext), nameof(Slope.Flag), options => options.NumericEncoding = before);

        Assert.Equal(
            $"NumericEncoding is {after}, and the model of ContinueFrom was trained with {before}, which it keeps. Set NumericEncoding " +
            "to that, or to Auto.",
            Refusal(options => (options.ContinueFrom, options.NumericEncoding) = (model, after)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(8)]
    public void The_average_over_folds_is_refused(int? members)
    {
        var folds = Fit(Slopes.Data(_mlContext), nameof(Slope.Flag), options =>
            (options.AutoRegularization, options.Members, options.NumericEncoding) =
                (AutoRegularization.On, 1, NumericEncoding.Standardize));

        Assert.Equal(
            "ContinueFrom has the average of 8 networks, each trained without a fold of the rows, and none of them can be trained on " +
            "without losing what that is good for. Give it a model that was trained with AutoRegularization Off.",
            Refusal(options => (options.ContinueFrom, options.Members, options.NumericEncoding) = (folds, members, NumericEncoding.Auto)));
    }

    private string Refusal(Action<MlpTrainer.Options> set) =>
        Assert.Throws<InvalidOperationException>(() => Fit(Slopes.Data(_mlContext), nameof(Slope.Flag), set)).Message;

    private ITransformer Fit(IDataView data, string label, Action<MlpTrainer.Options>? set = null)
    {
        var options = new MlpTrainer.Options
        {
            LabelColumnName = label,
            HiddenLayers = [6, 4],
            Members = 3,
            NumericEncoding = NumericEncoding.PiecewiseLinear,
            AutoRegularization = AutoRegularization.Off,
            NumberOfEpochs = 3,
            Seed = 1,
        };
        set?.Invoke(options);
        return new MlpTrainer(_mlContext, options).Fit(data);
    }
}
