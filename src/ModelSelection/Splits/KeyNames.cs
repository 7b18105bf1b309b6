using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.ModelSelection.Splits;

/// <summary>The values that keys stand for, as text.</summary>
internal static class KeyNames
{
    private static readonly MethodInfo _read = typeof(KeyNames).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Null, where the column does not tell them.</summary>
    public static string[]? Of(DataViewSchema.Column column) =>
        column.Annotations.Schema.GetColumnOrNull(AnnotationUtils.Kinds.KeyValues)?.Type is VectorDataViewType { ItemType: var type }
            ? (string[])_read.MakeGenericMethod(type.RawType).Invoke(null, [column.Annotations])!
            : null;

    private static string[] Read<T>(DataViewSchema.Annotations annotations)
    {
        VBuffer<T> values = default;
        annotations.GetValue(AnnotationUtils.Kinds.KeyValues, ref values);
        return [.. values.DenseValues().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")];
    }
}
