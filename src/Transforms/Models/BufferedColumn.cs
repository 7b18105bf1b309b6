using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.Models;

/// <summary>The values of a column that is passed through, for the rows that a cursor has read ahead.</summary>
internal abstract class BufferedColumn
{
    /// <summary>Keeps the source's current value as that of a row of the batch.</summary>
    public abstract void Read(int row);

    /// <summary>The getter of the current row's value, a <see cref="ValueGetter{TValue}"/> of the column's type.</summary>
    public abstract Delegate CreateGetter(BatchScores scores);

    public static BufferedColumn Create(DataViewRow source, DataViewSchema.Column column, int capacity)
    {
        var itemType = (column.Type as VectorDataViewType)?.ItemType.RawType;
        var type = itemType is null
            ? typeof(Scalar<>).MakeGenericType(column.Type.RawType)
            : typeof(Vector<>).MakeGenericType(itemType);
        return (BufferedColumn)Activator.CreateInstance(type, source, column, capacity)!;
    }

    private sealed class Scalar<T>(DataViewRow source, DataViewSchema.Column column, int capacity) : BufferedColumn
    {
        private readonly ValueGetter<T> _getter = source.GetGetter<T>(column);
        private readonly T[] _values = new T[capacity];

        public override void Read(int row) => _getter(ref _values[row]);

        public override Delegate CreateGetter(BatchScores scores) =>
            (ValueGetter<T>)((ref T value) => value = _values[scores.Current]);
    }

    private sealed class Vector<T>(DataViewRow source, DataViewSchema.Column column, int capacity) : BufferedColumn
    {
        private readonly ValueGetter<VBuffer<T>> _getter = source.GetGetter<VBuffer<T>>(column);
        private readonly VBuffer<T>[] _values = new VBuffer<T>[capacity];

        public override void Read(int row) => _getter(ref _values[row]);

        public override Delegate CreateGetter(BatchScores scores) =>
            (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[scores.Current].CopyTo(ref value));
    }
}
