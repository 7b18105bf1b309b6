namespace MlNetDl.Tests.PiecewiseLinear.Peers;

/// <summary>A column of a real table as numpy encodes it; <c>numpy_pieces.py</c> explains the parts.</summary>
internal sealed record NumpyTable(
    string Table, string Column, float[] Edges, int Missing, float Median, double[] Means, int[] Rows, float[][] Encoded);
