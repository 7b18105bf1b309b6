using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Benchmarks.Tables;

namespace MlNetDl.Benchmarks.Accuracy.Recipe;

/// <summary>Prepared rows as arrays, and their labels, where true is 1.</summary>
/// <param name="Features">The features, row by row.</param>
/// <param name="Columns">How many a row has.</param>
/// <param name="Labels">The label of each row.</param>
internal sealed record TableRows(float[] Features, int Columns, long[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>Reads rows of binary classification.</summary>
    public static TableRows Read(IDataView prepared, string label)
    {
        var columns = TableSet.Inputs(prepared);
        var (features, labels) = (new List<float>(), new List<long>());
        using var cursor = prepared.GetRowCursor(prepared.Schema);
        var featuresOf = cursor.GetGetter<VBuffer<float>>(prepared.Schema[TableSet.Features]);
        var labelOf = cursor.GetGetter<bool>(prepared.Schema[label]);
        var (row, isTrue) = (default(VBuffer<float>), false);
        while (cursor.MoveNext())
        {
            featuresOf(ref row);
            labelOf(ref isTrue);
            features.AddRange(row.DenseValues());
            labels.Add(isTrue ? 1 : 0);
        }

        return new TableRows([.. features], columns, [.. labels]);
    }

    /// <summary>The values of one column.</summary>
    public float[] Column(int column)
    {
        var values = new float[Count];
        for (var row = 0; row < values.Length; row++)
            values[row] = Features[(row * Columns) + column];
        return values;
    }
}
