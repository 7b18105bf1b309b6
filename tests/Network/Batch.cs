using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;

namespace MlNetDl.Tests.Network;

/// <summary>Rows to learn from in one step, and what decides which of their units are dropped.</summary>
/// <param name="Inputs">The inputs, row after row.</param>
/// <param name="Targets">The targets.</param>
/// <param name="Weights">The weights, whole halves; empty, where all are 1.</param>
/// <param name="DropoutKeys">A key a layer.</param>
internal sealed record Batch(float[] Inputs, float[] Targets, float[] Weights, uint[] DropoutKeys)
{
    public int Rows => Targets.Length;

    /// <summary>The rows as training has them, all columns dense.</summary>
    public EncodedRows Encoded(int inputs)
    {
        var data = new TrainingSet(inputs);
        for (var row = 0; row < Rows; row++)
            Inputs.AsSpan(row * inputs, inputs).CopyTo(data.Add(Targets[row], Weights.Length > 0 ? Weights[row] : 1));
        return new EncodedRows(data);
    }

    public static Batch Draw(NetworkArchitecture architecture, LossCase loss, int rows, bool weighted, Random random) => new(
        [.. Enumerable.Range(0, rows * architecture.Inputs).Select(_ => (float)((random.NextDouble() * 4) - 2))],
        [.. Enumerable.Range(0, rows).Select(_ => loss.DrawTarget(random))],
        weighted ? [.. Enumerable.Range(0, rows).Select(_ => random.Next(1, 5) / 2f)] : [],
        [.. architecture.Layers.Select(_ => (uint)random.NextInt64(1L << 32))]);
}
