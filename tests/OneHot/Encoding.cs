using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms;

namespace MlNetDl.Tests.OneHot;

/// <summary>Builds one-column data, encodes it, and reads the result.</summary>
internal static class Encoding
{
    /// <summary>Data with a text column <c>c</c>.</summary>
    public static IDataView Text(MLContext context, params string?[] values) => Column(context, values);

    /// <summary>Data with a Single column <c>c</c>.</summary>
    public static IDataView Single(MLContext context, params float[] values) => Column(context, values);

    /// <summary>Data with a column <c>c</c> of any type a data view can hold.</summary>
    public static IDataView Column<T>(MLContext context, params T[] values)
        => context.Data.LoadFromEnumerable(values.Select(value => new Row<T> { C = value }));

    /// <summary>Data with a column <c>c</c> of vectors, all of the length of the first, whose slots may have names.</summary>
    public static IDataView Vectors<T>(MLContext context, T[][] values, string[]? slotNames = null)
    {
        var schema = SchemaDefinition.Create(typeof(Row<T[]>));
        schema["c"].ColumnType = new VectorDataViewType(ItemType<T>(), values[0].Length);
        if (slotNames is not null)
        {
            schema["c"].AddAnnotation("SlotNames", new VBuffer<ReadOnlyMemory<char>>(
                slotNames.Length, Array.ConvertAll(slotNames, name => name.AsMemory())),
                new VectorDataViewType(TextDataViewType.Instance, slotNames.Length));
        }

        return context.Data.LoadFromEnumerable(values.Select(value => new Row<T[]> { C = value }), schema);
    }

    /// <summary>Data with a key column <c>c</c>; 0 is missing.</summary>
    /// <param name="context">The context.</param>
    /// <param name="count">The number of keys.</param>
    /// <param name="keyValues">What they stand for, or null.</param>
    /// <param name="keys">The keys.</param>
    public static IDataView Keys(MLContext context, int count, string[]? keyValues, params uint[] keys)
    {
        var schema = SchemaDefinition.Create(typeof(Row<uint>));
        schema["c"].ColumnType = new KeyDataViewType(typeof(uint), count);
        if (keyValues is not null)
        {
            schema["c"].AddAnnotation("KeyValues", new VBuffer<ReadOnlyMemory<char>>(
                count, Array.ConvertAll(keyValues, value => value.AsMemory())), new VectorDataViewType(TextDataViewType.Instance, count));
        }

        // In objects ML.NET has keys begin at 0, and takes what is past the last one for missing.
        return context.Data.LoadFromEnumerable(keys.Select(key => new Row<uint> { C = key - 1 }), schema);
    }

    /// <summary>Learns the categories of column <c>c</c>.</summary>
    public static NaNAwareOneHotEncodingTransformer Fit(
        MLContext context, IDataView data, NaNAwareOneHotEncodingEstimator.Options? options = null)
        => context.Transforms.Categorical.NaNAwareOneHotEncoding("c", options: options).Fit(data);

    /// <summary>The vectors of a column as they are stored. All rows are read into one buffer, and copied from it.</summary>
    public static VBuffer<float>[] Encoded(IDataView data, string column = "c")
        => [.. data.GetColumn<VBuffer<float>>(column).Select(vector =>
        {
            var copy = default(VBuffer<float>);
            vector.CopyTo(ref copy);
            return copy;
        })];

    /// <summary>The slots of the rows that are not zero: <c>"2"</c> for one that is 1, <c>""</c> for none.</summary>
    public static string[] HotSlots(IDataView data, string column = "c")
        => [.. Encoded(data, column).Select(vector => string.Join(',', vector.DenseValues()
            .Select((value, slot) => (value, slot)).Where(entry => entry.value != 0)
            .Select(entry => entry.value == 1 ? $"{entry.slot}" : $"{entry.slot} is {entry.value}")))];

    public static string[] SlotNames(IDataView data, string column = "c")
    {
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        data.Schema[column].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    /// <summary>What an estimator is told of a schema; ML.NET keeps the method to itself.</summary>
    public static SchemaShape Shape(DataViewSchema schema)
        => (SchemaShape)typeof(SchemaShape).GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [schema])!;

    public static void UnderCulture(string name, Action action)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static PrimitiveDataViewType ItemType<T>()
    {
        if (typeof(T) == typeof(string))
            return TextDataViewType.Instance;

        PrimitiveDataViewType[] types =
        [
            BooleanDataViewType.Instance, NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16,
            NumberDataViewType.UInt16, NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64,
            NumberDataViewType.UInt64, NumberDataViewType.Single, NumberDataViewType.Double,
        ];
        return Array.Find(types, type => type.RawType == typeof(T))!;
    }

    internal sealed class Row<T>
    {
        [ColumnName("c")]
        public T? C { get; set; }
    }
}
