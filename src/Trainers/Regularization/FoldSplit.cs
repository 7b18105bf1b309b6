namespace MlNetDl.Trainers.Regularization;

/// <summary>Splits rows into folds, so that each can be scored by a network that has not seen it.</summary>
internal static class FoldSplit
{
    /// <summary>The most folds there are: docs/accuracy.md.</summary>
    private const int Most = 8;

    /// <summary>
    /// Deals the rows of each stratum out at random, so that folds have as many rows as each other of each stratum and of all, give or take
    /// one. A row that is alone in its stratum is in no fold: without it, no network would know that there is such a stratum.
    /// </summary>
    /// <param name="targets">The targets in the order of the rows; two at least.</param>
    /// <param name="strata">A row's stratum by its target; null, where all rows are one.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The rows of each fold, ascending. There are at least two folds, and none is empty.</returns>
    public static IReadOnlyList<int[]> Take(IReadOnlyList<float> targets, Func<float, int>? strata, int seed)
    {
        var random = new Random(seed);
        var dealt = new List<int>();
        var groups = Enumerable.Range(0, targets.Count).GroupBy(row => strata?.Invoke(targets[row]) ?? 0);
        foreach (var stratum in groups.Where(group => group.Count() > 1).OrderBy(group => group.Key))
        {
            int[] rows = [.. stratum];
            random.Shuffle(rows);
            dealt.AddRange(rows);
        }

        // Where all rows are alone, some must be scored all the same.
        if (dealt.Count == 0)
            return Take(targets, strata: null, seed);
        var folds = Math.Min(Most, dealt.Count);
        return [.. Enumerable.Range(0, folds).Select(fold => dealt.Where((_, place) => place % folds == fold).Order().ToArray())];
    }
}
