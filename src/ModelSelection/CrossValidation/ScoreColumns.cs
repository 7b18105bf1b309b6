using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.ModelSelection.Splits;

namespace MlNetDl.ModelSelection.CrossValidation;

/// <summary>The columns that the models of several folds give, which must mean the same in each.</summary>
internal sealed class ScoreColumns
{
    private static readonly string[] _names =
        [DefaultColumnNames.Score, DefaultColumnNames.Probability, DefaultColumnNames.PredictedLabel];

    private readonly IReadOnlyList<IDataView> _scored;
    private readonly DataViewSchema.Column[][] _columns;

    private ScoreColumns(IReadOnlyList<IDataView> scored)
    {
        _scored = scored;
        _columns = [.. scored.Select(view => _names.Select(name => view.Schema.GetColumnOrNull(name))
            .OfType<DataViewSchema.Column>().ToArray())];
    }

    /// <summary>Those of the first fold.</summary>
    public DataViewSchema.Column[] First => _columns[0];

    /// <exception cref="ArgumentOutOfRangeException">There are none, or they differ between folds.</exception>
    public static ScoreColumns Find(IHostEnvironment env, string method, IReadOnlyList<IDataView> scored)
    {
        var scores = new ScoreColumns(scored);
        env.CheckParam(scores.First.Length > 0, "results", $"{method}: the results have none of the columns {string.Join(", ", _names)}.");
        for (var fold = 1; fold < scored.Count; fold++)
        {
            var (first, other) = (scores.First.Select(Meaning), scores._columns[fold].Select(Meaning));
            if (!first.SequenceEqual(other))
            {
                throw env.ExceptParam("results",
                    FormattableString.Invariant($"{method}: fold {fold} gives other columns than fold 0: {string.Join("; ", other)}, ") +
                    $"not {string.Join("; ", first)}. Map the label to a key before splitting, so that all folds have the same classes " +
                    "in the same order.");
            }
        }

        return scores;
    }

    public DataViewSchema.Column Column(int fold, int score) => _columns[fold][score];

    /// <summary>A cursor a fold over those columns that are needed; none, where no column is.</summary>
    public DataViewRowCursor[] Open(Func<int, bool> isNeeded)
    {
        int[] needed = [.. Enumerable.Range(0, First.Length).Where(isNeeded)];
        return needed.Length == 0
            ? []
            : [.. _scored.Select((view, fold) => view.GetRowCursor(needed.Select(score => Column(fold, score))))];
    }

    private static string Meaning(DataViewSchema.Column column)
    {
        var classes = KeyNames.Of(column) ?? SlotNames(column);
        return classes is null ? $"{column.Name} ({column.Type})" : $"{column.Name} ({column.Type}: {string.Join(", ", classes)})";
    }

    private static string[]? SlotNames(DataViewSchema.Column column)
    {
        if (!column.HasSlotNames())
            return null;
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
