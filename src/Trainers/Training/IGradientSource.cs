using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Training;

/// <summary>
/// What computes gradients: the plan on the processor, or the TorchSharp module on any device. Everything else of a training run
/// is the same for both.
/// </summary>
internal interface IGradientSource : IDisposable
{
    /// <summary>The network.</summary>
    NetworkArchitecture Architecture { get; }

    /// <summary>Where its parameters lie.</summary>
    ParameterLayout Layout { get; }

    /// <summary>The parameters, statistics included. What is written here is what the next batch is computed with.</summary>
    Span<float> Parameters { get; }

    /// <summary>How many gradients add up to that of a batch.</summary>
    int Parts { get; }

    /// <summary>The threads that share the parts; between batches they may share other work.</summary>
    WorkCrew Crew { get; }

    /// <summary>One of the gradients that add up to that of the last batch.</summary>
    Span<float> Gradient(int part);

    /// <summary>Computes the gradient of the mean loss of some rows.</summary>
    /// <param name="data">The training rows.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="dropoutKeys">A key a layer, for what it reads.</param>
    /// <returns>The sum of the rows' losses.</returns>
    double Compute(EncodedRows data, ReadOnlyMemory<int> rows, ILoss loss, ReadOnlyMemory<uint> dropoutKeys);

    /// <summary>
    /// What a normalized layer found in the last batch: for each set of rows that was normalized together the rows' weight, and the
    /// means and variances of the units.
    /// </summary>
    IReadOnlyList<(double Weight, float[] Mean, float[] Variance)> Statistics(int layer);
}
