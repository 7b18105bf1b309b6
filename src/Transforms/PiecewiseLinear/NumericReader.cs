using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>Reads a row's values of a column of numbers, of any type, as Singles; for one thread.</summary>
internal sealed class NumericReader
{
    private readonly NumericColumn _column;
    private readonly ValueGetter<float>? _scalars;
    private readonly ValueGetter<VBuffer<float>>? _vectors;
    private float _scalar;
    private VBuffer<float> _vector;
    private VBuffer<float> _dense;

    public NumericReader(DataViewRow row, NumericColumn column)
    {
        _column = column;
        var index = row.Schema[column.Name].Index;
        if (column.ElementNames is null)
            _scalars = RowCursorUtils.GetGetterAs<float>(NumberDataViewType.Single, row, index);
        else
            _vectors = RowCursorUtils.GetVecGetterAs<float>(NumberDataViewType.Single, row, index);
    }

    /// <summary>The values of the row the cursor is at, one a slot; good until the next call.</summary>
    public ReadOnlySpan<float> Read()
    {
        if (_scalars is not null)
        {
            _scalars(ref _scalar);
            return MemoryMarshal.CreateReadOnlySpan(ref _scalar, 1);
        }

        _vectors!(ref _vector);
        if (_vector.Length != _column.Size)
            throw PiecewiseRefusals.OtherLength(_column, _vector.Length);

        if (_vector.IsDense)
            return _vector.GetValues();

        _vector.CopyToDense(ref _dense);
        return _dense.GetValues();
    }
}
