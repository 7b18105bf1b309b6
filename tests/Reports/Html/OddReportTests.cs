using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using MlNetDl.Reports;
using MlNetDl.Samples.Own.Csv;
using MlNetDl.Tests.Around;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Reports.Html;

/// <summary>Models of other trainers, names of all kinds, and tables of all sizes.</summary>
public class OddReportTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void MlNets_own_trainers_have_a_report_but_for_the_training()
    {
        var binary = Report(context => context.BinaryClassification.Trainers.LbfgsLogisticRegression(nameof(PenguinRow.IsAdelie)),
            nameof(PenguinRow.IsAdelie));
        var multiclass = Report(context => context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(), "Label");
        var regression = Report(context => context.Regression.Trainers.Sdca(new SdcaRegressionTrainer.Options
        {
            LabelColumnName = nameof(PenguinRow.Mass),
            MaximumNumberOfIterations = 5,
            NumberOfThreads = 1,
        }), nameof(PenguinRow.Mass));

        Assert.All([binary, multiclass, regression], report => Assert.Contains(
            "only the trainers of MlNetDl keep it", Pages.Parse(report).Section("training").Text(), StringComparison.Ordinal));
        Assert.Equal(5, Pages.Parse(binary).Descendants("figure").Count());
        Assert.Equal(2, Pages.Parse(multiclass).Descendants("figure").Count());
        Assert.Equal(3, Pages.Parse(regression).Descendants("figure").Count());
        Assert.Equal("not known", Pages.Parse(binary).Section("card").Facts()["Seed of the training"]);
    }

    [Fact]
    public void Scores_that_are_no_probabilities_have_no_log_loss_and_no_calibration()
    {
        var binary = Pages.Parse(Report(
            context => context.BinaryClassification.Trainers.LinearSvm(nameof(PenguinRow.IsAdelie)), nameof(PenguinRow.IsAdelie)));
        var multiclass = Pages.Parse(Report(context => context.MulticlassClassification.Trainers.OneVersusAll(
            context.BinaryClassification.Trainers.LinearSvm(), useProbabilities: false), "Label"));

        Assert.DoesNotContain("Log-loss", binary.Section("results").Facts().Keys);
        Assert.Equal(3, binary.Section("results").Descendants("figure").Count());
        Assert.DoesNotContain("Log-loss", multiclass.Section("results").Facts().Keys);
        Assert.NotEmpty(multiclass.Table("Change of the macro-accuracy without a column"));
    }

    [Fact]
    public void Names_and_values_of_all_kinds_are_text_and_nothing_else()
    {
        const string injected = "<script>alert(\"1\")</script>&amp;'";
        const string hebrew = "שם \u202e<b>";
        var tooLong = new string('w', 600);
        float[] Numbers(int seed) => [.. Blobs.Rows(60, seed).Select(row => row.Length)];
        string[] classes = [.. Blobs.Rows(60).Select(row => row.Species switch { "ant" => injected, "bee" => hebrew, _ => tooLong })];
        var data = TableView.Of((injected, Numbers(1)), (hebrew, Numbers(2)), (tooLong, Numbers(3)), ("text", classes), ("Class", classes));
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", "Class")
            .Append(_mlContext.Transforms.TabularFeatures("Features", data.Schema, label: "Class"))
            .Append(new MlpTrainer(_mlContext, Blobs.Options()));

        var report = _mlContext.Report(pipeline.Fit(data), data, new() { Title = injected });
        var page = Pages.Parse(report);

        Assert.Empty(page.Descendants("script"));
        Assert.Empty(page.Descendants("b"));
        Assert.Equal(injected, page.Descendants("h1").Single().Value);
        Assert.Equal([injected, hebrew, tooLong, "text", "Class"], page.Table("Columns of the test set").Select(row => row[0]));
        Assert.Equal([injected, hebrew, tooLong[..60] + "…"], page.Table("Classes").Select(row => row[0]));
    }

    [Fact]
    public void A_hundred_columns_and_26_classes_stay_below_two_megabytes()
    {
        var random = new Random(1);
        string[] labels = [.. Enumerable.Range(0, 520).Select(row => $"class {(char)('A' + (row % 26))}")];
        (string, Array)[] columns =
        [
            .. Enumerable.Range(0, 100).Select(column => (
                $"measurement number {column}", (Array)Array.ConvertAll(labels, label => (label[^1] % (column + 2)) + random.NextSingle()))),
            ("Class", labels),
        ];
        var data = TableView.Of(columns);
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", "Class")
            .Append(_mlContext.Transforms.TabularFeatures("Features", data.Schema, label: "Class"))
            .Append(new MlpTrainer(_mlContext, new()
            {
                HiddenLayers = [8],
                NumberOfEpochs = 5,
                AutoRegularization = AutoRegularization.Off,
                Members = 1,
                Seed = 1,
            }));

        var report = _mlContext.Report(pipeline.Fit(data), data, new() { TrainingSet = data, ImportanceRows = 50 });

        Assert.InRange(Encoding.UTF8.GetByteCount(report.Html), 100_000, 2_000_000);
        Assert.Equal(101, Pages.Parse(report).Table("Columns of the training set").Length);
        Assert.Equal(26, Pages.Parse(report).Table("Classes").Length);
    }

    [Fact]
    public void Rows_without_a_label_are_counted_and_left_out()
    {
        PenguinRow[] rows = [.. PenguinRows.All[256..].Select((penguin, i) => i % 10 == 0 ? new PenguinRow { Mass = float.NaN } : penguin)];
        var data = _mlContext.Data.LoadFromEnumerable(rows);
        var labelled = _mlContext.Data.LoadFromEnumerable(rows.Where(penguin => !float.IsNaN(penguin.Mass)));

        foreach (var (trainer, label, metric) in new (Func<MLContext, IEstimator<ITransformer>>, string, string)[]
            { (PenguinRows.Regression, nameof(PenguinRow.Mass), "RMSE"), (PenguinRows.Multiclass, "Label", "Accuracy") })
        {
            var model = Pages.Model(_mlContext, trainer);
            var with = Pages.Parse(_mlContext.Report(model, data, new() { LabelColumnName = label })).Section("results");
            var without = Pages.Parse(_mlContext.Report(model, labelled, new() { LabelColumnName = label })).Section("results");

            Assert.Matches("Rows without a label[^.]*, left out: 9[.]", with.Text());
            Assert.Equal(without.Facts()[metric], with.Facts()[metric]);
        }
    }

    // A mapping gives a class that it has not met no key.
    [Fact]
    public void Rows_of_a_class_that_the_model_has_not_learned_are_not_told_as_rows_without_a_label()
    {
        var model = Classifier().Fit(Of("a", "b", "a", "b"));

        Assert.Contains(
            "3 rows, classification, 2 classes. Rows without a label, or with one that the model has not learned, left out: 2.",
            Pages.Parse(_mlContext.Report(model, Of("a", "c", "b", "", "a"))).Section("results").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_all_rows_are_of_one_class_there_is_no_log_loss_to_reduce()
    {
        var model = Classifier().Fit(Of("a", "b", "a", "b"));

        var facts = Pages.Parse(_mlContext.Report(model, Of("a"))).Section("results").Facts();

        Assert.Equal("not defined", facts["Log-loss reduction"]);
    }

    // By hand: errors of -0.1, 0 and 0.1 of labels 1, 2 and 3, in any unit.
    [Theory]
    [InlineData(1f, "0.0816", "0.0667")]
    [InlineData(1e30f, "8.165E+28", "6.667E+28")]
    [InlineData(1e-30f, "8.165E-32", "6.667E-32")]
    public void A_regression_is_judged_alike_in_any_unit(float unit, string rootMeanSquare, string meanAbsolute)
    {
        var data = TableView.Of(("Label", new[] { unit, 2 * unit, 3 * unit }), ("x", new[] { 1.1f * unit, 2 * unit, 2.9f * unit }));

        var facts = Pages.Parse(Judge(data)).Section("results").Facts();

        Assert.Equal((rootMeanSquare, meanAbsolute, "0.9900"), (facts["RMSE"], facts["MAE"], facts["R²"]));
    }

    [Fact]
    public void One_row_and_equal_labels_have_no_R_squared() => Assert.All(
        [
            TableView.Of(("Label", new[] { 0.1f }), ("x", new[] { 0.3f })),
            TableView.Of(("Label", new[] { 0.1f, 0.1f, 0.1f }), ("x", new[] { 0.3f, 0, 1 })),
        ],
        data => Assert.Equal("not defined", Pages.Parse(Judge(data)).Section("results").Facts()["R²"]));

    [Fact]
    public void An_infinite_label_is_refused_with_its_row() => Assert.Equal(
        "Report: label column 'Label' holds Infinity in row 3; it must be finite. Filter the row out.",
        Assert.Throws<InvalidOperationException>(() => Judge(TableView.Of(
            ("Label", new[] { float.NaN, 1, float.PositiveInfinity }), ("x", new[] { 1f, 2, 3 })))).Message);

    [Fact]
    public void Importance_is_measured_on_so_many_rows_of_each_class_its_share()
    {
        var page = Pages.Parse(_mlContext.Report(
            Pages.Model(_mlContext, PenguinRows.Multiclass), Pages.Test(_mlContext), new() { ImportanceRows = 30 }));

        // Of 86 rows; of each of the three classes its share, rounded down.
        Assert.Matches("(28|29|30) rows of the test set", page.Section("importance").Text());
    }

    private TrainingReport Judge(TableView data) =>
        _mlContext.Report(_mlContext.Transforms.CopyColumns("Score", "x").Fit(data), data, new() { ImportanceRows = 0 });

    private static TableView Of(params string[] classes) =>
        TableView.Of(("Class", classes), ("x", Array.ConvertAll(classes, name => name.Length == 0 ? 0 : (float)(name[0] - 'a'))));

    private EstimatorChain<MulticlassPredictionTransformer<MaximumEntropyModelParameters>> Classifier() => _mlContext.Transforms.Conversion
        .MapValueToKey("Label", "Class")
        .Append(_mlContext.Transforms.Concatenate("Features", "x"))
        .Append(_mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy());

    private TrainingReport Report(Func<MLContext, IEstimator<ITransformer>> trainer, string label) => _mlContext.Report(
        Pages.Model(_mlContext, trainer), Pages.Test(_mlContext), Pages.Options(_mlContext, label));
}
