namespace MlNetDl.Tests.Data.Peers;

/// <summary>A real table as a network reads it, by numpy; <c>numpy_rows.py</c> explains the parts.</summary>
internal sealed record NumpyRows(
    bool IsWeighted, string[] Columns, float[][] Edges, double[][] Means, int[] Rows, float[][] Encoded);
