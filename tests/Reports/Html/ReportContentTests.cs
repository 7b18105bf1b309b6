using System.Globalization;
using System.Xml.Linq;
using Microsoft.ML;
using MlNetDl.Tests.Around;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Reports.Html;

public class ReportContentTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    // The figures are those of ML.NET's evaluators.
    [Fact]
    public void Two_classes_have_the_metrics_of_MlNets_evaluator()
    {
        var model = Pages.Model(_mlContext, PenguinRows.Binary);
        var metrics = _mlContext.BinaryClassification.Evaluate(model.Transform(Pages.Test(_mlContext)), nameof(PenguinRow.IsAdelie));

        var facts = Page(Pages.Binary).Section("results").Facts();

        Assert.Equal(Four(metrics.Accuracy), facts["Accuracy"]);
        Assert.Equal(Four(metrics.AreaUnderRocCurve), facts["Area under the ROC curve"]);
        Assert.Equal(Four(metrics.AreaUnderPrecisionRecallCurve), facts["Area under precision-recall"]);
        Assert.Equal(Four(metrics.F1Score), facts["F1"]);
        Assert.Equal(Four(metrics.LogLoss * Math.Log(2)), facts["Log-loss"]);
        var matrix = metrics.ConfusionMatrix;
        Assert.Equal(
            [
                ["true", $"{matrix.Counts[0].Sum()} {Percent(matrix.Counts[0].Sum() / 86)}", $"{matrix.Counts[0][0] + matrix.Counts[1][0]}",
                    Percent(metrics.PositivePrecision), Percent(metrics.PositiveRecall)],
                ["false", $"{matrix.Counts[1].Sum()} {Percent(matrix.Counts[1].Sum() / 86)}", $"{matrix.Counts[0][1] + matrix.Counts[1][1]}",
                    Percent(metrics.NegativePrecision), Percent(metrics.NegativeRecall)],
            ],
            Page(Pages.Binary).Table("Classes"));
        Assert.Contains("86 rows, classification, two classes.", Page(Pages.Binary).Section("results").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_classes_have_the_metrics_of_MlNets_evaluator()
    {
        var model = Pages.Model(_mlContext, PenguinRows.Multiclass);
        var metrics = _mlContext.MulticlassClassification.Evaluate(model.Transform(Pages.Test(_mlContext)));

        var facts = Page(Pages.Multiclass).Section("results").Facts();

        Assert.Equal(Four(metrics.MicroAccuracy), facts["Accuracy"]);
        Assert.Equal(Four(metrics.MacroAccuracy), facts["Macro-accuracy"]);
        Assert.Equal(Four(metrics.LogLoss), facts["Log-loss"]);
        Assert.Equal(Four(metrics.LogLossReduction), facts["Log-loss reduction"]);
        var species = PenguinRows.All[256..].CountBy(penguin => penguin.Species).ToDictionary();
        Assert.Equal(
            species.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value} {Percent(pair.Value / 86.0)}"),
            Page(Pages.Multiclass).Table("Classes").Select(row => $"{row[0]} {row[1]}").Order());
    }

    [Fact]
    public void A_regression_has_the_metrics_of_MlNets_evaluator()
    {
        var model = Pages.Model(_mlContext, PenguinRows.Regression);
        var metrics = _mlContext.Regression.Evaluate(model.Transform(Pages.Test(_mlContext)), nameof(PenguinRow.Mass));

        var facts = Page(Pages.Regression).Section("results").Facts();

        Assert.Equal(Four(metrics.RootMeanSquaredError), facts["RMSE"]);
        Assert.Equal(Four(metrics.MeanAbsoluteError), facts["MAE"]);
        Assert.Equal(Four(metrics.RSquared), facts["R²"]);
    }

    // Confusion matrix, ROC, precision-recall, calibration; predicted against actual, residuals. Then importance, and three or four of
    // the training: there is a metric only where there are validation rows.
    [Theory]
    [InlineData(Pages.Binary, 4)]
    [InlineData(Pages.Multiclass, 1)]
    [InlineData(Pages.Regression, 2)]
    public void Each_task_has_its_pictures_in_both_themes(string task, int ofTask)
    {
        var page = Page(task);

        Assert.Equal(ofTask, Pictures(page.Section("results")));
        Assert.Equal(1, Pictures(page.Section("importance")));
        Assert.Equal(3, Pictures(page.Section("training")));

        static int Pictures(XElement section)
        {
            foreach (var figure in section.Descendants("figure"))
            {
                var images = figure.Elements("img").ToArray();
                Assert.Equal(["light", "dark"], images.Select(image => (string?)image.Attribute("class")));
                Assert.NotEqual((string?)images[0].Attribute("src"), (string?)images[1].Attribute("src"));
                Assert.All(images, image => Assert.NotEmpty((string?)image.Attribute("alt") ?? ""));
            }

            return section.Descendants("figure").Count();
        }
    }

    [Fact]
    public void Importance_is_that_of_the_columns_of_the_file_and_the_model_has_the_bill_to_thank()
    {
        var importance = Page(Pages.Multiclass).Table("Change of the log-loss without a column");
        var measured = _mlContext.MulticlassClassification.PermutationColumnImportance(
            Pages.Model(_mlContext, PenguinRows.Multiclass), Pages.Test(_mlContext), permutationCount: 3, seed: 1);

        Assert.Equal(["BillDepth", "BillLength", "FlipperLength", "Island", "Sex"], importance.Select(row => row[0]).Order());
        Assert.Equal("BillLength", importance[0][0]);
        Assert.All(importance, row => Assert.Equal(
            measured[row[0]].LogLoss.Mean.ToString("G4", CultureInfo.InvariantCulture), row[1]));
    }

    [Fact]
    public void The_training_is_told_with_its_options_its_findings_and_its_epochs()
    {
        var section = Page(Pages.Multiclass).Section("training");
        var history = Pages.Model(_mlContext, PenguinRows.Multiclass).GetTrainingHistory();

        var facts = section.Facts();
        Assert.Equal("20 of 20", facts["Epochs"]);
        Assert.Equal("Completed", facts["Ended"]);
        Assert.All(typeof(ResolvedOptions).GetProperties(), option => Assert.Contains(option.Name, facts.Keys));
        Assert.Equal("8", facts["HiddenLayers"]);
        Assert.Equal("0.02", facts["LearningRate"]);
        Assert.Equal("Off", facts["AutoRegularization"]);
        Assert.Equal("none", facts["ValidationFraction"]);
        Assert.Equal("1", facts["Seed"]);
        Assert.All(TrainingDoctor.Diagnose(history), finding => Assert.Contains(finding.Message, section.Text(), StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(1, 20).Select(epoch => $"{epoch}"), Page(Pages.Multiclass).Table("All epochs").Select(row => row[0]));
    }

    [Fact]
    public void What_the_doctor_finds_is_listed_and_folds_tell_their_levels()
    {
        var options = PenguinRows.Options("Label");
        (options.LearningRate, options.Optimizer, options.NumberOfEpochs) = (30, MlNetDl.Trainers.Optimizer.Sgd, 10);
        var model = Pages.Model(_mlContext, context => new MlpMulticlassTrainer(context, options));
        var finding = TrainingDoctor.Diagnose(model.GetTrainingHistory())[0];

        var section = Pages.Parse(_mlContext.Report(model, Pages.Test(_mlContext), Pages.Options(_mlContext))).Section("training");

        Assert.Contains(finding.Message, section.Descendants("li").First().Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_are_told_column_by_column_of_the_test_and_of_the_training_set()
    {
        var page = Page(Pages.Multiclass);
        var (test, training) = (page.Table("Columns of the test set"), page.Table("Columns of the training set"));

        Assert.Equal(typeof(PenguinRow).GetProperties().Select(property => property.Name), test.Select(row => row[0]));
        Assert.Equal(test.Select(row => row[0]), training.Select(row => row[0]));
        var missing = PenguinRows.All[..256].Count(penguin => penguin.Sex.Length == 0);
        var sex = training.Single(row => row[0] == nameof(PenguinRow.Sex));
        Assert.Equal(["text", $"{missing} {Percent(missing / 256.0)}", "2"], sex[1..4]);
        var lightest = PenguinRows.All[256..].Min(penguin => penguin.Mass);
        Assert.Equal(lightest.ToString(CultureInfo.InvariantCulture), test.Single(row => row[0] == nameof(PenguinRow.Mass))[4]);
        Assert.Equal("Mass (label)", Page(Pages.Regression).Table("Columns of the test set")[6][0]);
    }

    [Fact]
    public void The_card_has_the_facts_to_make_the_model_again()
    {
        var facts = Page(Pages.Multiclass).Section("card").Facts();

        Assert.Equal("classification, 3 classes", facts["Task"]);
        Assert.Equal("Label", facts["Label"]);
        Assert.Equal(("256", "86", "10"), (facts["Training rows"], facts["Test rows"], facts["Columns"]));
        Assert.Equal("1", facts["Seed of the training"]);
        Assert.Equal("2026-07-14 09:30 UTC", facts["Date of the report"]);
        Assert.Equal("5.0.1", facts["Microsoft.ML"]);
        Assert.Equal("0.107.0", facts["TorchSharp"]);
        Assert.Equal("0.1.0", facts["MlNetDl"]);
        Assert.StartsWith(".NET 10.", facts[".NET"], StringComparison.Ordinal);
        Assert.EndsWith("MulticlassNetworkTransformer", facts["Steps"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_gives_the_same_page_and_so_does_the_model_loaded_from_its_file()
    {
        var model = Pages.Model(_mlContext, PenguinRows.Binary);
        var options = Pages.Options(_mlContext, nameof(PenguinRow.IsAdelie));
        var page = _mlContext.Report(model, Pages.Test(_mlContext), options).Html;

        var other = new MLContext();
        Assert.Equal(page, other.Report(model, Pages.Test(other), options).Html);
        Assert.Equal(page, other.Report(SavedModel.Reloaded(_mlContext, model), Pages.Test(other), options).Html);
    }

    [Fact]
    public void Without_a_training_set_and_importance_the_rest_is_there()
    {
        var report = _mlContext.Report(
            Pages.Model(_mlContext, PenguinRows.Multiclass), Pages.Test(_mlContext), new() { ImportanceRows = 0 });
        var page = Pages.Parse(report);

        Assert.Contains("Not measured: ImportanceRows is 0.", page.Section("importance").Text(), StringComparison.Ordinal);
        Assert.Equal("not given", page.Section("card").Facts()["Training rows"]);
        Assert.DoesNotContain("Training set", page.Section("data").Descendants("h3").Select(heading => heading.Text()));
    }

    [Fact]
    public void A_report_is_saved_as_it_is()
    {
        using var folder = new TempFolder();
        var path = folder.File("report.html");

        Pages.Of(Pages.Multiclass).Save(path);

        Assert.Equal(Pages.Of(Pages.Multiclass).Html, File.ReadAllText(path));
    }

    private static XElement Page(string task) => Pages.Parse(Pages.Of(task));

    private static string Four(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
