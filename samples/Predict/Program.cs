// A program that only predicts. It references MlNetDl.Transforms, registers nothing, and names no trainer.
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Samples.Penguins;

if (args is not [var path])
{
    Console.Error.WriteLine("usage: MlNetDl.Samples.Predict MODEL");
    return 2;
}

var mlContext = new MLContext();
var model = mlContext.Model.Load(path, out _);
using var engine = mlContext.Model.CreatePredictionEngine<Penguin, Prediction>(model);

var slotNames = default(VBuffer<ReadOnlyMemory<char>>);
engine.OutputSchema["Score"].GetSlotNames(ref slotNames);
string[] species = [.. slotNames.DenseValues().Select(name => name.ToString())];

Penguin[] birds = [
    new() { Island = "Torgersen", BillLength = 39.1f, BillDepth = 18.7f, FlipperLength = 181, BodyMass = 3750, Sex = "male" },
    new() { Island = "Dream", BillLength = 49.5f, BillDepth = 19.0f, FlipperLength = 200, BodyMass = 3800, Sex = "male" },
    new() { Island = "Biscoe", BillLength = 47.5f, BillDepth = 14.2f, FlipperLength = 216, BodyMass = 4900, Sex = "" },
    new() { Island = "Biscoe", BillLength = float.NaN, BillDepth = 14.8f, FlipperLength = 218, BodyMass = float.NaN, Sex = "female" },
];
foreach (var bird in birds)
{
    var prediction = engine.Predict(bird);
    var probabilities = species.Zip(prediction.Score, (name, score) => string.Create(CultureInfo.InvariantCulture, $"{name} {score:F3}"));
    Console.WriteLine($"{bird.Island}, {Bill(bird.BillLength)}: {prediction.PredictedLabel} ({string.Join(", ", probabilities)})");
}

return 0;

static string Bill(float length)
    => float.IsNaN(length) ? "bill not measured" : string.Create(CultureInfo.InvariantCulture, $"bill {length} mm");

internal sealed class Prediction
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];
}
