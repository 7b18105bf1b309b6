// Prints the bits of a model's scores from a process that only predicts, and whether libtorch is in it; or, after the word
// `any`, what any models make of their data.
using Microsoft.ML;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.Predictor;
using MlNetDl.Tests.Support;

if (args is ["any", var culture, .. var files])
{
    AnyModel.Print(culture, files);
    return;
}

var (modelPath, dataPath) = (args[0], args[1]);
var mlContext = new MLContext();
var model = mlContext.Model.Load(modelPath, out _);
var data = PenguinPipeline.Load(mlContext, dataPath);

foreach (var scores in PenguinScores.OfBatch(mlContext, model, data))
{
    Console.WriteLine($"batch {scores}");
}

foreach (var scores in PenguinScores.OfSingleRows(mlContext, model, data))
{
    Console.WriteLine($"single {scores}");
}

foreach (var mapped in File.ReadLines("/proc/self/maps").Where(line => line.Contains('/')).Select(line => line[line.IndexOf('/')..]).Distinct())
{
    Console.WriteLine($"mapped {mapped}");
}
