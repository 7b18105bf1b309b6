using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Tests.Support;

/// <summary>What a graph gave for some rows, and the same of a data view, to be compared with it.</summary>
internal sealed class OnnxColumns(IReadOnlyDictionary<string, Array[]> outputs)
{
    /// <summary>The values of a column, an array for each row; a scalar is an array of one.</summary>
    public T[][] Get<T>(string column) => [.. outputs[$"{column}.output"].Cast<T[]>()];

    /// <summary>The values of a column of a data view, in the same form.</summary>
    public static T[][] Read<T>(IDataView data, DataViewSchema.Column column)
    {
        using var cursor = data.GetRowCursor([column]);
        var getter = RowGetter<T>(cursor, column);
        var rows = new List<T[]>();
        while (cursor.MoveNext())
            rows.Add(getter());

        return [.. rows];
    }

    private static Func<T[]> RowGetter<T>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            var vectors = cursor.GetGetter<VBuffer<T>>(column);
            var vector = default(VBuffer<T>);
            return () =>
            {
                vectors(ref vector);
                return [.. vector.DenseValues()];
            };
        }

        var scalars = cursor.GetGetter<T>(column);
        var scalar = default(T)!;
        return () =>
        {
            scalars(ref scalar);
            return [scalar];
        };
    }
}
