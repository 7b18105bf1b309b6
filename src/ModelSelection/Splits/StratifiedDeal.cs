namespace MlNetDl.ModelSelection.Splits;

/// <summary>Deals the rows of strata out at random.</summary>
internal static class StratifiedDeal
{
    /// <summary>
    /// Deals to folds: stratum after stratum, each going on where the last ended. Folds have as many rows as each other of each stratum and
    /// of all, give or take one; the counts are those of scikit-learn's <c>StratifiedKFold</c>.
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

    /// <summary>
    /// Puts the rows in an order of chance such that the rows up to any place have of each stratum its share, within a row: the chairman
    /// assignment of R. Tijdeman, "The chairman assignment problem", Discrete Mathematics 32 (1980).
    /// </summary>
    /// <remarks>
    /// Of the strata that are due a row, being behind their share by 1 / (2k - 2) of a row or more, the one comes next that must have its
    /// row the soonest if it is not to fall behind by 1 - 1 / (2k - 2), for k strata. Some stratum is always due, since together they are
    /// behind by one row.
    /// </remarks>
    public static int[] Order(IEnumerable<int[]> strata, Random random)
    {
        int[][] left = [.. strata.Where(stratum => stratum.Length > 0)];
        for (var stratum = 0; stratum < left.Length; stratum++)
        {
            left[stratum] = [.. left[stratum]];
            random.Shuffle(left[stratum]);
        }

        if (left.Length <= 1)
            return [.. left.SelectMany(rows => rows)];

        var order = new int[left.Sum(rows => rows.Length)];
        var taken = new int[left.Length];
        for (var place = 0; place < order.Length; place++)
        {
            var next = Next(left, taken, place + 1L, order.Length);
            order[place] = left[next][taken[next]++];
        }

        return order;
    }

    /// <summary>The stratum that has the next place.</summary>
    private static int Next(int[][] strata, int[] taken, long places, long rows)
    {
        var parts = (2L * strata.Length) - 2;
        var (next, soonest) = (-1, double.PositiveInfinity);
        for (var stratum = 0; stratum < strata.Length; stratum++)
        {
            // In rows of the whole: a stratum's share of the places is places * size / rows.
            var behind = (places * strata[stratum].Length) - (taken[stratum] * rows);
            var deadline = ((rows * (1 - (1.0 / parts))) - behind) / strata[stratum].Length;
            if (behind * parts >= rows && deadline < soonest)
                (next, soonest) = (stratum, deadline);
        }

        return next;
    }

    private static int Most(int[] stratum) => Math.Max(stratum.Length - 1, 0);
}
