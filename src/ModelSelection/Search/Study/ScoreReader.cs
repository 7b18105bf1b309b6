using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.ModelSelection.Search;

/// <summary>Reads the column Score.</summary>
internal static class ScoreReader
{
    private const string Score = "Score";

    public static FoldScores Read(IDataView scored)
    {
        var column = scored.Schema.GetColumnOrNull(Score) ?? throw new InvalidOperationException(
            $"There are no out-of-fold scores, since the pipeline gives no column '{Score}'. End it in a trainer, or do not ask for them.");
        if (column.Type == NumberDataViewType.Single)
            return new(1, [.. scored.GetColumn<float>(column)]);
        if (column.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single)
            return new(vector.Size, [.. scored.GetColumn<VBuffer<float>>(column).SelectMany(row => row.DenseValues())]);
        throw new InvalidOperationException(
            $"There are no out-of-fold scores, since column '{Score}' is {column.Type}, and neither Single nor a vector of them. "
            + "Do not ask for them.");
    }
}
