using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Reads the elements of a vector column's values; for one thread.</summary>
internal sealed class VectorReader<T>(DataViewRow row, InputColumn column)
{
    private readonly ValueGetter<VBuffer<T>> _getter = row.GetGetter<VBuffer<T>>(row.Schema[column.Name]);
    private VBuffer<T> _vector;
    private VBuffer<T> _dense;

    /// <summary>The elements of the row the cursor is at; good until the next call.</summary>
    public ReadOnlySpan<T> Read()
    {
        _getter(ref _vector);
        if (_vector.Length != column.Size)
            throw Refusals.OtherLength(column.Name, _vector.Length, column.Size!.Value);

        if (_vector.IsDense)
            return _vector.GetValues();

        // What a sparse vector leaves out is 0, or empty text, and so a value or missing like any other.
        _vector.CopyToDense(ref _dense);
        return _dense.GetValues();
    }
}
