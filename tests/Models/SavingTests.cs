using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Models;

public class SavingTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [InlineData(Activation.Identity)]
    [InlineData(Activation.ReLU)]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    public void A_pipeline_saved_and_loaded_twice_over_scores_to_the_bit_the_same(Activation activation)
    {
        var data = _mlContext.Data.LoadFromEnumerable(Blobs.Rows(60));
        var options = Blobs.Options();
        (options.Activation, options.HiddenLayers) = (activation, [8, 5]);
        var model = Blobs.Preparation(_mlContext).Append(new MlpTrainer(_mlContext, options))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel")).Fit(data);

        var once = SavedModel.Reloaded(_mlContext, model, data.Schema);
        var twice = SavedModel.Reloaded(_mlContext, once, data.Schema);

        var expected = Bits.OfScores(model.Transform(data));
        Assert.Equal(expected, Bits.OfScores(once.Transform(data)));
        Assert.Equal(expected, Bits.OfScores(twice.Transform(data)));
        Assert.Equal(model.Transform(data).GetColumn<string>("Name"), twice.Transform(data).GetColumn<string>("Name"));
    }
}
