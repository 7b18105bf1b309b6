using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>A column's rows in the order of their values.</summary>
internal abstract class SortedValues(DataViewSchema.Column column) : ColumnReader(column)
{
    /// <summary>The rows whose value is missing.</summary>
    public List<int> Missing { get; } = [];

    /// <summary>The other rows, by value; rows of equal values keep their order.</summary>
    public int[] Order { get; private set; } = [];

    /// <summary>For each place in the order, the first place with an equal value.</summary>
    public int[] FirstEqual { get; private set; } = [];

    /// <summary>Null, where the column is of a type without an order.</summary>
    public static SortedValues? Of(DataViewSchema.Column column) => column.Type switch
    {
        DateTimeDataViewType => new Typed<DateTime>(column),
        DateTimeOffsetDataViewType => new Typed<DateTimeOffset>(column),
        TimeSpanDataViewType => new Typed<TimeSpan>(column),
        NumberDataViewType => OfNumber(column),
        _ => null,
    };

    /// <summary>Null, where the column is not one of numbers.</summary>
    public static SortedValues? OfNumber(DataViewSchema.Column column) => (column.Type as NumberDataViewType)?.RawType switch
    {
        var raw when raw == typeof(sbyte) => new Typed<sbyte>(column),
        var raw when raw == typeof(byte) => new Typed<byte>(column),
        var raw when raw == typeof(short) => new Typed<short>(column),
        var raw when raw == typeof(ushort) => new Typed<ushort>(column),
        var raw when raw == typeof(int) => new Typed<int>(column),
        var raw when raw == typeof(uint) => new Typed<uint>(column),
        var raw when raw == typeof(long) => new Typed<long>(column),
        var raw when raw == typeof(ulong) => new Typed<ulong>(column),
        var raw when raw == typeof(float) => new Typed<float>(column, float.IsNaN),
        var raw when raw == typeof(double) => new Typed<double>(column, double.IsNaN),
        _ => null,
    };

    /// <summary>Sorts what has been read.</summary>
    public abstract void Sort();

    private sealed class Typed<T>(DataViewSchema.Column column, Func<T, bool>? isMissing = null) : SortedValues(column)
        where T : IComparable<T>
    {
        private readonly List<T> _values = [];
        private ValueGetter<T> _getter = null!;
        private T _value = default!;

        public override void Open(DataViewRow row) => _getter = row.GetGetter<T>(Column);

        public override void Read()
        {
            _getter(ref _value);
            if (isMissing?.Invoke(_value) == true)
                Missing.Add(_values.Count);
            _values.Add(_value);
        }

        public override void Sort()
        {
            // OrderBy is stable.
            Order = [.. Enumerable.Range(0, _values.Count).Except(Missing).OrderBy(row => _values[row])];
            FirstEqual = new int[Order.Length];
            for (var place = 1; place < Order.Length; place++)
            {
                var repeats = _values[Order[place]].CompareTo(_values[Order[place - 1]]) == 0;
                FirstEqual[place] = repeats ? FirstEqual[place - 1] : place;
            }
        }
    }
}
