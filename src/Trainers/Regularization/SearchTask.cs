using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Metrics;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Regularization;

/// <summary>What a <see cref="RegularizationSearch"/> works on.</summary>
internal sealed record SearchTask
{
    /// <summary>The levels to try, from the weakest.</summary>
    public required IReadOnlyList<SearchLevel> Levels { get; init; }

    /// <summary>How the networks are trained, the weight decay aside.</summary>
    public required TrainingSettings Settings { get; init; }

    /// <summary>What is minimized.</summary>
    public required ILoss Loss { get; init; }

    /// <summary>What is measured beside the loss.</summary>
    public required IValidationMeasure Measure { get; init; }

    /// <summary>What each row counts in it; in the loss it counts its weight.</summary>
    public required float[] MetricWeights { get; init; }

    /// <summary>The training rows, raw, to be scored as a fitted model scores; their targets are what the network is to give.</summary>
    public required TrainingSet Rows { get; init; }

    /// <summary>The encoding of the rows.</summary>
    public required InputEncoding Encoding { get; init; }

    /// <summary>The same rows, encoded.</summary>
    public required EncodedRows Data { get; init; }

    /// <summary>A row's stratum by its target; null, where all rows are one.</summary>
    public required Func<float, int>? Strata { get; init; }

    /// <summary>Who watches.</summary>
    public required ITrainingMonitor Monitor { get; init; }

    /// <summary>The CUDA device; null for the processor.</summary>
    public int? Device { get; init; }

    /// <summary>How many threads may share the folds; how many do changes no bit.</summary>
    public int MostThreads { get; init; } = int.MaxValue;
}
