using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.Samples;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Around;

/// <summary>A row of penguins.csv with a label for each task, as the tests around a trainer use it.</summary>
internal sealed class PenguinRow
{
    public string Species { get; set; } = "";

    public string Island { get; set; } = "";

    public string Sex { get; set; } = "";

    public float BillLength { get; set; }

    public float BillDepth { get; set; }

    public float FlipperLength { get; set; }

    /// <summary>The label of regression, in kilograms.</summary>
    public float Mass { get; set; }

    /// <summary>The label of binary classification.</summary>
    public bool IsAdelie { get; set; }

    /// <summary>Rows that must stay together: four each.</summary>
    public string Family { get; set; } = "";

    public int Number { get; set; }
}

/// <summary>Real data, and pipelines on it that take milliseconds.</summary>
internal static class PenguinRows
{
    private static readonly InputOutputColumnPair[] _categories = [new(nameof(PenguinRow.Island)), new(nameof(PenguinRow.Sex))];

    private static readonly Lazy<PenguinRow[]> _all = new(() =>
    {
        var mlContext = new MLContext();
        return
        [
            .. mlContext.Data.CreateEnumerable<Penguin>(PenguinPipeline.Load(mlContext, PenguinsCsv.FullPath), reuseRowObject: false)
                .Where(penguin => !float.IsNaN(penguin.BodyMass))
                // The file is sorted by species.
                .OrderBy(penguin => penguin.BillLength * 7919 % 97)
                .Select((penguin, i) => new PenguinRow
                {
                    Species = penguin.Species, Island = penguin.Island, Sex = penguin.Sex, BillLength = penguin.BillLength,
                    BillDepth = penguin.BillDepth, FlipperLength = penguin.FlipperLength, Mass = penguin.BodyMass / 1000,
                    IsAdelie = penguin.Species == "Adelie", Family = $"{i / 4}", Number = i,
                }),
        ];
    });

    /// <summary>The 342 penguins that were measured.</summary>
    public static PenguinRow[] All => _all.Value;

    public static IDataView Data(MLContext mlContext) => mlContext.Data.LoadFromEnumerable(All);

    /// <summary>The steps before a trainer; the label of multiclass classification is <c>Label</c>.</summary>
    public static EstimatorChain<ColumnConcatenatingTransformer> Preparation(MLContext mlContext) => mlContext.Transforms.Conversion
        .MapValueToKey("Label", nameof(PenguinRow.Species))
        .Append(mlContext.Transforms.Categorical.NaNAwareOneHotEncoding(_categories))
        .Append(mlContext.Transforms.Concatenate(
            "Features", nameof(PenguinRow.BillLength), nameof(PenguinRow.BillDepth), nameof(PenguinRow.FlipperLength),
            nameof(PenguinRow.Island), nameof(PenguinRow.Sex)));

    /// <summary>The rows with their features.</summary>
    public static IDataView Encoded(MLContext mlContext)
    {
        var data = Data(mlContext);
        return Preparation(mlContext).Fit(data).Transform(data);
    }

    public static MlpTrainer.Options Options(string label) => new()
    {
        LabelColumnName = label,
        HiddenLayers = [8],
        NumberOfEpochs = 20,
        LearningRate = 0.02f,
        Members = 1,
        AutoRegularization = AutoRegularization.Off,
        Seed = 1,
    };

    public static MlpMulticlassTrainer Multiclass(MLContext mlContext) => new(mlContext, Options("Label"));

    public static MlpBinaryTrainer Binary(MLContext mlContext) => new(mlContext, Options(nameof(PenguinRow.IsAdelie)));

    public static MlpRegressionTrainer Regression(MLContext mlContext) => new(mlContext, Options(nameof(PenguinRow.Mass)));
}
