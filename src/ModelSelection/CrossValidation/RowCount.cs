using Microsoft.ML;

namespace MlNetDl.ModelSelection.CrossValidation;

/// <summary>The number of a view's rows.</summary>
internal static class RowCount
{
    public static long Of(IDataView data)
    {
        if (data.GetRowCount() is { } known)
            return known;
        using var cursor = data.GetRowCursor([]);
        var rows = 0L;
        while (cursor.MoveNext())
            rows++;
        return rows;
    }
}
