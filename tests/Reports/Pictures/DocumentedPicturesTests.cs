using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports;
using MlNetDl.Tests.Around;
using MlNetDl.Tests.Course;
using MlNetDl.Tests.MlNet;
using MlNetDl.Tests.Reports.Html;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Reports;

/// <summary>The pictures in docs/pictures.md, of small models of the penguins by their mass and the depth of the bill.</summary>
public partial class DocumentedPicturesTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void The_loss_by_epoch_is_as_documented()
    {
        var options = PenguinRows.Options("Label");
        options.ValidationFraction = 0.2f;

        var model = Model(new MlpMulticlassTrainer(_mlContext, options));

        IsAsDocumented("training-history", Pictures.TrainingHistory(model.GetTrainingHistory()));
    }

    [Fact]
    public void The_ROC_curve_is_as_documented() => IsAsDocumented("roc", Pictures.Roc(
        Model(PenguinRows.Binary(_mlContext)).Transform(Pages.Test(_mlContext)), nameof(PenguinRow.IsAdelie)));

    [Fact]
    public void The_confusion_matrix_is_as_documented()
    {
        var scored = Model(PenguinRows.Multiclass(_mlContext)).Transform(Pages.Test(_mlContext));

        IsAsDocumented("confusion-matrix", Pictures.ConfusionMatrix(
            _mlContext.MulticlassClassification.Evaluate(scored).ConfusionMatrix, [.. scored.Schema.GetClassNames()]));
    }

    private TransformerChain<ITransformer> Model(IEstimator<ITransformer> trainer) => _mlContext.Transforms.Conversion
        .MapValueToKey("Label", nameof(PenguinRow.Species))
        .Append(_mlContext.Transforms.Concatenate("Features", nameof(PenguinRow.Mass), nameof(PenguinRow.BillDepth)))
        .Append(trainer)
        .Fit(Pages.Training(_mlContext));

    /// <summary>A picture whose drawing has changed is left beside the tests, to be looked at and taken into the document.</summary>
    private static void IsAsDocumented(string name, Picture picture)
    {
        var drawn = Path.Combine(AppContext.BaseDirectory, $"{name}.svg");
        picture.Save(drawn);
        SvgPicture committed = new(File.ReadAllText(Repository.PathTo($"docs/pictures/{name}.svg"))), current = new(File.ReadAllText(drawn));

        Assert.Equal(committed.Texts, current.Texts);
        Assert.Empty(committed.Differences(current));
        var text = Documented().Matches(File.ReadAllText(Repository.PathTo("docs/pictures.md")))
            .Single(match => match.Groups["name"].Value == name).Groups["text"].Value;
        Assert.Empty(Figures.Differences(text, picture.AlternativeText));
    }

    [GeneratedRegex(@"!\[(?<text>[^\]]*)\]\(pictures/(?<name>[a-z-]+)\.svg\)")]
    private static partial Regex Documented();
}
