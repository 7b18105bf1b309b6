using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>Reads a row's values of a column of numbers, of any type, as Singles; for one thread.</summary>
internal sealed class NumericReader
{
    private readonly ValueGetter<float>? _getter;
    private readonly VectorReader<float>? _vector;
    private float _value;

    public NumericReader(DataViewRow row, NumericColumn column)
    {
        var index = row.Schema[column.Name].Index;
        if (column.ElementNames is null)
        {
            _getter = RowCursorUtils.GetGetterAs<float>(NumberDataViewType.Single, row, index);
        }
        else
        {
            _vector = new VectorReader<float>(RowCursorUtils.GetVecGetterAs<float>(NumberDataViewType.Single, row, index),
                NumericColumn.Encoding, column.Name, column.Size);
        }
    }

    /// <summary>The values of the row the cursor is at, one a slot; good until the next call.</summary>
    public ReadOnlySpan<float> Read()
    {
        if (_vector is not null)
            return _vector.Read();

        _getter!(ref _value);
        return MemoryMarshal.CreateReadOnlySpan(ref _value, 1);
    }
}
