#:project src/Trainers
#:package TorchSharp-cpu
#:property PublishAot=false

using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Trainers;

var mlContext = new MLContext(seed: 1);
var penguins = mlContext.Data.LoadFromTextFile("samples/data/penguins.csv", new TextLoader.Options
{
    HasHeader = true, Separators = [','], MissingRealsAsNaNs = true,
    Columns = [new("species", DataKind.String, 0), new("island", DataKind.String, 1),
        new("measurements", DataKind.Single, 2, 5), new("sex", DataKind.String, 6)],
});

var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", "species")
    .Append(mlContext.Transforms.TabularFeatures("Features", penguins.Schema, label: "species"))
    .Append(new MlpTrainer(mlContext, new MlpTrainer.Options { HiddenLayers = [32] }))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

var folds = mlContext.MulticlassClassification.CrossValidate(penguins, pipeline, numberOfFolds: 5);
Console.WriteLine($"macro-accuracy {folds.Average(fold => fold.Metrics.MacroAccuracy):F3}");

mlContext.Model.Save(pipeline.Fit(penguins), penguins.Schema, "penguins.zip");
