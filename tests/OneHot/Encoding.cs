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
    public static IDataView Text(MLContext context, params string?[] values)
        => context.Data.LoadFromEnumerable(values.Select(value => new TextRow { C = value }));

    /// <summary>Data with a Single column <c>c</c>.</summary>
    public static IDataView Single(MLContext context, params float[] values)
        => context.Data.LoadFromEnumerable(values.Select(value => new SingleRow { C = value }));

    /// <summary>Learns the categories of column <c>c</c>.</summary>
    public static NaNAwareOneHotEncodingTransformer Fit(MLContext context, IDataView data)
        => context.Transforms.Categorical.NaNAwareOneHotEncoding("c").Fit(data);

    /// <summary>The vectors of a column as they are stored. All rows are read into one buffer, and copied from it.</summary>
    public static VBuffer<float>[] Vectors(IDataView data, string column = "c")
        => [.. data.GetColumn<VBuffer<float>>(column).Select(vector =>
        {
            var copy = default(VBuffer<float>);
            vector.CopyTo(ref copy);
            return copy;
        })];

    /// <summary>The slots of the rows that are not zero: <c>"2"</c> for one that is 1, <c>""</c> for none.</summary>
    public static string[] HotSlots(IDataView data, string column = "c")
        => [.. Vectors(data, column).Select(vector => string.Join(',', vector.DenseValues()
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

    internal sealed class TextRow
    {
        [ColumnName("c")]
        public string? C { get; set; }
    }

    internal sealed class SingleRow
    {
        [ColumnName("c")]
        public float C { get; set; }
    }
}
