using Microsoft.ML;
using MlNetDl.Reports;
using MlNetDl.Samples.Own.Csv;
using MlNetDl.Tests.Around;
using Xunit;

namespace MlNetDl.Tests.Reports.Html;

public class RefusedReportTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Options_out_of_range_are_named_all_at_once()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => Multiclass(new()
        {
            LabelColumnName = "",
            Title = " ",
            ImportanceRows = -1,
            ProfileRows = 0,
            Clock = null!,
        }));

        Assert.Equal(
            """
            Report: LabelColumnName is ''; it must be a column's name.
            Report: Title is ' '; it must be a text that is not empty.
            Report: ImportanceRows is -1; it must be at least 0.
            Report: ProfileRows is 0; it must be at least 1.
            Report: Clock is null; it must be a clock. (Parameter 'options')
            """.ReplaceLineEndings(), exception.Message);
    }

    [Fact]
    public void A_label_that_is_not_there_or_of_no_task_is_refused()
    {
        Assert.StartsWith(
            "Report: there is no label column 'Kind'; it must be a Boolean, a key or a Single. Name it by LabelColumnName. The data has 'Species', ",
            Assert.Throws<ArgumentOutOfRangeException>(() => Multiclass(new() { LabelColumnName = "Kind" })).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Report: label column 'Species' is String; it must be a Boolean, a key or a Single. Name it by LabelColumnName.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Multiclass(new() { LabelColumnName = "Species" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_that_do_not_go_with_the_label_are_refused()
    {
        Assert.StartsWith(
            "Report: score column 'Score' is Vector<Single, 3>; it must be a Single, as models of two classes give it, since the label is a Boolean.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Multiclass(new() { LabelColumnName = nameof(PenguinRow.IsAdelie) })).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Report: there is no score column 'Score'; it must be a vector of Single, as models of several classes give it, since the label is a key.",
            Assert.Throws<ArgumentOutOfRangeException>(() => _mlContext.Report(
                PenguinRows.Preparation(_mlContext).Fit(Pages.Training(_mlContext)), Pages.Test(_mlContext))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_set_without_rows_or_with_one_of_two_classes_is_refused()
    {
        var binary = Pages.Model(_mlContext, PenguinRows.Binary);
        var adelie = _mlContext.Data.LoadFromEnumerable(PenguinRows.All.Where(penguin => penguin.IsAdelie).Take(7));
        var none = _mlContext.Data.LoadFromEnumerable(PenguinRows.All.Take(0));

        Assert.StartsWith(
            "Report: label column 'IsAdelie' is false in none of the 7 rows of the test set, and how well two classes are told apart is not " +
            "defined. Give a test set with rows of both.",
            Assert.Throws<ArgumentException>(() => _mlContext.Report(
                binary, adelie, new() { LabelColumnName = nameof(PenguinRow.IsAdelie) })).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "Report: of the 0 rows of the test set none has a value in label column 'Mass'. Give labelled rows.",
            Assert.Throws<InvalidOperationException>(() => _mlContext.Report(
                Pages.Model(_mlContext, PenguinRows.Regression), none, new() { LabelColumnName = nameof(PenguinRow.Mass) })).Message);
    }

    // The evaluators of ML.NET would take another class for another without a word.
    [Fact]
    public void Labels_numbered_otherwise_than_the_model_learned_them_are_refused()
    {
        var training = PenguinRows.Encoded(_mlContext);
        var model = PenguinRows.Multiclass(_mlContext).Fit(training);
        var other = _mlContext.Data.LoadFromEnumerable(PenguinRows.All.OrderByDescending(penguin => penguin.Species));
        var test = PenguinRows.Preparation(_mlContext).Fit(other).Transform(other);

        var exception = Assert.Throws<ArgumentException>(() => _mlContext.Report(model, test));

        Assert.StartsWith(
            "Report: label column 'Label' has the 3 classes 'Gentoo', 'Chinstrap', 'Adelie'; the model learned the 3 classes ",
            exception.Message, StringComparison.Ordinal);
        Assert.Contains("Map the labels to keys in the model itself", exception.Message, StringComparison.Ordinal);
    }

    // Classes called 1, 2 and 3 look like classes without names.
    [Fact]
    public void Numbers_as_classes_are_checked_for_their_order_too()
    {
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", "Class")
            .Append(_mlContext.Transforms.Concatenate("Features", "x"));
        var (training, test) = (Of("1", "2", "3", "1"), Of("3", "2", "1", "3"));
        var model = _mlContext.MulticlassClassification.Trainers.NaiveBayes().Fit(pipeline.Fit(training).Transform(training));

        Assert.StartsWith(
            "Report: label column 'Label' has the 3 classes '3', '2', '1'; the model learned the 3 classes '1', '2', '3', in this order.",
            Assert.Throws<ArgumentException>(() => _mlContext.Report(model, pipeline.Fit(test).Transform(test))).Message,
            StringComparison.Ordinal);
        Assert.NotEmpty(_mlContext.Report(model, pipeline.Fit(training).Transform(test)).Html);

        static TableView Of(params string[] classes) =>
            TableView.Of(("Class", classes), ("x", Array.ConvertAll(classes, name => (float)name[0])));
    }

    [Fact]
    public void Nothing_may_be_null()
    {
        var model = Pages.Model(_mlContext, PenguinRows.Regression);

        Assert.Throws<ArgumentNullException>("mlContext", () => ReportExtensions.Report(null!, model, Pages.Test(_mlContext)));
        Assert.Throws<ArgumentNullException>("model", () => _mlContext.Report(null!, Pages.Test(_mlContext)));
        Assert.Throws<ArgumentNullException>("testSet", () => _mlContext.Report(model, null!));
        Assert.Throws<ArgumentException>("path", () => Pages.Of(Pages.Regression).Save(" "));
    }

    private TrainingReport Multiclass(ReportOptions options) =>
        _mlContext.Report(Pages.Model(_mlContext, PenguinRows.Multiclass), Pages.Test(_mlContext), options);
}
