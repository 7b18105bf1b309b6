using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

/// <summary>ML.NET's own tools take the trainer and its model as they take ML.NET's.</summary>
public class HostToolsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void CrossValidate_fits_and_scores_every_fold()
    {
        var folds = _mlContext.MulticlassClassification.CrossValidate(Blobs.Data(_mlContext), Trainer(), numberOfFolds: 3);

        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.Equal(1, fold.Metrics.MacroAccuracy));
    }

    [Fact]
    public void The_confusion_table_has_the_names_of_the_classes()
    {
        var data = Blobs.Data(_mlContext);

        var metrics = _mlContext.MulticlassClassification.Evaluate(Trainer().Fit(data).Transform(data));

        var table = metrics.ConfusionMatrix.GetFormattedConfusionTable();
        Assert.Contains("PREDICTED ||   ant |   bee |   cat | Recall", table, StringComparison.Ordinal);
        Assert.Contains("      cat ||     0 |     0 |    30 | 1.0000", table, StringComparison.Ordinal);
        Assert.InRange(metrics.LogLoss, 0, 0.5);
    }

    [Fact]
    public void PermutationFeatureImportance_finds_what_the_model_uses()
    {
        var data = Blobs.Data(_mlContext);
        var model = Trainer().Fit(data);

        var importance = _mlContext.MulticlassClassification.PermutationFeatureImportance(model, data);

        Assert.Equal(3, importance.Length);
        Assert.True(importance.Min(feature => feature.MicroAccuracy.Mean) < -0.1);
        Assert.All(importance, feature => Assert.True(feature.LogLoss.Mean > 0));
    }

    private MlpTrainer Trainer()
    {
        var options = Blobs.Options();
        options.NumberOfEpochs = 60;
        return new MlpTrainer(_mlContext, options);
    }
}
