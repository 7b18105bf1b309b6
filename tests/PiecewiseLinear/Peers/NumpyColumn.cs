namespace MlNetDl.Tests.PiecewiseLinear.Peers;

/// <summary>A column that was made up, and numpy's encoding of it; <c>numpy_pieces.py</c> explains the parts.</summary>
internal sealed record NumpyColumn(
    string Name, int Pieces, float[] Values, float[]? Weights, float[] Edges, float Median, float[] Probes, float[][] Encoded)
{
    public override string ToString() => $"{Name}, {Pieces} pieces";
}
