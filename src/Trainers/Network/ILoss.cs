namespace MlNetDl.Trainers.Network;

/// <summary>What training makes small; its text tells it from every other.</summary>
internal interface ILoss
{
    /// <summary>Replaces outputs by the gradient of the loss.</summary>
    /// <param name="outputs">
    /// The outputs of the network, [rows, outputs], padding included; on return each is the derivative of the row's weighted
    /// loss by it, times <paramref name="scale"/>.
    /// </param>
    /// <param name="targets">The targets, one a row.</param>
    /// <param name="weights">The weights, one a row; empty, where all are 1.</param>
    /// <param name="scale">What each row counts: 1 over the rows of the batch.</param>
    /// <returns>The sum of the rows' weighted losses.</returns>
    double Differentiate(Span<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, float scale);
}
