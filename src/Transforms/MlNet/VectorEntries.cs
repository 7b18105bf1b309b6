using Microsoft.ML.Data;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Writes vectors of which hardly anything is not 0.</summary>
internal static class VectorEntries
{
    /// <summary>Writes a vector, sparse or dense, whichever is smaller.</summary>
    /// <param name="vector">Takes it.</param>
    /// <param name="width">Its length.</param>
    /// <param name="indices">Where it is not 0, in order.</param>
    /// <param name="values">What it is there.</param>
    public static void Write(ref VBuffer<float> vector, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> values)
    {
        // A sparse entry takes the room of two dense ones.
        if (width > 2 * indices.Length)
        {
            var sparse = VBufferEditor.Create(ref vector, width, indices.Length);
            values.CopyTo(sparse.Values);
            indices.CopyTo(sparse.Indices);
            vector = sparse.Commit();
        }
        else
        {
            var dense = VBufferEditor.Create(ref vector, width);
            dense.Values.Clear();
            for (var i = 0; i < indices.Length; i++)
                dense.Values[indices[i]] = values[i];
            vector = dense.Commit();
        }
    }
}
