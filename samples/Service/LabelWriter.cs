using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Samples.Service;

/// <summary>Writes predicted labels: as text where they have one, whether or not the pipeline ends in <c>MapKeyToValue</c>.</summary>
internal static class LabelWriter
{
    public static Action<Utf8JsonWriter> Create(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is TextDataViewType)
            return Of<ReadOnlyMemory<char>>(row, column, (writer, text) => writer.WriteStringValue(text.Span));
        if (column.Type is KeyDataViewType && column.Type.RawType == typeof(uint) && Names.OfKeys(column) is { } names)
            return Of<uint>(row, column, (writer, key) => writer.WriteStringValue(key > 0 ? names[key - 1] : null));

        var type = column.Type.RawType;
        return type == typeof(bool) ? Plain<bool>(row, column)
            : type == typeof(float) ? Plain<float>(row, column)
            : type == typeof(double) ? Plain<double>(row, column)
            : type == typeof(sbyte) ? Plain<sbyte>(row, column)
            : type == typeof(byte) ? Plain<byte>(row, column)
            : type == typeof(short) ? Plain<short>(row, column)
            : type == typeof(ushort) ? Plain<ushort>(row, column)
            : type == typeof(int) ? Plain<int>(row, column)
            : type == typeof(uint) ? Plain<uint>(row, column)
            : type == typeof(long) ? Plain<long>(row, column)
            : type == typeof(ulong) ? Plain<ulong>(row, column)
            : throw new NotSupportedException($"Its column '{column.Name}' is {column.Type}, which this service cannot write as JSON.");
    }

    private static Action<Utf8JsonWriter> Plain<T>(DataViewRow row, DataViewSchema.Column column) =>
        Of<T>(row, column, (writer, value) => JsonSerializer.Serialize(writer, value));

    private static Action<Utf8JsonWriter> Of<T>(DataViewRow row, DataViewSchema.Column column, Action<Utf8JsonWriter, T> write)
    {
        var getter = row.GetGetter<T>(column);
        var value = default(T)!;
        return writer =>
        {
            getter(ref value);
            write(writer, value);
        };
    }
}
