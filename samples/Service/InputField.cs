using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Samples.Service;

/// <summary>A field of the row at hand: what it may be, and what it is.</summary>
internal abstract class InputField(FieldDescription description)
{
    public FieldDescription Description => description;

    public string Name => description.Name;

    /// <summary>A <see cref="ValueGetter{T}"/> of the column's type.</summary>
    public abstract Delegate Getter { get; }

    /// <summary>Whether the value, or one of the array, was null.</summary>
    public bool HasMissing { get; protected set; }

    public abstract void Read(JsonElement json, string path, Problems problems);

    public static InputField Create(DataViewSchema.Column column) => ((column.Type as VectorDataViewType)?.ItemType ?? column.Type) switch
    {
        TextDataViewType => Of(column, JsonReaders.Text),
        BooleanDataViewType => Of(column, JsonReaders.Boolean),
        KeyDataViewType key when key.RawType == typeof(byte) => Of(column, JsonReaders.Key<byte>(column, key)),
        KeyDataViewType key when key.RawType == typeof(ushort) => Of(column, JsonReaders.Key<ushort>(column, key)),
        KeyDataViewType key when key.RawType == typeof(uint) => Of(column, JsonReaders.Key<uint>(column, key)),
        KeyDataViewType key => Of(column, JsonReaders.Key<ulong>(column, key)),
        NumberDataViewType number when number.RawType == typeof(float) => Of(column, JsonReaders.Single),
        NumberDataViewType number when number.RawType == typeof(double) => Of(column, JsonReaders.Double),
        NumberDataViewType number when number.RawType == typeof(sbyte) => Of(column, JsonReaders.Integer<sbyte>()),
        NumberDataViewType number when number.RawType == typeof(byte) => Of(column, JsonReaders.Integer<byte>()),
        NumberDataViewType number when number.RawType == typeof(short) => Of(column, JsonReaders.Integer<short>()),
        NumberDataViewType number when number.RawType == typeof(ushort) => Of(column, JsonReaders.Integer<ushort>()),
        NumberDataViewType number when number.RawType == typeof(int) => Of(column, JsonReaders.Integer<int>()),
        NumberDataViewType number when number.RawType == typeof(uint) => Of(column, JsonReaders.Integer<uint>()),
        NumberDataViewType number when number.RawType == typeof(long) => Of(column, JsonReaders.Integer<long>()),
        NumberDataViewType number when number.RawType == typeof(ulong) => Of(column, JsonReaders.Integer<ulong>()),
        _ => throw new NotSupportedException($"Its column '{column.Name}' is {column.Type}, which this service cannot read from JSON."),
    };

    private static InputField Of<T>(DataViewSchema.Column column, JsonReader<T> reader) => column.Type is VectorDataViewType vector
        ? new ArrayField<T>(column.Name, vector.Size, reader)
        : new ValueField<T>(column.Name, reader);
}

/// <summary>A field of one value.</summary>
internal sealed class ValueField<T>(string name, JsonReader<T> reader)
    : InputField(new FieldDescription(name, reader.Accepts, Length: null, reader.Nullable))
{
    private T _value = default!;

    public override Delegate Getter => (ValueGetter<T>)((ref T value) => value = _value);

    public override void Read(JsonElement json, string path, Problems problems)
    {
        HasMissing = json.ValueKind == JsonValueKind.Null;
        reader.Read(json, path, problems, out _value);
    }
}

/// <summary>A field of an array, which is a vector column.</summary>
internal sealed class ArrayField<T>(string name, int length, JsonReader<T> reader)
    : InputField(new FieldDescription(
        name, $"an array of {(length > 0 ? $"{length} times " : "")}{reader.Accepts}", length, Nullable: false))
{
    private T[] _values = [];

    public override Delegate Getter => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) =>
    {
        var editor = VBufferEditor.Create(ref value, _values.Length);
        _values.CopyTo(editor.Values);
        value = editor.Commit();
    });

    public override void Read(JsonElement json, string path, Problems problems)
    {
        HasMissing = false;
        if (json.ValueKind != JsonValueKind.Array)
        {
            problems.Add(path, $"The field takes {Description.Type}, but this is {Json.Describe(json)}.");
            return;
        }

        var given = json.GetArrayLength();
        if (length > 0 && given != length)
        {
            problems.Add(path, $"The field takes {Description.Type}, but this one has {given}.");
            return;
        }

        if (_values.Length != given)
            _values = new T[given];
        var index = 0;
        foreach (var element in json.EnumerateArray())
        {
            HasMissing |= element.ValueKind == JsonValueKind.Null;
            reader.Read(element, $"{path}[{index}]", problems, out _values[index++]);
        }
    }
}
