using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.ModelSelection;

namespace MlNetDl.Tests.ModelSelection.Search;

/// <summary>Two classes that three features tell apart but for noise, and a study of them by ML.NET's own logistic regression.</summary>
internal static class TinyData
{
    public const string Study = "tiny";

    public static SearchSpace Space => new SearchSpace().LogUniform("L2", 1e-3, 10).Choice("tolerance", 1e-7f, 1e-3f);

    public static IDataView Table(int rows = 120, int seed = 1)
    {
        Random random = new(seed);
        return new MLContext().Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(_ => Draw(random)).ToList());
    }

    public static Study LogisticStudy(
        SearchSpace? space = null, Func<IReadOnlyList<DataOperationsCatalog.TrainTestData>>? folds = null, Action<Trial>? inspect = null)
    {
        MLContext mlContext = new(seed: 1);
        return mlContext.BinaryClassification.CreateStudy(
            Study, space ?? Space,
            (context, trial) =>
            {
                inspect?.Invoke(trial);
                return Pipeline(context, trial.Get("L2", 1f), trial.Get("tolerance", 1e-7f));
            },
            folds ?? Folds);
    }

    public static IReadOnlyList<DataOperationsCatalog.TrainTestData> Folds() =>
        new MLContext(seed: 1).Data.CrossValidationSplit(Table(), numberOfFolds: 3);

    public static IEstimator<ITransformer> Pipeline(MLContext mlContext, float l2, float tolerance) =>
        mlContext.BinaryClassification.Trainers.LbfgsLogisticRegression(l2Regularization: l2, optimizationTolerance: tolerance);

    private static Row Draw(Random random)
    {
        float[] features = [Normal(), Normal(), Normal()];
        return new() { Features = features, Label = features[0] - features[1] + Normal() > 0 };

        float Normal() => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    private sealed class Row
    {
        [VectorType(3)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
