using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Transforms.Importance;

/// <summary>All values of a column, to be read in any order.</summary>
internal abstract class StoredColumn
{
    /// <summary>Keeps the cursor's current value, behind those kept before.</summary>
    public abstract void Add();

    /// <summary>The getter of the value of a row, a <see cref="ValueGetter{TValue}"/> of the column's type.</summary>
    /// <param name="row">Gives the row.</param>
    public abstract Delegate CreateGetter(Func<int> row);

    public static StoredColumn Create(DataViewRow source, DataViewSchema.Column column)
    {
        var itemType = (column.Type as VectorDataViewType)?.ItemType.RawType;
        var type = itemType is null
            ? typeof(Scalars<>).MakeGenericType(column.Type.RawType)
            : typeof(Vectors<>).MakeGenericType(itemType);
        return (StoredColumn)Activator.CreateInstance(type, source, column)!;
    }

    private sealed class Scalars<T>(DataViewRow source, DataViewSchema.Column column) : StoredColumn
    {
        private readonly ValueGetter<T> _getter = source.GetGetter<T>(column);
        private readonly List<T> _values = [];

        public override void Add()
        {
            T value = default!;
            _getter(ref value);
            _values.Add(value);
        }

        public override Delegate CreateGetter(Func<int> row) => (ValueGetter<T>)((ref T value) => value = _values[row()]);
    }

    private sealed class Vectors<T>(DataViewRow source, DataViewSchema.Column column) : StoredColumn
    {
        private readonly ValueGetter<VBuffer<T>> _getter = source.GetGetter<VBuffer<T>>(column);
        private readonly List<VBuffer<T>> _values = [];

        public override void Add()
        {
            VBuffer<T> value = default;
            _getter(ref value);
            _values.Add(value);
        }

        public override Delegate CreateGetter(Func<int> row) =>
            (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _values[row()].CopyTo(ref value));
    }
}
