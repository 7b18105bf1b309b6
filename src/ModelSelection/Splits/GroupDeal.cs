namespace MlNetDl.ModelSelection.Splits;

/// <summary>Deals whole groups of rows out.</summary>
internal static class GroupDeal
{
    /// <summary>
    /// Deals to folds, the largest group first, each to the fold with the fewest rows, as scikit-learn's <c>GroupKFold</c> does. Which of
    /// groups of equal size comes first is chance.
    /// </summary>
    /// <param name="sizes">The rows of each group; at least as many groups as folds.</param>
    /// <param name="numberOfFolds">The number of folds.</param>
    /// <param name="random">Chance.</param>
    /// <returns>The fold of each group.</returns>
    public static int[] ToFolds(int[] sizes, int numberOfFolds, Random random)
    {
        var folds = new int[sizes.Length];
        var rows = new PriorityQueue<int, (int Rows, int Fold)>(
            Enumerable.Range(0, numberOfFolds).Select(fold => (fold, (0, fold))));
        foreach (var group in Shuffled(sizes.Length, random).OrderByDescending(group => sizes[group]))
        {
            rows.TryDequeue(out var fold, out var taken);
            folds[group] = fold;
            rows.Enqueue(fold, (taken.Rows + sizes[group], fold));
        }

        return folds;
    }

    /// <summary>
    /// Deals to folds so that they have the same shares of the classes, as scikit-learn's <c>StratifiedGroupKFold</c> does: the groups
    /// whose classes are the least even come first, each to the fold that leaves the shares the most even; of several, to the one with the
    /// fewest rows. Unlike there, no fold is left empty: the last groups go to folds that have none.
    /// </summary>
    /// <param name="counts">The rows of each class, a group.</param>
    /// <param name="numberOfFolds">The number of folds.</param>
    /// <param name="random">Chance: which of groups that are as even as each other comes first.</param>
    /// <returns>The fold of each group.</returns>
    public static int[] ToStratifiedFolds(int[][] counts, int numberOfFolds, Random random)
    {
        var shares = new ClassShares(counts, numberOfFolds);
        var folds = new int[counts.Length];
        var dealt = 0;
        foreach (var group in Shuffled(counts.Length, random).OrderByDescending(group => Unevenness(counts[group])))
        {
            var mustFill = counts.Length - dealt <= shares.EmptyFolds;
            folds[group] = shares.BestFold(counts[group], mustFill);
            shares.Add(counts[group], folds[group]);
            dealt++;
        }

        return folds;
    }

    /// <summary>
    /// Takes groups, in an order of chance, as long as each brings the number of rows nearer to the share of all. At least one is taken,
    /// and one left.
    /// </summary>
    /// <returns>Whether a group is taken.</returns>
    public static bool[] Share(int[] sizes, double fraction, Random random)
    {
        var isTaken = new bool[sizes.Length];
        var wanted = sizes.Sum() * fraction;
        var (taken, groups) = (0, 0);
        foreach (var group in Shuffled(sizes.Length, random))
        {
            if (groups < sizes.Length - 1 && Math.Abs(taken + sizes[group] - wanted) < Math.Abs(taken - wanted))
            {
                isTaken[group] = true;
                taken += sizes[group];
                groups++;
            }
        }

        if (groups == 0)
            isTaken[Array.IndexOf(sizes, sizes.Min())] = true;
        return isTaken;
    }

    private static int[] Shuffled(int count, Random random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }

    /// <summary>The variance of the counts, in whole numbers: groups that are as even as each other must compare as equal.</summary>
    private static Int128 Unevenness(int[] counts)
    {
        Int128 sum = counts.Sum(count => (long)count);
        return (counts.Length * counts.Aggregate(Int128.Zero, (squares, count) => squares + ((Int128)count * count))) - (sum * sum);
    }
}
