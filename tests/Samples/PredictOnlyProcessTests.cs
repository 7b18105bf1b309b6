using Microsoft.ML;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Samples;

[Collection(ProcessCollection.Name)]
public class PredictOnlyProcessTests
{
    [SkippableFact]
    public void Scores_are_the_same_bits_for_a_row_and_a_batch_here_and_in_a_process_without_libtorch()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "what a process has mapped is read from /proc/self/maps");
        using var folder = new TempFolder();
        var mlContext = new MLContext(seed: 1);
        var data = PenguinPipeline.Load(mlContext, PenguinsCsv.FullPath);
        var trainer = new MlpTrainer(mlContext, new MlpTrainer.Options { HiddenLayers = [17, 9], NumberOfEpochs = 3 });
        var model = PenguinPipeline.EndingIn(mlContext, trainer).Fit(data);
        mlContext.Model.Save(model, data.Schema, folder.File("model.zip"));
        var here = PenguinScores.OfBatch(mlContext, model, data);

        var there = DotnetCli.Run([Predictor, folder.File("model.zip"), PenguinsCsv.FullPath], folder.FullPath).Succeeded().Output;

        Assert.Equal(344, here.Distinct().Count(), tolerance: 10);
        Assert.Equal(here, PenguinScores.OfSingleRows(mlContext, model, data));
        Assert.Equal(here, Lines(there, "batch "));
        Assert.Equal(here, Lines(there, "single "));
        var mapped = Lines(there, "mapped ");
        Assert.Contains(mapped, file => file.EndsWith("libcoreclr.so", StringComparison.Ordinal));
        Assert.DoesNotContain(mapped, file => file.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("samples/Predict", "MlNetDl.Samples.Predict")]
    [InlineData("samples/Service", "MlNetDl.Samples.Service")]
    [InlineData("tests/Predictor", "MlNetDl.Tests.Predictor")]
    public void A_program_that_only_predicts_has_no_TorchSharp_in_its_folder(string project, string assembly)
    {
        var files = Directory.GetFiles(
            Path.GetDirectoryName(BuiltProgram.PathTo(project, assembly))!, "*", SearchOption.AllDirectories).Select(Path.GetFileName);

        Assert.Contains("MlNetDl.Transforms.dll", files);
        Assert.DoesNotContain(files, file => file!.Contains("torch", StringComparison.OrdinalIgnoreCase));
    }

    private static string Predictor => BuiltProgram.PathTo("tests/Predictor", "MlNetDl.Tests.Predictor");

    private static string[] Lines(string output, string start) => [.. output.ReplaceLineEndings("\n").Split('\n')
        .Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..])];
}
