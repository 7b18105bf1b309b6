using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>The values of a column as numbers, in the order in which they are first met. A missing value is -1.</summary>
internal abstract class ValueCodes(DataViewSchema.Column column) : ColumnReader(column)
{
    private readonly List<int> _codes = [];

    /// <summary>A row's value.</summary>
    public IReadOnlyList<int> Codes => _codes;

    /// <summary>The number of different values, missing ones not counted.</summary>
    public abstract int Count { get; }

    /// <summary>A value as messages name it.</summary>
    public abstract string Name(int code);

    /// <summary>Null, where the column is of a type whose values are not told apart.</summary>
    public static ValueCodes? Of(DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType { RawType: var raw } when raw == typeof(byte) => new Keys<byte>(column, key => key),
        KeyDataViewType { RawType: var raw } when raw == typeof(ushort) => new Keys<ushort>(column, key => key),
        KeyDataViewType { RawType: var raw } when raw == typeof(uint) => new Keys<uint>(column, key => key),
        KeyDataViewType { RawType: var raw } when raw == typeof(ulong) => new Keys<ulong>(column, key => key),
        TextDataViewType => new Texts(column),
        BooleanDataViewType => new Values<bool>(column),
        DateTimeDataViewType => new Values<DateTime>(column),
        DateTimeOffsetDataViewType => new Values<DateTimeOffset>(column),
        TimeSpanDataViewType => new Values<TimeSpan>(column),
        RowIdDataViewType => new Values<DataViewRowId>(column),
        NumberDataViewType { RawType: var raw } when raw == typeof(sbyte) => new Values<sbyte>(column),
        NumberDataViewType { RawType: var raw } when raw == typeof(byte) => new Values<byte>(column),
        NumberDataViewType { RawType: var raw } when raw == typeof(short) => new Values<short>(column),
        NumberDataViewType { RawType: var raw } when raw == typeof(ushort) => new Values<ushort>(column),
        NumberDataViewType { RawType: var raw } when raw == typeof(int) => new Values<int>(column),
        NumberDataViewType { RawType: var raw } when raw == typeof(uint) => new Values<uint>(column),
        NumberDataViewType { RawType: var raw } when raw == typeof(long) => new Values<long>(column),
        NumberDataViewType { RawType: var raw } when raw == typeof(ulong) => new Values<ulong>(column),
        NumberDataViewType { RawType: var raw } when raw == typeof(float) => new Values<float>(column, float.IsNaN),
        NumberDataViewType { RawType: var raw } when raw == typeof(double) => new Values<double>(column, double.IsNaN),
        _ => null,
    };

    /// <summary>The number of rows of each value.</summary>
    public int[] Sizes()
    {
        var sizes = new int[Count];
        foreach (var code in _codes.Where(code => code >= 0))
            sizes[code]++;
        return sizes;
    }

    /// <summary>The number of rows with a missing value.</summary>
    public int Missing() => _codes.Count(code => code < 0);

    private protected void Add(int code) => _codes.Add(code);

    /// <summary>Text; it is missing where it is empty.</summary>
    private sealed class Texts(DataViewSchema.Column column) : ValueCodes(column)
    {
        private readonly Dictionary<string, int> _known = [];
        private ValueGetter<ReadOnlyMemory<char>> _getter = null!;
        private ReadOnlyMemory<char> _value;

        public override int Count => _known.Count;

        public override string Name(int code) => $"'{_known.Keys.ElementAt(code)}'";

        public override void Open(DataViewRow row) => _getter = row.GetGetter<ReadOnlyMemory<char>>(Column);

        public override void Read()
        {
            _getter(ref _value);
            var lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
            if (_value.IsEmpty)
            {
                Add(-1);
                return;
            }

            if (!lookup.TryGetValue(_value.Span, out var code))
                lookup[_value.Span] = code = _known.Count;
            Add(code);
        }
    }

    private class Values<T>(DataViewSchema.Column column, Func<T, bool>? isMissing = null) : ValueCodes(column)
        where T : struct, IEquatable<T>
    {
        private readonly Dictionary<T, int> _known = [];
        private ValueGetter<T> _getter = null!;
        private T _value;

        public sealed override int Count => _known.Count;

        public override string Name(int code) => $"'{Convert.ToString(Value(code), CultureInfo.InvariantCulture)}'";

        public sealed override void Open(DataViewRow row) => _getter = row.GetGetter<T>(Column);

        public sealed override void Read()
        {
            _getter(ref _value);
            if (isMissing?.Invoke(_value) == true)
            {
                Add(-1);
                return;
            }

            if (!_known.TryGetValue(_value, out var code))
                _known.Add(_value, code = _known.Count);
            Add(code);
        }

        protected T Value(int code) => _known.Keys.ElementAt(code);
    }

    /// <summary>Keys; 0 is the missing one.</summary>
    private sealed class Keys<T>(DataViewSchema.Column column, Func<T, ulong> toNumber)
        : Values<T>(column, key => toNumber(key) == 0)
        where T : struct, IEquatable<T>
    {
        private readonly Lazy<string[]?> _names = new(() => KeyNames.Of(column));

        public override string Name(int code)
        {
            var key = toNumber(Value(code));
            return _names.Value is { } names && key <= (ulong)names.Length
                ? $"'{names[(int)key - 1]}'"
                : FormattableString.Invariant($"of key {key}");
        }
    }
}
