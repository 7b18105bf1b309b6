using Microsoft.ML.Transforms;
using MlNetDl.Transforms.OneHot;

namespace MlNetDl.Transforms.Tabular;

/// <summary>Learns the categories of a column.</summary>
/// <param name="source">The column.</param>
/// <param name="counter">What counts its values; it is moved together with those of other columns.</param>
/// <param name="isAskedFor">Whether the user said that it is of categories.</param>
internal sealed class CategoricalLearner(InputColumn source, ColumnCounter counter, bool isAskedFor) : ColumnLearner
{
    private const OneHotEncodingEstimator.OutputKind Kind = OneHotEncodingEstimator.OutputKind.Indicator;

    // Of fewer values it cannot be told whether each has a category of its own by chance.
    private const int FewestValues = 20;
    // Above it, nearly every row would have a category of its own: a name, a number in a file, a sentence.
    private const double IdentifierShare = 0.9;
    private const int ManyCategories = 1000;

    public ColumnCounter Counter => counter;

    /// <inheritdoc/>
    public override FeatureBlock Learn(long rows, Action<string> warn)
    {
        var sets = counter.ToCategories();
        for (var i = 0; i < sets.Length && !isAskedFor; i++)
            Check(sets[i], source.Where(i, Kind), warn);
        return new CategoricalBlock(new EncodedColumn(source.Name, source, Kind, sets));
    }

    private static void Check(Categories set, string where, Action<string> warn)
    {
        var (values, categories) = (0L, 0L);
        foreach (var (value, index) in set.Values.Select((value, index) => (value, index)))
        {
            values += value.Count;
            // Infrequent ones share a slot: whoever has them share it has thought of it.
            if (value.Count > 0 && !set.IsInfrequent(index))
                categories++;
        }

        if (values < FewestValues)
            return;
        if (categories >= IdentifierShare * values)
            throw TabularRefusals.NamesRows(where, categories, values);
        if (categories > ManyCategories || 2 * categories > values)
            warn(TabularRefusals.ManyCategories(where, categories, values));
    }
}
