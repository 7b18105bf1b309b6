using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers.Tasks;

/// <summary>What both tasks of classification do with their classes.</summary>
internal static class Classes
{
    /// <summary>Refuses options that only regression has.</summary>
    public static void Check(OptionChecks checks, NetworkTrainerOptions options)
    {
        if (options is MlpTrainer.Options mlp)
        {
            checks.Require(
                mlp.RegressionLoss == RegressionLoss.SquaredError, nameof(mlp.RegressionLoss), mlp.RegressionLoss,
                "left as it is in classification, which minimizes the cross-entropy");
        }
    }

    /// <exception cref="InvalidOperationException">All rows are of one class.</exception>
    public static void CheckRows(string labelColumn, IReadOnlyList<string> names, TrainingSet data, IExceptionContext context)
    {
        var first = data.Targets[0];
        if (data.Targets.All(target => target == first))
        {
            throw context.Except(
                $"Label column '{labelColumn}' has one class only in the {data.Rows} training rows, {names[(int)first]}; " +
                "there must be two at least. Train on data with rows of every class.");
        }
    }

    /// <summary>
    /// Warns of weights for classes that there are not: they may be misspelt, but they may also be classes that a fold of the data lacks.
    /// </summary>
    public static void WarnOfUnknown(ClassWeights? weights, string labelColumn, string[] names, IChannel channel)
    {
        var unknown = weights?.Named.Except(names).ToArray() ?? [];
        if (unknown.Length > 0)
        {
            channel.Warning(
                $"ClassWeights names {Quote(unknown)}, and label column '{labelColumn}' has no such class but {Quote(names)}: those weights are " +
                "not used.");
        }
    }

    /// <summary>The factor of each class's rows.</summary>
    public static double[] Weights(ClassWeights? weights, string[] names, TrainingSet data)
    {
        if (weights is null)
            return [.. names.Select(_ => 1.0)];
        var rows = new double[names.Length];
        for (var row = 0; row < data.Rows; row++)
            rows[(int)data.Targets[row]] += data.Weights[row];
        return weights.Resolve(names, rows);
    }

    /// <summary>Multiplies row weights by those of the classes.</summary>
    public static Action<TrainingSet> ScaleBy(double[] factors) => data => data.ScaleWeights(target => factors[(int)target]);

    private static string Quote(string[] names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
