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
                $"ClassWeights names {Quote(unknown)}, and label column '{labelColumn}' has no such class but {Quote(names)}: those " +
                "weights are not used.");
        }
    }

    /// <summary>What multiplies rows' weights by those of their classes, which balance the training rows if they are to balance.</summary>
    public static Action<TrainingSet> Weighting(ClassWeights? weights, string[] names, TrainingSet training)
    {
        if (weights is null)
            return _ => { };
        var rows = new double[names.Length];
        for (var row = 0; row < training.Rows; row++)
            rows[(int)training.Targets[row]] += training.Weights[row];
        var factors = weights.Resolve(names, rows);
        return data => data.ScaleWeights(target => factors[(int)target]);
    }

    /// <summary>The names as they stand in a message.</summary>
    public static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
