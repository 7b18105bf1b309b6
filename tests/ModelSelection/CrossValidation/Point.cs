using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MlNetDl.Tests.ModelSelection.CrossValidation;

/// <summary>A row with two features and a noisy label of each kind.</summary>
internal sealed class Point
{
    public int Id { get; set; }

    [VectorType(2)]
    public float[] Features { get; set; } = [];

    public bool Flag { get; set; }

    public string Label { get; set; } = "";

    public float Y { get; set; }

    /// <summary>Rows, with their class as a <c>Key</c> too.</summary>
    public static IDataView View(MLContext mlContext, int rows, int seed = 1)
    {
        var random = new Random(seed);
        var points = Enumerable.Range(0, rows).Select(id =>
        {
            float x1 = (2 * random.NextSingle()) - 1, x2 = (2 * random.NextSingle()) - 1, noise = (random.NextSingle() - 0.5f) * 0.8f;
            var y = x1 + (0.5f * x2) + noise;
            var label = y > 0.4f ? "high" : y > -0.4f ? "middle" : "low";
            return new Point { Id = id, Features = [x1, x2], Y = y, Flag = y > 0, Label = label };
        }).ToArray();
        var data = mlContext.Data.LoadFromEnumerable(points);
        return mlContext.Transforms.Conversion.MapValueToKey("Key", nameof(Label)).Fit(data).Transform(data);
    }

    /// <summary>A linear regression of ML.NET that draws from its host.</summary>
    public static OnlineGradientDescentTrainer Linear(MLContext mlContext, string features = "Features") =>
        mlContext.Regression.Trainers.OnlineGradientDescent("Y", features, numberOfIterations: 5);
}
