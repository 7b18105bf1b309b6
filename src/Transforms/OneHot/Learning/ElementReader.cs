using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.OneHot;

/// <summary>Reads the elements of a row's value, one if it is a scalar; for one thread.</summary>
internal abstract class ElementReader<T>
{
    /// <summary>The elements of the row the cursor is at; good until the next call.</summary>
    public abstract ReadOnlySpan<T> Read();
}

internal sealed class ScalarReader<T>(ValueGetter<T> getter) : ElementReader<T>
{
    private T _value = default!;

    /// <summary>The one element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T ReadOne()
    {
        getter(ref _value);
        return _value;
    }

    public override ReadOnlySpan<T> Read()
    {
        getter(ref _value);
        return new ReadOnlySpan<T>(in _value);
    }
}

internal sealed class VectorReader<T>(ValueGetter<VBuffer<T>> getter, int size, string column) : ElementReader<T>
{
    private VBuffer<T> _vector;
    private VBuffer<T> _dense;

    public override ReadOnlySpan<T> Read()
    {
        getter(ref _vector);
        if (_vector.Length != size)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{InputColumns.Encoding}: input column '{column}' has a ") +
                FormattableString.Invariant($"vector of {_vector.Length} elements; its type says {size}. Give every row as many."));
        }

        if (_vector.IsDense)
            return _vector.GetValues();

        // What a sparse vector leaves out is 0, or empty text, and so a value or missing like any other.
        _vector.CopyToDense(ref _dense);
        return _dense.GetValues();
    }
}
