using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Reads the elements of a vector column's values; for one thread.</summary>
/// <param name="getter">Gives the vector of the row the cursor is at.</param>
/// <param name="component">Who reads, as messages begin.</param>
/// <param name="column">The column's name.</param>
/// <param name="size">The number of elements by the column's type.</param>
internal sealed class VectorReader<T>(ValueGetter<VBuffer<T>> getter, string component, string column, int size)
{
    private VBuffer<T> _vector;
    private VBuffer<T> _dense;

    /// <summary>The elements of the row the cursor is at; good until the next call.</summary>
    /// <exception cref="InvalidOperationException">There are more or fewer than there should be.</exception>
    public ReadOnlySpan<T> Read()
    {
        getter(ref _vector);
        if (_vector.Length != size)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"{component}: input column '{column}' has a vector of {_vector.Length} elements; its type ")
                    + FormattableString.Invariant($"says {size}. Give every row as many."));
        }

        if (_vector.IsDense)
            return _vector.GetValues();

        // What a sparse vector leaves out is 0, or empty text, and so a value or missing like any other.
        _vector.CopyToDense(ref _dense);
        return _dense.GetValues();
    }
}
