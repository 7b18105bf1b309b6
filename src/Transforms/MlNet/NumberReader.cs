using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Reads a row's values of a column of numbers, of any type, as one type; for one thread.</summary>
internal sealed class NumberReader<T>
{
    private readonly ValueGetter<T>? _getter;
    private readonly VectorReader<T>? _vector;
    private T _value = default!;

    /// <param name="type">The type to read them as.</param>
    /// <param name="row">The row, or the cursor over the rows.</param>
    /// <param name="component">Who reads, as messages begin.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="size">The number of a vector's elements; null if the column is a scalar.</param>
    public NumberReader(NumberDataViewType type, DataViewRow row, string component, string column, int? size)
    {
        var index = row.Schema[column].Index;
        if (size is { } elements)
            _vector = new VectorReader<T>(RowCursorUtils.GetVecGetterAs<T>(type, row, index), component, column, elements);
        else
            _getter = RowCursorUtils.GetGetterAs<T>(type, row, index);
    }

    /// <summary>The values of the row the cursor is at, one a slot; good until the next call.</summary>
    public ReadOnlySpan<T> Read()
    {
        if (_vector is not null)
            return _vector.Read();

        _getter!(ref _value);
        return MemoryMarshal.CreateReadOnlySpan(ref _value, 1);
    }
}
