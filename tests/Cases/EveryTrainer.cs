using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>Each trainer by its name, and what it takes to fit it to rows that have a label of each kind.</summary>
internal static class EveryTrainer
{
    public static TheoryData<string> Names { get; } =
    [
        nameof(MlpMulticlassTrainer), nameof(MlpBinaryTrainer), nameof(MlpRegressionTrainer), nameof(SoftmaxRegressionTrainer),
        nameof(LinearRegressionTrainer),
    ];

    public static string LabelColumn(string trainer) => trainer switch
    {
        nameof(MlpMulticlassTrainer) or nameof(SoftmaxRegressionTrainer) => "Key",
        nameof(MlpBinaryTrainer) => nameof(CaseRow.Flag),
        _ => nameof(CaseRow.Y),
    };

    /// <summary>Fits a small network for a few epochs.</summary>
    public static ITransformer Fit(MLContext mlContext, string trainer, IDataView data, string? weightColumn = null)
    {
        var label = LabelColumn(trainer);
        var mlp = new MlpTrainer.Options
        {
            LabelColumnName = label,
            ExampleWeightColumnName = weightColumn,
            HiddenLayers = [4],
            NumberOfEpochs = 5,
            Seed = 1,
        };
        return trainer switch
        {
            nameof(MlpMulticlassTrainer) => new MlpMulticlassTrainer(mlContext, mlp).Fit(data),
            nameof(MlpBinaryTrainer) => new MlpBinaryTrainer(mlContext, mlp).Fit(data),
            nameof(MlpRegressionTrainer) => new MlpRegressionTrainer(mlContext, mlp).Fit(data),
            nameof(SoftmaxRegressionTrainer) => new SoftmaxRegressionTrainer(mlContext, new SoftmaxRegressionTrainer.Options
            {
                LabelColumnName = label,
                ExampleWeightColumnName = weightColumn,
                NumberOfEpochs = 5,
                Seed = 1,
            }).Fit(data),
            _ => new LinearRegressionTrainer(mlContext, new LinearRegressionTrainer.Options
            {
                LabelColumnName = label,
                ExampleWeightColumnName = weightColumn,
                NumberOfEpochs = 5,
                Seed = 1,
            }).Fit(data),
        };
    }
}
