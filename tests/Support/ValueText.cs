using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Support;

/// <summary>Values of any type a data view can hold as text that any console prints: equal text means equal to the last bit.</summary>
internal static class ValueText
{
    /// <summary>Reads the column's value in the row the cursor is at.</summary>
    public static Func<string> Reader(DataViewRow row, DataViewSchema.Column column) =>
        Generic(column.Type, Getter(typeof(DataViewRow), row, column));

    /// <summary>The value of an annotation.</summary>
    public static string Of(DataViewSchema.Annotations annotations, DataViewSchema.Column column) =>
        Generic(column.Type, Getter(typeof(DataViewSchema.Annotations), annotations, column))();

    /// <summary>A value of a column.</summary>
    public static string Of<T>(DataViewType type, T value) =>
        Generic(type, (ValueGetter<T>)((ref T destination) => destination = value))();

    private static object Getter(Type type, object row, DataViewSchema.Column column)
        => type.GetMethod("GetGetter")!.MakeGenericMethod(column.Type.RawType).Invoke(row, [column])!;

    private static Func<string> Generic(DataViewType type, object getter)
    {
        var item = (type as VectorDataViewType)?.ItemType.RawType;
        return (Func<string>)typeof(ValueText)
            .GetMethod(item is null ? nameof(OfScalar) : nameof(OfVector), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(item ?? type.RawType).Invoke(null, [getter])!;
    }

    private static Func<string> OfScalar<T>(ValueGetter<T> getter) => () =>
    {
        T value = default!;
        getter(ref value);
        return Text(value);
    };

    private static Func<string> OfVector<T>(ValueGetter<VBuffer<T>> getter)
    {
        VBuffer<T> vector = default;
        return () =>
        {
            getter(ref vector);
            return $"[{string.Join(' ', vector.DenseValues().Select(Text))}]";
        };
    }

    private static string Text<T>(T value) => value switch
    {
        float number => BitConverter.SingleToUInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture),
        double number => BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        ReadOnlyMemory<char> text => $"'{Uri.EscapeDataString(text.ToString())}'",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
