using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using MlNetDl.Transforms.Inspection;
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

    [Fact]
    public void A_model_with_members_and_pieces_scores_to_the_bit_the_same_saved_alone_and_in_bulk()
    {
        var rows = Blobs.Rows(60);
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var options = Blobs.Options();
        (options.Members, options.NumericEncoding, options.HiddenLayers) = (4, NumericEncoding.PiecewiseLinear, [8, 5]);
        var model = Blobs.Preparation(_mlContext).Append(new MlpTrainer(_mlContext, options)).Fit(data);

        var loaded = SavedModel.Reloaded(_mlContext, model, data.Schema);
        using var engine = _mlContext.Model.CreatePredictionEngine<Blob, BlobScore>(loaded);

        var expected = Bits.OfScores(model.Transform(data));
        Assert.Equal(4, FittedNetworks.Last(loaded, nameof(loaded)).Model.Network.Members.Count);
        Assert.Equal(expected, Bits.OfScores(loaded.Transform(data)));
        Assert.Equal(expected, rows.Select(row => Bits.Of(engine.Predict(row).Score)));
    }

    [Fact]
    public void Saving_again_what_was_loaded_gives_the_same_file()
    {
        var data = Blobs.Data(_mlContext, 9);
        var first = SavedModel.Bytes(_mlContext, new MlpTrainer(_mlContext, Blobs.Options()).Fit(data), data.Schema);

        var second = SavedModel.Bytes(_mlContext, _mlContext.Model.Load(new MemoryStream(first), out var schema), schema);

        Assert.Equal(ModelEntry.Read(first, "DLMCMODL").Bytes, ModelEntry.Read(second, "DLMCMODL").Bytes);
        Assert.Equal(ModelEntry.Read(first, "DLMCXFER").Bytes, ModelEntry.Read(second, "DLMCXFER").Bytes);
    }

    [Fact]
    public void A_loaded_model_has_its_types_its_columns_and_their_annotations()
    {
        var data = Blobs.Data(_mlContext, 9);
        var model = new MlpTrainer(_mlContext, Blobs.Options()).Fit(data);

        var loaded = Assert.IsType<MulticlassNetworkTransformer>(SavedModel.Reloaded(_mlContext, model, data.Schema));

        Assert.Equal(3, loaded.Model.NumberOfClasses);
        Assert.Equal("Features", loaded.FeatureColumnName);
        Assert.Equal(["ant", "bee", "cat"], Encoding.SlotNames(loaded.Transform(data), "Score"));
        Assert.Equal(
            model.GetOutputSchema(data.Schema).Select(column => $"{column}"),
            loaded.GetOutputSchema(data.Schema).Select(column => $"{column}"));
    }
}
