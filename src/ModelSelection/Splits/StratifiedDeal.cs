namespace MlNetDl.ModelSelection.Splits;

/// <summary>Deals the rows of strata out at random.</summary>
internal static class StratifiedDeal
{
    /// <summary>
    /// Deals to folds: stratum after stratum, each going on where the last ended. Folds have as many rows as each other of each stratum
    /// and of
    /// all, give or take one; the counts are those of scikit-learn's <c>StratifiedKFold</c>.
    /// </summary>
    /// <returns>The fold of each row.</returns>
    public static int[] ToFolds(int[][] strata, int rows, int numberOfFolds, Random random)
    {
        var folds = new int[rows];
        var place = 0;
        foreach (var stratum in strata)
        {
            int[] shuffled = [.. stratum];
            random.Shuffle(shuffled);
            foreach (var row in shuffled)
                folds[row] = place++ % numberOfFolds;
        }

        return folds;
    }

    /// <summary>
    /// Takes a share for testing: of each stratum the share rounded down, and the rows that are then lacking of those with the largest
    /// remainders, ties at random. Of each stratum a row stays for training.
    /// </summary>
    /// <returns>Whether a row is taken, and how many of each stratum are.</returns>
    public static (bool[] IsTaken, int[] Counts) Share(int[][] strata, int rows, double fraction, Random random)
    {
        var counts = Array.ConvertAll(strata, stratum => Math.Min((int)(stratum.Length * fraction), Most(stratum)));
        var lacking = Math.Max((int)Math.Round(rows * fraction, MidpointRounding.AwayFromZero), 1) - counts.Sum();
        int[] order = [.. Enumerable.Range(0, strata.Length)];
        random.Shuffle(order);
        foreach (var stratum in order.OrderByDescending(stratum => (strata[stratum].Length * fraction) - counts[stratum]))
        {
            if (lacking > 0 && counts[stratum] < Most(strata[stratum]))
            {
                counts[stratum]++;
                lacking--;
            }
        }

        var isTaken = new bool[rows];
        for (var stratum = 0; stratum < strata.Length; stratum++)
        {
            int[] shuffled = [.. strata[stratum]];
            random.Shuffle(shuffled);
            foreach (var row in shuffled.AsSpan(0, counts[stratum]))
                isTaken[row] = true;
        }

        return (isTaken, counts);
    }

    private static int Most(int[] stratum) => Math.Max(stratum.Length - 1, 0);
}
