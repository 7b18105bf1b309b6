using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Inspection;

public class TrainingHistoryTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly IDataView _rows;

    public TrainingHistoryTests() => _rows = _mlContext.Data.LoadFromEnumerable(Blobs.Rows(30));

    [Fact]
    public void It_is_found_in_the_model_alone_in_a_chain_and_in_a_chain_in_a_chain_fitted_or_loaded()
    {
        var alone = Blobs.Model(_mlContext);
        var chain = Blobs.Preparation(_mlContext).Append(new MlpTrainer(_mlContext, Blobs.Options()))
            .Append(_mlContext.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"));
        var nested = _mlContext.Transforms.CopyColumns("Copy", nameof(Blob.Length)).Append(chain)
            .Append(_mlContext.Transforms.CopyColumns("Again", "Name"));

        foreach (var model in new ITransformer[] { alone, chain.Fit(_rows), nested.Fit(_rows) })
        {
            var history = model.GetTrainingHistory();
            Assert.Equal([1, 2, 3, 4, 5], history.Epochs.Select(epoch => epoch.Epoch));
            Assert.Equivalent(history, SavedModel.Reloaded(_mlContext, model, _rows.Schema).GetTrainingHistory(), strict: true);
        }
    }

    [Fact]
    public void Of_two_networks_the_last_one_counts()
    {
        var second = Blobs.Options();
        (second.NumberOfEpochs, second.FeatureColumnName) = (2, "Score");
        var chain = Blobs.Preparation(_mlContext)
            .Append(new MlpTrainer(_mlContext, Blobs.Options())).Append(new MlpTrainer(_mlContext, second));

        Assert.Equal(2, chain.Fit(_rows).GetTrainingHistory().NumberOfEpochs);
    }

    [Fact]
    public void A_model_without_a_network_is_refused_and_the_message_names_it()
    {
        var copy = _mlContext.Transforms.CopyColumns("A", nameof(Blob.Length)).Fit(_rows);

        var error = Assert.Throws<ArgumentException>(() => copy.GetTrainingHistory());

        Assert.Equal("model", error.ParamName);
        Assert.StartsWith(
            "model is ColumnCopyingTransformer, in which there is no network of MlNetDl; it must be a model that one of its trainers "
            + "fitted, or a chain with one.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Blobs.Preparation(_mlContext).Fit(_rows).GetTrainingHistory());
        Assert.Throws<ArgumentException>(
            () => _mlContext.MulticlassClassification.Trainers.NaiveBayes().Fit(Blobs.Data(_mlContext)).GetLinearCoefficients());
        Assert.Throws<ArgumentNullException>("model", () => default(ITransformer)!.GetTrainingHistory());
        Assert.Throws<ArgumentNullException>("model", () => default(ITransformer)!.GetLinearCoefficients());
    }
}
