namespace MlNetDl.Transforms.OneHot;

/// <summary>Which values are too rare for a category of their own; scikit-learn's <c>OneHotEncoder._identify_infrequent</c>.</summary>
/// <param name="MinimumCount">Values counted less often are.</param>
/// <param name="MinimumFraction">Values counted in less than this part of all rows are.</param>
/// <param name="MaximumNumberOfCategories">The rarest are if there are more categories, with the one they would share.</param>
internal sealed record InfrequentRule(int? MinimumCount, double? MinimumFraction, int? MaximumNumberOfCategories)
{
    /// <summary>Whether the rule makes any value infrequent.</summary>
    public bool Applies => (MinimumCount, MinimumFraction, MaximumNumberOfCategories) is not (null, null, null);

    /// <param name="counts">How often each value was counted.</param>
    /// <param name="rows">The number of all values, missing ones included.</param>
    /// <returns>Of each value, whether it is infrequent.</returns>
    public bool[] Find(long[] counts, long rows)
    {
        var minimum = MinimumCount ?? (MinimumFraction * rows) ?? 0;
        var infrequent = Array.ConvertAll(counts, count => count < minimum);
        // One category is what infrequent values share, whether there are any yet or not. Those below the minimum are among the rarest.
        if (MaximumNumberOfCategories is { } maximum && counts.Length >= maximum)
        {
            // OrderBy is stable: of equally many the first go.
            foreach (var rarest in Enumerable.Range(0, counts.Length).OrderBy(i => counts[i]).Take(counts.Length - maximum + 1))
                infrequent[rarest] = true;
        }

        return infrequent;
    }
}
