using System.Globalization;
using System.Text.RegularExpressions;
using MlNetDl.Tests.Support;
using Xunit;

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

        var output = Run("--model", model).Succeeded().Output;

        Assert.DoesNotContain('\e', output);
        Assert.InRange(Figure(output, "^macro-accuracy"), 0.97, 1);
        var linear = Figure(output, "^LbfgsMaximumEntropy, the same folds: log-loss");
        Assert.InRange(Figure(output, "^log-loss"), 0, linear + LogLossMargin);
        Assert.Contains("missing: bill length 2, bill depth 2, flipper 2, mass 2, sex 11", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Biscoe, bill 47.5 mm: Gentoo \(Adelie 0\.\d{3}, Chinstrap 0\.\d{3}, Gentoo [01]\.\d{3}\)", output);
        Assert.Contains("Biscoe, bill not measured: Gentoo", output, StringComparison.Ordinal);
        Assert.Contains($"saved: {model}", output, StringComparison.Ordinal);
        Assert.True(File.Exists(model));
    }

    [Fact]
    public void A_sample_that_fails_fails_the_process()
    {
        var result = Run("mnist", "--data", "no-such-folder");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(
            "--data is 'no-such-folder'; it must be a folder with the four gzipped IDX files of MNIST.",
            Regex.Replace(result.Output + result.Error, @"\s+", " "), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("--help", "penguins", "mnist", "xor")]
    [InlineData("penguins --help", "--model <FILE>")]
    [InlineData("mnist --help", "--data <DIR>")]
    [InlineData("xor --help", "USAGE")]
    public void Help_names_the_samples_and_their_options(string arguments, params string[] expected)
    {
        var output = Run(arguments.Split(' ')).Succeeded().Output;

        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    // The variables are those of a terminal with colours and of a build server: a pipe is a pipe all the same.
    private static ProcessResult Run(params string[] arguments) => DotnetCli.Run(
        [BuiltProgram.PathTo("samples", "MlNetDl.Samples"), .. arguments], AppContext.BaseDirectory,
        new Dictionary<string, string?> { ["TERM"] = "xterm-256color", ["GITHUB_ACTIONS"] = "true" });

    /// <summary>The figure on the one line that starts so.</summary>
    private static double Figure(string output, string start)
    {
        var match = Assert.Single(Regex.Matches(output, $@"{start} (\d\.\d+)\r?$", RegexOptions.Multiline));
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }
}
