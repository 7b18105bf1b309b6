using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Trainers;
using Spectre.Console.Cli;

namespace MlNetDl.Samples.Xor;

/// <summary>Exclusive or: no straight line parts its classes, so it takes a hidden layer.</summary>
internal sealed class XorCommand : Command
{
    private const int Copies = 50;

    public override int Execute(CommandContext context, CancellationToken cancellationToken)
    {
        var linear = Accuracy(hiddenLayers: []);
        var hidden = Accuracy(hiddenLayers: [4]);
        Output.Line($"no hidden layer: accuracy {linear:F2}");
        Output.Line($"four hidden units: accuracy {hidden:F2}");
        return linear <= 0.75 && hidden == 1 ? 0 : 1;
    }

    private static double Accuracy(int[] hiddenLayers)
    {
        var mlContext = new MLContext(seed: 1);
        Point[] corners = [new(0, 0), new(0, 1), new(1, 0), new(1, 1)];
        var data = mlContext.Data.LoadFromEnumerable(Enumerable.Repeat(corners, Copies).SelectMany(point => point));

        var model = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Point.Xor))
            .Append(new MlpTrainer(mlContext, new MlpTrainer.Options
            {
                HiddenLayers = hiddenLayers,
                Activation = Activation.Tanh,
                AutoRegularization = AutoRegularization.Off,
                Dropout = 0,
                WeightDecay = 0,
                LearningRate = 0.05f,
                BatchSize = 20,
                NumberOfEpochs = 100,
            }))
            .Fit(data);
        return mlContext.MulticlassClassification.Evaluate(model.Transform(data)).MicroAccuracy;
    }

    private sealed class Point(float x, float y)
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [x, y];

        public bool Xor { get; set; } = x != y;
    }
}
