using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Options;

/// <summary>Members and folds where there is no use for them.</summary>
public class RecipeRefusalTests
{
    private const string FoldsTellWhenToStop =
        "AutoRegularization is On; it must be Off or Auto with ContinueFrom, EarlyStopping, EarlyStoppingPatience or ValidationFraction, " +
        "for the folds tell when to stop.";

    private readonly MLContext _mlContext = new(seed: 1);

    public static TheoryData<string, Action<MlpTrainer.Options>> Contradictions => new()
    {
        {
            "Members is 2; it must be 1 or null with BatchNormalization, whose statistics are those of one network.",
            options => (options.Members, options.BatchNormalization) = (2, true)
        },
        {
            "Members is 2; it must be 1 or null without HiddenLayers, for there is nothing to share.",
            options => (options.Members, options.HiddenLayers) = (2, [])
        },
        { FoldsTellWhenToStop, options => options.EarlyStopping = EarlyStopping.On },
        { FoldsTellWhenToStop, options => options.EarlyStopping = EarlyStopping.Off },
        { FoldsTellWhenToStop, options => options.EarlyStoppingPatience = 5 },
        { FoldsTellWhenToStop, options => options.ValidationFraction = 0.2f },
        { FoldsTellWhenToStop, options => options.ContinueFrom = Blobs.Model(new MLContext(seed: 1)) },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Options_that_contradict_each_other_are_refused(string message, Action<MlpTrainer.Options> set)
    {
        var options = new MlpTrainer.Options
        {
            AutoRegularization = message == FoldsTellWhenToStop ? AutoRegularization.On : AutoRegularization.Auto,
        };
        set(options);

        Assert.Equal(
            $"MlpTrainer: {message} (Parameter 'options')",
            Assert.Throws<ArgumentOutOfRangeException>(() => new MlpTrainer(_mlContext, options)).Message);
    }

    [Theory]
    [InlineData(true, new[] { 8 })]
    [InlineData(false, new int[0])]
    public void One_member_is_none_too_many(bool batchNormalization, int[] hidden) => Assert.NotNull(new MlpTrainer(
        _mlContext, new MlpTrainer.Options { Members = 1, BatchNormalization = batchNormalization, HiddenLayers = hidden }));

    [Fact]
    public void Folds_have_no_use_for_validation_rows()
    {
        var options = Blobs.Options();
        options.AutoRegularization = AutoRegularization.On;
        var data = Blobs.Data(_mlContext);

        Assert.Equal(
            "MlpMulticlassTrainer: AutoRegularization is On, and its folds tell when to stop, so that it has no use for validation data. " +
            "Call Fit without, or set AutoRegularization to Off.",
            Assert.Throws<InvalidOperationException>(() => new MlpMulticlassTrainer(_mlContext, options).Fit(data, data)).Message);
    }
}
