using MlNetDl.Trainers;
using MlNetDl.Trainers.Regularization;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Tests.Regularization;

/// <summary>
/// The search as its definition says it, with nothing in common: each network is trained alone and anew up to each epoch, and scored by
/// sums in double precision.
/// </summary>
internal static class BruteForce
{
    /// <summary>The networks of a level after an epoch, one a fold left out.</summary>
    public static IReadOnlyList<DenseLayer>[] Networks(SearchTask task, SearchLevel level, int epoch)
    {
        using var torch = SingleThreadedTorch.Enter();
        var folds = Folds(task);
        return [.. folds.Select((fold, number) => Train(task, level, epoch, [.. All(task).Except(fold)], LevelRun.SeedOf(task.Settings.Seed, number)))];
    }

    /// <summary>The mean loss of a row, and the share of rows whose class is predicted, each row scored by the network without it.</summary>
    public static (double Loss, double Accuracy) OutOfFold(SearchTask task, IReadOnlyList<DenseLayer>[] networks)
    {
        var folds = Folds(task);
        var (loss, right, total) = (0.0, 0.0, 0.0);
        for (var f = 0; f < folds.Count; f++)
        {
            foreach (var row in folds[f])
            {
                var outputs = Outputs(networks[f], task.Rows.Features(row));
                double weight = task.Rows.Weights[row];
                var target = task.Rows.Targets[row];
                total += weight;
                if (task.Strata is null)
                {
                    loss += weight * Math.Pow(outputs[0] - target, 2);
                    continue;
                }

                // Softmax cross-entropy.
                loss += weight * (Math.Log(outputs.Sum(Math.Exp)) - outputs[(int)target]);
                right += Array.IndexOf(outputs, outputs.Max()) == (int)target ? weight : 0;
            }
        }

        return (loss / total, right / total);
    }

    private static IReadOnlyList<int[]> Folds(SearchTask task) => FoldSplit.Take(task.Rows.Targets, task.Strata, task.Settings.Seed);

    private static IEnumerable<int> All(SearchTask task) => Enumerable.Range(0, task.Rows.Rows);

    private static IReadOnlyList<DenseLayer> Train(SearchTask task, SearchLevel level, int epoch, int[] rows, int seed)
    {
        var settings = task.Settings with { WeightDecay = level.WeightDecay, Seed = seed, BatchSize = Math.Min(task.Settings.BatchSize, rows.Length) };
        using var source = new CpuGradientSource(level.Architecture, settings.BatchSize, rows.Length);
        var monitor = new Watcher { OnEpoch = progress => StopAfter(progress, epoch) };
        return new TrainingLoop(source, settings, task.Loss, monitor, task.Data, validation: null, rows).Run().Members.Single();
    }

    private static void StopAfter(TrainingProgress progress, int epoch)
    {
        if (progress.Latest.Epoch == epoch)
            progress.Stop();
    }

    private static double[] Outputs(IReadOnlyList<DenseLayer> layers, ReadOnlySpan<float> features)
    {
        var values = new double[features.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = features[i];
        foreach (var layer in layers)
        {
            var inputs = values;
            values =
            [
                .. Enumerable.Range(0, layer.Units).Select(unit =>
                {
                    var sum = layer.Bias[unit] + inputs.Select((x, i) => x * layer.Weights[(unit * inputs.Length) + i]).Sum();
                    return layer.Activation == Activation.ReLU ? Math.Max(0, sum) : sum;
                }),
            ];
        }

        return values;
    }
}
