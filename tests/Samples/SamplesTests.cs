using MlNetDl.Tests.Support;
using Xunit;
using static MlNetDl.Tests.Samples.SamplesProgram;

namespace MlNetDl.Tests.Samples;

[Collection(ProcessCollection.Name)]
public class SamplesTests
{
    private const double LogLossMargin = 0.01;

    [Fact]
    public void Penguins_is_the_default_and_ends_in_a_prediction_by_another_process()
    {
        using var folder = new TempFolder();
        var model = folder.File("penguins.zip");

        var report = folder.File("penguins.html");

        var output = Run("--model", model, "--report", report).Succeeded().Output;

        Assert.DoesNotContain('\e', output);
        Assert.InRange(Figure(output, "^macro-accuracy"), 0.97, 1);
        var linear = Figure(output, "^LbfgsMaximumEntropy, the same folds: log-loss");
        Assert.InRange(Figure(output, "^log-loss"), 0, linear + LogLossMargin);
        Assert.Contains("missing: bill length 2, bill depth 2, flipper 2, mass 2, sex 11", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Biscoe, bill 47.5 mm: Gentoo \(Adelie 0\.\d{3}, Chinstrap 0\.\d{3}, Gentoo [01]\.\d{3}\)", output);
        Assert.Contains("Biscoe, bill not measured: Gentoo", output, StringComparison.Ordinal);
        Assert.Contains($"saved: {model}", output, StringComparison.Ordinal);
        Assert.True(File.Exists(model));
        Assert.Contains($"report: {report}", output, StringComparison.Ordinal);
        Assert.Contains("69 rows, classification, 3 classes.", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_that_fails_fails_the_process()
    {
        var result = Run("mnist", "--data", "no-such-folder");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(
            "--data is 'no-such-folder'; it must be a folder with the four gzipped IDX files of MNIST.",
            result.OnOneLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_predicting_program_fails_on_a_file_that_is_no_model()
    {
        using var folder = new TempFolder();
        var program = BuiltProgram.PathTo("samples/Predict", "MlNetDl.Samples.Predict");

        Assert.NotEqual(0, DotnetCli.Run([program, folder.Write("model.zip", "no model")], folder.FullPath).ExitCode);
        Assert.NotEqual(0, DotnetCli.Run([program], folder.FullPath).ExitCode);
    }

    [Fact]
    public void Xor_takes_a_hidden_layer()
    {
        var output = Run("xor").Succeeded().Output;

        Assert.InRange(Figure(output, "^no hidden layer: accuracy"), 0, 0.75);
        Assert.Equal(1, Figure(output, "^four hidden units: accuracy"));
    }

    [SkippableFact]
    public void Mnist_reaches_the_accuracy_that_its_784_256_10_network_is_known_for()
        => Assert.InRange(Figure(Run("mnist", "--data", SharedData.Folder("mnist")).Succeeded().Output, "^test accuracy"), 0.975, 1);

    // Bars a little below what the data's description reports of a tuned MLP: accuracy 0.8598, log-loss 0.3039; R2 0.801.
    [SkippableFact]
    public void Census_is_better_than_the_linear_model()
    {
        var output = Run("census", "--data", SharedData.Folder("adult")).Succeeded().Output;

        Assert.InRange(Figure(output, "^test accuracy"), 0.855, 1);
        Assert.InRange(Figure(output, "^log-loss"), 0, 0.307);
        // scikit-learn's LogisticRegression: accuracy 0.8540, log-loss 0.3151.
        Assert.Equal(0.854, Figure(output, "^LbfgsLogisticRegression, the same columns: accuracy"), tolerance: 0.003);
    }

    [SkippableFact]
    public void Search_finds_options_keeps_them_and_looks_at_the_test_set_once()
    {
        using var folder = new TempFolder();
        string[] arguments =
            ["search", "--data", SharedData.Folder("adult"), "--trials", "3", "--epochs", "3", "--study", folder.File("census.study")];

        var output = Run(arguments).Succeeded().Output;

        Assert.DoesNotContain('\e', output);
        Assert.StartsWith("1 of 4  ", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^4 of 4  \d  3 epochs  0\.\d{4}  0\.\d{4}  00:00:00  LearningRate ", output);
        Assert.Matches(@"(?m)^best: trial \d, LearningRate \d", output);
        // With three trials of three epochs; bars as of the census.
        Assert.InRange(Figure(output, "^test accuracy"), 0.855, 1);
        Assert.InRange(Figure(output, "^test log-loss"), 0, 0.307);

        // Run again, it finds all trials, and what the test set gave, in the study file.
        var again = Run(arguments).Succeeded().Output;
        Assert.Equal(Conclusion(output), Conclusion(again));

        static string Conclusion(string output) => output[output.IndexOf("best: trial", StringComparison.Ordinal)..];
    }

    [SkippableFact]
    public void Housing_is_better_than_the_linear_model()
    {
        var output = Run("housing", "--data", SharedData.Folder("california-housing")).Succeeded().Output;

        Assert.InRange(Figure(output, "^R2"), 0.79, 1);
        // scikit-learn's LinearRegression: RMSE 68,459.
        Assert.Equal(68459, Figure(output, "^LinearRegressionTrainer, the same columns: RMSE"), tolerance: 700);
    }

    [Fact]
    public void A_report_in_a_folder_that_is_not_there_is_refused_before_the_training()
    {
        var result = Run("penguins", "--report", "no-such-folder/report.html");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("--report is 'no-such-folder/report.html'; its folder must exist.", result.OnOneLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_is_a_folder_is_refused_before_the_training()
    {
        using var folder = new TempFolder();

        var result = Run("penguins", "--report", folder.FullPath);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("; it must be a file.", result.OnOneLine(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("census")]
    [InlineData("housing")]
    [InlineData("search")]
    public void Data_that_is_not_there_fails_the_process(string sample)
    {
        using var folder = new TempFolder();
        folder.Write("train.csv", "");

        var result = Run(sample, "--data", folder.FullPath);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("it must be a folder with train.csv and test.csv.", result.OnOneLine(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "penguins", "mnist", "census", "housing", "search", "own", "xor")]
    [InlineData("penguins --help", "--model <FILE>", "--report <FILE>")]
    [InlineData("mnist --help", "--data <DIR>", "--report <FILE>")]
    [InlineData("census --help", "--data <DIR>", "--report <FILE>")]
    [InlineData("housing --help", "--data <DIR>", "--report <FILE>")]
    [InlineData("search --help", "--data <DIR>", "--report <FILE>", "--trials <NUMBER>", "--epochs <NUMBER>", "--study <FILE>")]
    [InlineData("own --help", "<FILE>", "--label <COLUMN>", "--task <TASK>", "--missing <TEXT>", "--model <FILE>", "--report <FILE>")]
    [InlineData("xor --help", "USAGE")]
    public void Help_names_the_samples_and_their_options(string arguments, params string[] expected)
    {
        var output = Run(arguments.Split(' ')).Succeeded().Output;

        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }
}
