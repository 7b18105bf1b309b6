using System.Runtime.CompilerServices;
using Microsoft.ML;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Reads a scalar column's values; for one thread.</summary>
internal sealed class ScalarReader<T>(DataViewRow row, InputColumn column)
{
    private readonly ValueGetter<T> _getter = row.GetGetter<T>(row.Schema[column.Name]);
    private T _value = default!;

    /// <summary>The value of the row the cursor is at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read()
    {
        _getter(ref _value);
        return _value;
    }
}
