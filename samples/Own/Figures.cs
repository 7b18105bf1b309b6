using Microsoft.ML;
using MlNetDl.Samples.Own.Csv;

namespace MlNetDl.Samples.Own;

/// <summary>ML.NET's metrics of a task, in the order in which they are shown.</summary>
internal static class Figures
{
    public static IReadOnlyList<(string Name, double Value)> Of(MLContext mlContext, TaskKind task, IDataView scored, string label)
    {
        switch (task)
        {
            case TaskKind.Binary:
                var binary = mlContext.BinaryClassification.Evaluate(scored, label);
                return [("accuracy", binary.Accuracy), ("AUC", binary.AreaUnderRocCurve), ("F1", binary.F1Score),
                    ("log-loss", binary.LogLossInNats())];

            case TaskKind.Multiclass:
                var multiclass = mlContext.MulticlassClassification.Evaluate(scored, label);
                return [("accuracy", multiclass.MicroAccuracy), ("macro-accuracy", multiclass.MacroAccuracy),
                    ("log-loss", multiclass.LogLoss)];

            default:
                var regression = mlContext.Regression.Evaluate(scored, label);
                return [("RMSE", regression.RootMeanSquaredError), ("R2", regression.RSquared), ("MAE", regression.MeanAbsoluteError)];
        }
    }
}
